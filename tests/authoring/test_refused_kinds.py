"""Mistakes in what only one kind of question has: each refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course
from tests.authoring.quiz_files import QUIZ, add_questions

MISTAKES = {
    "single without a key": (
        "        key: true\n        feedback: It decides what passes.\n",
        "        feedback: It decides what passes.\n",
        "10: 0 of the options have 'key: true'. Mark one.",
    ),
    "single with two keys": (
        "      - text: A rule\n",
        "      - text: A rule\n        key: true\n",
        "10: 2 of the options have 'key: true'. Mark one.",
    ),
    "single with two options": (
        "      - text: A rule\n        feedback: A rule has no score.\n",
        "",
        "10: 'options' has 2 entries. Write at least 3.",
    ),
    "same text twice": (
        "      - text: A rule\n",
        "      - text: A score\n",
        "17: This text stands twice. Write another one.",
    ),
    "option without feedback": (
        "        feedback: A rule has no score.\n",
        "",
        "17: A key is missing: feedback. Add it.",
    ),
    "option with empty feedback": (
        "        feedback: A rule has no score.\n",
        "        feedback:\n",
        "18: The value of 'feedback' is not right. Write a text (in quotes, where it looks like a number or"
        " like yes or no).",
    ),
    "key that is a text": (
        "        key: true\n        feedback: It decides what passes.\n",
        "        key: 'yes'\n        feedback: It decides what passes.\n",
        "12: The value of 'key' is not right. Write true or false.",
    ),
    "unknown misconception": (
        "misconception: M03",
        "misconception: M21",
        "16: 'M21' is not a value of 'misconception'. Write it so that it fits ^M(0[1-9]|1[0-9]|20)$",
    ),
    "misconception of a key": (
        "feedback: It decides what passes.\n",
        "feedback: It decides what passes.\n        misconception: M03\n",
        "14: A key shows no misconception. Take the code out.",
    ),
    "unknown key of an option": (
        "        misconception: M03\n",
        "        belief: M03\n",
        "16: There is no key 'belief' here. Use: text, key, feedback, misconception.",
    ),
    "multiple with one key": (
        "{text: Two, key: true, feedback: It belongs too.}",
        "{text: Two, feedback: It belongs too.}",
        "41: 1 of the options have 'key: true'. Mark 2 to 3.",
    ),
    "multiple of keys only": (
        "{text: Three, feedback: It does not.}\n      - {text: Four, f",
        "{text: Three, key: true, feedback: It does.}\n      - {text: Four, key: true, f",
        "41: 4 of the options have 'key: true'. Mark 2 to 3.",
    ),
    "statement without a verdict": (
        "    verdict: false\n",
        "",
        "47: A key is missing: verdict. Add it.",
    ),
    "verdict that is a text": (
        "    verdict: false\n",
        "    verdict: 'false'\n",
        "53: The value of 'verdict' is not right. Write true or false.",
    ),
    "statement without a right reason": (
        "{text: It decides, key: true, f",
        "{text: It decides, f",
        "54: 0 of the reasons have 'key: true'. Mark one.",
    ),
    "two steps": (
        "steps: [Score, Threshold, Decision]",
        "steps: [Score, Threshold]",
        "65: 'steps' has 2 entries. Write at least 3.",
    ),
    "eight steps": (
        "steps: [Score, Threshold, Decision]",
        "steps: [A, B, C, D, E, F, G, H]",
        "65: 'steps' has 8 entries. Write at most 7.",
    ),
    "step that stands twice": (
        "steps: [Score, Threshold, Decision]",
        "steps: [Score, Threshold, Score]",
        "65: This step stands twice. Write another one.",
    ),
    "order without a why": (
        "    why: The score comes first.\n",
        "",
        "59: A key is missing: why. Add it.",
    ),
    "left side that stands twice": (
        "{left: High, right: Little",
        "{left: Low, right: Little",
        "76: This text stands twice. Write another one.",
    ),
    "right side that stands twice": (
        "{left: High, right: Little",
        "{left: High, right: Much",
        "76: This text stands twice. Write another one.",
    ),
    "two pairs": (
        "      - {left: None, right: All passes, feedback: Nothing stops it.}\n",
        "",
        "74: 'pairs' has 2 entries. Write at least 3.",
    ),
    "card in no category": (
        "{text: Deciding, category: Team,",
        "{text: Deciding, category: Users,",
        "85: No card belongs to 'Team'. Write one.",
        "88: There is no category 'Users'. Use one of: Model, Team.",
    ),
    "category without a card": (
        "categories: [Model, Team]",
        "categories: [Model, Team, Users]",
        "85: No card belongs to 'Users'. Write one.",
    ),
    "category that stands twice": (
        "categories: [Model, Team]",
        "categories: [Model, Team, Team]",
        "85: 'categories' says something twice. Take one out.",
    ),
    "answer in words": (
        "    answer: 50\n",
        "    answer: fifty\n",
        "97: The value of 'answer' is not right. Write a number.",
    ),
    "answer outside of what is accepted": (
        "    answer: 50\n",
        "    answer: 60\n",
        "99: The answer lies outside 'accept'. Write the lowest and the highest figure.",
    ),
    "answer that is no figure": (
        "    answer: 50\n",
        "    answer: .nan\n",
        "99: The answer lies outside 'accept'. Write the lowest and the highest figure.",
    ),
    "accepted figures that are not two": (
        "accept: [45, 55]",
        "accept: [45]",
        "99: 'accept' has 1 entries. Write at least 2.",
    ),
    "range not wider than what is accepted": (
        "range_cap: 30",
        "range_cap: 10",
        "100: 'range_cap' is not wider than 'accept'. Write a wider one.",
    ),
    "range of nothing": (
        "range_cap: 30",
        "range_cap: 0",
        "100: The value of 'range_cap' is not right: 0 is less than or equal to the minimum of 0. Correct it.",
    ),
    "range without an end": (
        "range_cap: 30",
        "range_cap: .inf",
        "100: 'range_cap' is no figure. Write a number wider than 'accept'.",
    ),
    "range that is no figure": (
        "range_cap: 30",
        "range_cap: .nan",
        "100: 'range_cap' is no figure. Write a number wider than 'accept'.",
    ),
    "rubric of three lines": (
        "[Nothing, A part, Most, All]",
        "[Nothing, Most, All]",
        "110: 'rubric' has 3 entries. Write at least 4.",
    ),
    "line of a rubric that YAML takes for false": (
        "[Nothing, A part, Most, All]",
        "[No, A part, Most, All]",
        "110: The value of 'rubric' is not right. Write a text (in quotes, where it looks like a number or "
        "like yes or no).",
    ),
    "free text without a model": (
        "    model: A threshold is a decision.\n",
        "",
        "103: A key is missing: model. Add it.",
    ),
    "score of a choice between the steps": (
        "score: 0.5,",
        "score: 0.7,",
        "126: 0.7 is not a value of 'score'. Use one of: 0, 0.5, 1.",
    ),
    "decision without a best choice": (
        "{text: Raise it, score: 1,",
        "{text: Raise it, score: 0.5,",
        "124: One choice of each node scores 1. Correct the scores.",
    ),
    "decision with two best choices": (
        "score: 0.5,",
        "score: 1,",
        "124: One choice of each node scores 1. Correct the scores.",
    ),
    "choice that nothing follows": (
        ", then: It grew.}",
        "}",
        "122: What follows is missing. Add then: what happens next.",
    ),
    "choice of the last decision that something follows": (
        "feedback: It shrinks.}",
        "feedback: It shrinks., then: It is short.}",
        "125: Nothing follows the last node. Take 'then' out.",
    ),
    "decision with one choice": (
        "          - {text: Lower it, score: 0.5, feedback: It grows.}\n",
        "",
        "124: 'choices' has 1 entries. Write at least 2.",
    ),
}


@pytest.fixture
def folder(folder, edit):
    return add_questions(folder, edit)


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_mistake_in_a_question_is_refused_with_line_and_remedy(folder, edit, mistake):
    old, new, *problems = mistake
    edit(QUIZ, old, new)

    refused = [str(problem) for problem in read_course(folder).problems if problem.path == f"course/{QUIZ}"]

    assert refused == [f"course/{QUIZ}:{problem}" for problem in problems]
