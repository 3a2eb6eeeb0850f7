"""Mistakes in the file of an activity: each refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course
from quizzes.simulators import load
from tests.authoring.quiz_files import ACTIVITY, add_questions

MISTAKES = {
    "bracket that is not closed": (
        "intro: Call each line.",
        "intro: [Call each line.",
        "5: This is not YAML: expected ',' or ']', but got ':'. Check indentation, colons and quotes.",
    ),
    "unknown kind": (
        "kind: triage",
        "kind: sorting",
        f"2: There is no kind 'sorting'. Use one of: {', '.join(load())}.",
    ),
    "no kind": (
        "kind: triage\n",
        "",
        f"1: There is no kind None. Use one of: {', '.join(load())}.",
    ),
    "no title": (
        "title: Strip the hype\n",
        "",
        "1: A key is missing: title. Add it.",
    ),
    "title too long": (
        "title: Strip the hype\n",
        f"title: {'w' * 121}\n",
        "3: 'title' has 121 characters. Keep it under 120.",
    ),
    "unknown key": (
        "things: lines\n",
        "things: lines\ncolour: red\n",
        "6: There is no key 'colour' here. Use: id, title, intro, kind, things, call_label, question_label,"
        " calls, questions, contrasts, cards, writing, notice, hints_first.",
    ),
    "key of the kind that is missing": (
        "things: lines\n",
        "",
        "1: A key is missing: things. Add it.",
    ),
    "id in another form": (
        "id: ACT01",
        "id: ACT1",
        "1: 'ACT1' is not a value of 'id'. Write it so that it fits ^ACT[0-9]{2}[a-z]?$",
    ),
    "id that has no place": (
        "id: ACT01",
        "id: ACT02",
        "1: No lesson has a place for ACT02. Put /// activity | ACT02 and /// into the text of lesson L02.",
    ),
    "mistake that only the kind knows": (
        "call: work, why",
        "call: play, why",
        "12: There is no 'play'. Use one of: work, hype.",
    ),
    "part without its key": (
        ", why: No user in it.}",
        "}",
        "11: A key is missing: why. Add it.",
    ),
}


@pytest.fixture
def folder(folder, edit):
    return add_questions(folder, edit)


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_mistake_in_an_activity_is_refused_with_line_and_remedy(folder, edit, mistake):
    old, new, *problems = mistake
    edit(ACTIVITY, old, new)

    refused = [str(problem) for problem in read_course(folder).problems if problem.path == f"course/{ACTIVITY}"]

    assert refused == [f"course/{ACTIVITY}:{problem}" for problem in problems]
