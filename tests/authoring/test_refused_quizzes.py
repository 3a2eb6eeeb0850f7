"""Mistakes in a file of questions, and in what all of them have: each refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course
from tests.authoring.quiz_files import QUIZ, add_questions

MISTAKES = {
    "text with a colon and without quotation marks": (
        "    stem: In which order?\n",
        "    stem: In order: which?\n",
        "64: This is not YAML: mapping values are not allowed here. Check indentation, colons and quotes.",
    ),
    "key that stands twice": (
        "    idea: Half pass.\n",
        "    idea: Half pass.\n    idea: Half of them.\n",
        "103: This is not YAML: the key 'idea' stands here a second time. Check indentation, colons and quotes.",
    ),
    "text that is still to be written": (
        "    idea: Half pass.\n",
        "    idea: '[to write]'\n",
        "102: '[to write]' is still there. Write it: until then the question is not asked.",
    ),
    "file without its lesson": (
        "lesson: L01\n",
        "",
        "1: A file of questions has two keys. Write lesson: L05 and, below items:, the questions.",
    ),
    "file with another key": (
        "lesson: L01\n",
        "lesson: L01\ntitle: Quiz\n",
        "1: A file of questions has two keys. Write lesson: L05 and, below items:, the questions.",
    ),
    "unknown kind": (
        "    kind: order\n",
        "    kind: sequence\n",
        "60: There is no kind 'sequence'. Use one of: branch, categorise, estimate, free, match, multiple, "
        "order, single, tf-why.",
    ),
    "no kind": (
        "    kind: order\n",
        "",
        "59: There is no kind None. Use one of: branch, categorise, estimate, free, match, multiple, order,"
        " single, tf-why.",
    ),
    "kind that is a list": (
        "    kind: order\n",
        "    kind: [order]\n",
        "60: There is no kind ['order']. Use one of: branch, categorise, estimate, free, match, multiple, "
        "order, single, tf-why.",
    ),
    "entry that is only a word": (
        "    idea: Half pass.\n",
        "    idea: Half pass.\n  - Q01.10\n",
        "103: There is no kind None. Use one of: branch, categorise, estimate, free, match, multiple, "
        "order, single, tf-why.",
    ),
    "id in another form": (
        "  - id: Q01.4\n",
        "  - id: Q1.4\n",
        "59: 'Q1.4' is not a value of 'id'. Write it so that it fits ^Q[0-9]{2}\\.[0-9]{1,2}b?$",
    ),
    "id that is a number": (
        "  - id: Q01.4\n",
        "  - id: 1.4\n",
        "59: The value of 'id' is not right. Write a text (in quotes, where it looks like a number or like yes or no).",
    ),
    "id of another lesson": (
        "  - id: Q01.4\n",
        "  - id: Q02.4\n",
        "59: The id Q02.4 does not belong to L01. Begin it with Q01.",
    ),
    "id used twice": (
        "  - id: Q01.4\n",
        "  - id: Q01.3\n",
        "59: course/quizzes/01-first.yaml has the id Q01.3 too. Ids are used once; take a new one.",
    ),
    "id that has no place": (
        "  - id: Q01.4\n",
        "  - id: Q01.14\n",
        "59: The lesson L01 has no place for Q01.14. Put /// question | Q01.14 and /// into its text.",
    ),
    "other form of nothing": (
        "  - id: Q01.4\n",
        "  - id: Q01.4b\n",
        "59: There is no Q01.4 of which this is the other form. Write it, or correct the id.",
    ),
    "other form that measures something else": (
        "  - id: Q01.1b\n    kind: single\n    level: apply\n    difficulty: 1\n",
        "  - id: Q01.1b\n    kind: single\n    level: analyse\n    difficulty: 2\n",
        "22: 'level' differs from that of Q01.1. The two forms of a question measure the same.",
        "23: 'difficulty' differs from that of Q01.1. The two forms of a question measure the same.",
    ),
    "unknown level": (
        "    level: create\n",
        "    level: think\n",
        "105: 'think' is not a value of 'level'. Use one of: remember, understand, apply, analyse, evaluate, create.",
    ),
    "unknown difficulty": (
        "    difficulty: 3\n",
        "    difficulty: 4\n",
        "115: 4 is not a value of 'difficulty'. Use one of: 1, 2, 3.",
    ),
    "difficulty in words": (
        "    difficulty: 3\n",
        "    difficulty: hard\n",
        "115: 'hard' is not a value of 'difficulty'. Use one of: 1, 2, 3.",
    ),
    "points that are no list": (
        "    points: [A1.1]\n    case",
        "    points: A1.1\n    case",
        "7: The value of 'points' is not right. Write a list.",
    ),
    "point in another form": (
        "    points: [A1.1]\n    case",
        "    points: [P1]\n    case",
        "7: 'P1' is not a value of 'points'. Write it so that it fits ^A[0-9]+\\.[0-9]+$",
    ),
    "unknown point": (
        "    points: [A1.1]\n    stem: A threshold",
        "    points: [A1.9]\n    stem: A threshold",
        "51: There is no point A1.9 in coverage.tsv. Correct the id.",
    ),
    "point named twice": (
        "    points: [A1.1]\n    case",
        "    points: [A1.1, A1.1]\n    case",
        "7: 'points' says something twice. Take one out.",
    ),
    "unknown case": (
        "    case: receipts\n",
        "    case: lease\n",
        "8: There is no case 'lease'. Use one of: receipts; or add it to course.yaml.",
    ),
    "case that is no slug": (
        "    case: receipts\n",
        "    case: The lease\n",
        "8: 'The lease' is not a value of 'case'. Write it so that it fits ^[a-z0-9-]{1,50}$",
    ),
    "no stem": (
        "    stem: In which order?\n",
        "",
        "59: A key is missing: stem. Add it.",
    ),
    "no level and no difficulty": (
        "    level: create\n    difficulty: 2\n",
        "",
        "103: Keys are missing: level, difficulty. Add them.",
    ),
    "empty stem": (
        "    stem: In which order?\n",
        "    stem: '  '\n",
        "64: 'stem' is empty. Write a text.",
    ),
    "stem that is a number": (
        "    stem: In which order?\n",
        "    stem: 5\n",
        "64: The value of 'stem' is not right. Write a text (in quotes, where it looks like a number or "
        "like yes or no).",
    ),
    "idea of more than a line": (
        "    idea: Half pass.\n",
        f"    idea: {'w' * 141}\n",
        "102: 'idea' has 141 characters. Keep it under 140.",
    ),
    "unknown key": (
        "    idea: Half pass.\n",
        "    idea: Half pass.\n    hint: Think.\n",
        "103: There is no key 'hint' here. Use: id, kind, level, difficulty, points, case, stem, why, idea,"
        " answer, unit, accept, range_cap.",
    ),
}


@pytest.fixture
def folder(folder, edit):
    return add_questions(folder, edit)


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_mistake_in_a_file_of_questions_is_refused_with_line_and_remedy(folder, edit, mistake):
    old, new, *problems = mistake
    edit(QUIZ, old, new)

    refused = [str(problem) for problem in read_course(folder).problems if problem.path == f"course/{QUIZ}"]

    assert refused == [f"course/{QUIZ}:{problem}" for problem in problems]
