"""Mistakes in the file of readiness questions: each refused with line and remedy."""

import pytest

from authoring.files.course_checks import read_course
from tests.authoring.readiness_files import READINESS, add_readiness

MISTAKES = {
    "no YAML": ("first: ACT01a", "first: [ACT01a", "2: This is not YAML: expected ',' or ']', but got ':'."),
    "unknown key": (
        "    point: A1.1\n",
        "    point: A1.1\n    colour: red\n",
        "13: There is no key 'colour' here. Use: id, short, question, point, lessons, levels, prompts, linked, "
        "practice, tasks.",
    ),
    "key that is missing": ("    point: A1.1\n", "", "9: A key is missing: point. Add it."),
    "level without its words": (
        ", said: starting",
        "",
        "5: A key is missing: said. Add it.",
    ),
    "three descriptors": ("      - I guess.\n", "", "14: 'levels' has 3 entries. Write at least 4."),
    "two tasks": (
        "      - {short: a case, text: Set one., minutes: 45, sittings: 2}\n",
        "",
        "27: 'tasks' has 2 entries. Write at least 3.",
    ),
    "task that is too long": ("minutes: 45", "minutes: 46", "30: The value of 'minutes' is not right"),
    "id in another form": ("id: R1", "id: Q1", "9: 'Q1' is not a value of 'id'. Write it so that it fits ^R[1-9]$"),
    "linked form B": (
        "linked: [Q01.1, Q01.2]",
        "linked: [Q01.1b, Q01.2]",
        "21: 'Q01.1b' is not a value of 'linked'. Write it so that it fits",
    ),
    "linked question that is not there": (
        "linked: [Q01.1, Q01.2]",
        "linked: [Q01.1, Q09.2]",
        "21: There is no question Q09.2. Correct the id.",
    ),
    "linked question in learners' own words": (
        "linked: [Q01.1, Q01.2]",
        "linked: [Q01.1, Q01.8]",
        "21: Q01.8 is rated by learners themselves. Link a question that the machine grades.",
    ),
    "item that is not there": ("items: [Q01.1]", "items: [Q01.99]", "26: There is no question Q01.99. Correct the id."),
    "item that is kept for the baseline": (
        "items: [Q01.1]",
        "items: [Q05.4]",
        "26: Q05.4 is kept for the baseline and tells nothing before the course ends. Take another one.",
    ),
    "lesson that is not there": (
        "minutes: 10, lessons: [L01]",
        "minutes: 10, lessons: [L09]",
        "28: There is no lesson L09. Correct the id.",
    ),
    "lesson of the question that is not there": (
        "    lessons: [L01]\n    levels:",
        "    lessons: [L09]\n    levels:",
        "13: There is no lesson L09. Correct the id.",
    ),
    "activity that is not there": (
        "activities: [ACT01]",
        "activities: [ACT09]",
        "29: There is no activity ACT09. Correct the id.",
    ),
    "point that is not there": (
        "point: A1.1",
        "point: A9.9",
        "12: There is no point A9.9 in coverage.tsv. Correct the id.",
    ),
    "pass without a place": (
        "second: ACT02",
        "second: ACT16",
        "2: No lesson has a place for ACT16. Put /// activity | ACT16 and /// into the text of lesson L16.",
    ),
    "place of an activity": (
        "first: ACT01a",
        "first: ACT01",
        "1: There is an activity ACT01 in activities/. Take another id for one of the two.",
    ),
    "one place for both": (
        "second: ACT02",
        "second: ACT01a",
        "2: The second pass has the place of the first. Take another id.",
    ),
}


@pytest.fixture
def folder(folder, edit):
    return add_readiness(folder, edit)


def problems_in(folder) -> list[str]:
    return [str(problem) for problem in read_course(folder).problems]


def test_file_without_a_mistake_is_taken(folder):
    assert problems_in(folder) == []


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_mistake_is_refused_with_line_and_remedy(folder, edit, mistake):
    old, new, problem = mistake
    edit(READINESS, old, new)

    (refused,) = problems_in(folder)

    assert refused.startswith(f"course/{READINESS}:{problem}")


def test_id_that_stands_twice_is_refused(folder):
    text = (folder / READINESS).read_text()
    again = text[text.index("  - id: R1") :].replace("short: Threshold", "short: Once more")
    (folder / READINESS).write_text(text + again)

    assert problems_in(folder) == [f"course/{READINESS}:31: R1 is there already. Take another id."]


def test_mistake_in_a_question_does_not_make_its_links_wrong(folder, edit):
    edit("quizzes/01-first.yaml", "    stem: Who sets a threshold?\n", "")

    refused = problems_in(folder)

    assert [problem for problem in refused if READINESS in problem] == []
