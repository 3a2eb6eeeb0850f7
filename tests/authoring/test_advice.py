"""Advice on questions of a course: what is said of forms and points, where, and that it keeps nothing from loading."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from authoring.files.course_checks import read_course
from authoring.files.item_rules import advice_on
from quizzes.models import Question

QUESTIONS = """\
lesson: L01
items:
  - id: Q01.1
    kind: single
    level: apply
    difficulty: 1
    points: [A1.1]
    case: receipts
    stem: What does a higher threshold do to the queue?
    options:
      - text: It makes the queue longer.
        key: true
        feedback: More falls below it and waits for a person.
      - text: It makes the queue shorter.
        feedback: Fewer lines pass, so more of them wait.
      - text: It leaves the queue as it is.
        feedback: The queue is what falls below the threshold.
      - text: It makes the model better.
        feedback: The scores stay the same.
    idea: A threshold decides what waits.
  - id: Q01.1b
    kind: single
    level: apply
    difficulty: 1
    points: [A1.1]
    stem: A clinic lowers its threshold. What follows?
    options:
      - text: More summaries go out unread.
        key: true
        feedback: More of them score above it.
      - text: More summaries wait for somebody.
        feedback: Fewer fall below a lower threshold.
      - text: The summaries become more precise.
        feedback: What is written stays the same.
      - text: The clinic needs another model.
        feedback: The scores can stay as they are.
    idea: A threshold decides what nobody looks at.
"""
FILE = "quizzes/01-first.yaml"


@pytest.fixture
def folder(folder, edit):
    """The small course with one question in both forms, without a fault."""
    (folder / "quizzes").mkdir()
    (folder / FILE).write_text(QUESTIONS)
    edit("lessons/01-first.md", "## Going on\n", "/// question | Q01.1\n///\n\n## Going on\n")
    return folder


def advice(folder) -> list[str]:
    files = read_course(folder)
    assert files.problems == []
    return [str(problem) for problem in advice_on(files)]


def refusals(folder) -> list[str]:
    return [str(problem) for problem in read_course(folder).problems]


def test_good_questions_need_no_advice(folder):
    assert advice(folder) == []


def test_question_without_another_form_is_found(folder):
    form_a, _form_b = QUESTIONS.split("  - id: Q01.1b\n")
    (folder / FILE).write_text(form_a)

    assert advice(folder) == [
        "course/quizzes/01-first.yaml:3: There is no other form to ask in a retry. "
        "Write Q01.1b: the same points, another case."
    ]


def test_free_text_needs_no_other_form(folder):
    (folder / FILE).write_text(
        "lesson: L01\nitems:\n"
        "  - {id: Q01.1, kind: free, level: create, difficulty: 2, points: [A1.1], stem: Say why., idea: It depends.,\n"
        "     model: Costs differ., rubric: [Nothing, A part, Most, All of it]}\n"
    )

    assert advice(folder) == []


def test_other_form_with_the_same_case_is_found(folder, edit):
    edit(FILE, "    stem: A clinic", "    case: receipts\n    stem: A clinic")

    assert advice(folder) == [
        "course/quizzes/01-first.yaml:26: Q01.1 has this case too. Move the question to another one."
    ]


def test_other_form_with_the_same_stem_is_found(folder, edit):
    edit(FILE, "A clinic lowers its threshold. What follows?", "What does a higher threshold do to the queue?")

    assert advice(folder) == [
        "course/quizzes/01-first.yaml:26: Q01.1 has this stem too. Move the question to another case."
    ]


def test_other_form_with_a_card_of_the_first_is_found(folder):
    entry = (
        "  - id: {code}\n    kind: categorise\n    level: apply\n    difficulty: 1\n    points: [A1.1]\n"
        "    stem: Where does it belong?\n    categories: [Rules, AI]\n    cards:\n"
        "      - {{text: {first}, category: Rules, feedback: One rule does it.}}\n"
        "      - {{text: Postage, category: Rules, feedback: {why}}}\n"
        "      - {{text: {last}, category: AI, feedback: Wording varies.}}\n    idea: Rules first.\n"
    )
    form_a = entry.format(code="Q01.1", first="Dates", last="Letters", why="A table does it.")
    form_b = entry.format(code="Q01.1b", first="Rates", last="Poems", why="It is a table.")
    (folder / FILE).write_text("lesson: L01\nitems:\n" + form_a + form_b)

    assert advice(folder) == ["course/quizzes/01-first.yaml:24: Q01.1 has this line too. Write another one."]


def test_point_that_only_a_later_lesson_teaches_is_found(folder):
    (folder / FILE).write_text(QUESTIONS.replace("[A1.1]", "[A1.1, A2.1]"))

    said = "A2.1 is taught neither in this lesson nor in one before it. Teach it first, or take it out."
    assert advice(folder) == [f"course/quizzes/01-first.yaml:{line}: {said}" for line in (7, 25)]


def test_point_of_an_earlier_lesson_is_good(folder, edit):
    edit("course.yaml", "    lessons: [L01]", "    lessons: [L02]")
    edit("course.yaml", "      - L02", "      - L01")
    (folder / FILE).write_text(QUESTIONS.replace("[A1.1]", "[A1.1, A2.1]"))

    assert advice(folder) == []


def test_check_prints_advice_with_its_place_and_loading_goes_on(db, folder, edit):
    edit(FILE, "feedback: The scores stay the same.", "feedback: Wrong.")
    edit(FILE, "What does a higher threshold do to the queue?", "What does a higher threshold not do?")
    out = StringIO()

    call_command("load_course", str(folder), "--check", stdout=out)
    call_command("load_course", str(folder), stdout=StringIO())

    assert out.getvalue().splitlines()[1:] == [
        "course/quizzes/01-first.yaml:9: The stem asks for a negative, and 'not' is easily overlooked. "
        "Ask it the other way round, or write **not**.",
        "course/quizzes/01-first.yaml:19: The feedback says right or wrong and no more. Say why.",
        "2 pieces of advice on questions; the course loads as it is.",
    ]
    assert [question.code for question in Question.objects.all()] == ["Q01.1", "Q01.1b"]


def test_idea_of_more_than_140_characters_is_refused(folder, edit):
    edit(FILE, "A threshold decides what waits.", "x" * 141)

    assert refusals(folder) == ["course/quizzes/01-first.yaml:20: 'idea' has 141 characters. Keep it under 140."]


def test_forms_of_different_kinds_are_refused(folder):
    (folder / FILE).write_text(
        QUESTIONS.replace("kind: single\n", "kind: multiple\n", 1).replace(
            "feedback: Fewer lines", "key: true\n        feedback: Fewer lines"
        )
    )

    assert refusals(folder) == [
        "course/quizzes/01-first.yaml:23: 'kind' differs from that of Q01.1. "
        "The two forms of a question measure the same."
    ]


def test_question_that_becomes_another_kind_is_refused_whole(db, folder):
    call_command("load_course", str(folder), stdout=StringIO())

    text = QUESTIONS.replace("kind: single\n", "kind: multiple\n")
    (folder / FILE).write_text(text.replace("feedback: Fewer", "key: true\n        feedback: Fewer"))
    with pytest.raises(CommandError) as refusal:
        call_command("load_course", str(folder), stdout=StringIO())

    assert str(refusal.value) == (
        "Q01.1 is of kind single and cannot become multiple. Give the new question a new id. Nothing was stored."
    )
    assert {question.kind for question in Question.objects.all()} == {"single"}
