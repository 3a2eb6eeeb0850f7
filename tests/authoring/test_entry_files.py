"""Files of questions and activities as a whole: what one mistake is said to be, and that nothing breaks the check."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.files.course_checks import read_course
from authoring.files.entry_files import read_activity, read_questions
from authoring.files.yaml_lines import read_yaml
from lessons.blocks import Problem
from quizzes import simulators
from quizzes.kinds import kinds
from tests.authoring.quiz_files import ACTIVITY, QUESTIONS, QUIZ, TRIAGE, add_questions


@pytest.fixture
def folder(folder, edit):
    return add_questions(folder, edit)


def problems_of(folder) -> list[str]:
    return [str(problem) for problem in read_course(folder).problems]


def test_course_with_questions_of_all_kinds_has_no_problem(folder):
    files = read_course(folder)

    assert files.problems == []
    assert {entry["kind"] for _number, entry in files.quizzes[0].entries} == set(kinds())


def test_all_mistakes_of_a_file_are_told_at_once(folder, edit):
    edit(QUIZ, "    level: create\n", "    level: think\n")
    edit(QUIZ, "    answer: 50\n", "    answer: fifty\n")
    edit(ACTIVITY, "things: lines\n", "")

    assert problems_of(folder) == [
        "course/activities/ACT01.yaml:1: A key is missing: things. Add it.",
        "course/quizzes/01-first.yaml:97: The value of 'answer' is not right. Write a number.",
        "course/quizzes/01-first.yaml:105: 'think' is not a value of 'level'. "
        "Use one of: remember, understand, apply, analyse, evaluate, create.",
    ]


def test_mistake_in_a_question_is_not_told_as_a_missing_question_too(folder, edit):
    edit(QUIZ, "    answer: 50\n", "    answer: fifty\n")

    assert len(problems_of(folder)) == 1


def test_mistake_in_form_a_is_not_told_of_form_b_too(folder, edit):
    edit(QUIZ, "misconception: M03", "misconception: M99")

    assert [problem.split(":")[1] for problem in problems_of(folder)] == ["16"]


def test_question_that_is_placed_and_not_written_is_named_where_it_is_placed(folder, edit):
    edit(QUIZ, QUESTIONS[QUESTIONS.index("  - id: Q01.9") :], "")

    assert problems_of(folder) == [
        "course/lessons/01-first.md:61: The question Q01.9 is placed here and not written. "
        "Write it in quizzes/, in the file of L01, or take it out."
    ]


def test_activity_may_be_placed_before_it_is_written(folder):
    (folder / ACTIVITY).unlink()

    assert problems_of(folder) == []


def test_id_used_in_two_files_is_told_once(folder):
    (folder / "quizzes/01-more.yaml").write_text(QUESTIONS[: QUESTIONS.index("  - id: Q01.1b")])

    assert problems_of(folder) == [
        "course/quizzes/01-more.yaml:3: course/quizzes/01-first.yaml has the id Q01.1 too. "
        "Ids are used once; take a new one."
    ]


def test_activity_in_two_files_is_told_once(folder):
    (folder / "activities/ACT02.yaml").write_text(TRIAGE)

    assert problems_of(folder) == [
        "course/activities/ACT02.yaml:1: course/activities/ACT01.yaml has the id ACT01 too. "
        "Ids are used once; take a new one."
    ]


@pytest.mark.parametrize("name", [QUIZ, ACTIVITY])
def test_empty_file_is_refused(folder, name):
    (folder / name).write_text("")

    assert f"course/{name}:1: This is not YAML: keys and values are expected here. {REMEDY}" in problems_of(folder)


REMEDY = "Check indentation, colons and quotes."


@pytest.mark.parametrize("name", [QUIZ, ACTIVITY])
def test_file_in_another_encoding_is_refused(folder, name):
    text = (folder / name).read_text()
    (folder / name).write_bytes(text.replace("the", "thé", 1).encode("latin-1"))

    assert any(problem.endswith("This is not UTF-8. Save the file as UTF-8.") for problem in problems_of(folder))


def test_file_with_windows_line_ends_and_byte_order_mark_is_read(folder):
    for name in (QUIZ, ACTIVITY):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_text().replace("\n", "\r\n").encode())

    assert problems_of(folder) == []


def test_spaces_at_the_ends_of_texts_are_no_part_of_them(folder, edit):
    edit(QUIZ, "    stem: In which order?\n", "    stem: |\n      In which order?\n\n")

    entries = dict((entry["id"], entry) for _number, entry in read_course(folder).quizzes[0].entries)
    assert entries["Q01.4"]["stem"] == "In which order?"


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates()
KEYS = st.sampled_from(
    [
        *("id", "kind", "level", "difficulty", "points", "case", "stem", "idea", "why", "options", "reasons", "steps"),
        *("pairs", "cards", "categories", "answer", "unit", "accept", "range_cap", "model", "rubric", "nodes"),
        *("text", "key", "feedback", "choices", "score", "then", "left", "right", "category", "title", "intro"),
        *("calls", "cards", "things", "call_label", "scores", "tasks", "lines", "items", "lesson"),
    ]
) | st.text(max_size=4)
KNOWN = st.sampled_from([*kinds(), *simulators.FILES, "Q01.1", "ACT01", "A1.1", "L01", "apply"])
VALUES = st.recursive(
    SCALARS | KNOWN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
WHOLE = yaml.safe_load(QUESTIONS)["items"]


def spoilt(draw, value):
    """`value` with something else in one place of it."""
    if isinstance(value, dict | list) and value and draw(st.integers(0, 3)):
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = draw(st.sampled_from(list(keys)))
        copied = dict(value) if isinstance(value, dict) else list(value)
        copied[key] = spoilt(draw, value[key])
        return copied
    return draw(VALUES)


@st.composite
def entries(draw):
    return spoilt(draw, draw(st.sampled_from(WHOLE)))


@given(st.lists(entries() | VALUES, max_size=3) | VALUES, VALUES | st.just("L01"))
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_a_file_of_questions_is_taken_or_told(items, lesson):
    text = yaml.safe_dump({"lesson": lesson, "items": items}, allow_unicode=True)

    file = read_questions("quizzes/01-first.yaml", read_yaml(text))

    assert all(isinstance(problem, Problem) and problem.line >= 1 and problem.remedy for problem in file.problems)
    assert file.problems or [number for number, _entry in file.entries] == list(range(len(items)))


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_the_file_of_an_activity_is_taken_or_told(values):
    file = read_activity("activities/ACT01.yaml", read_yaml(yaml.safe_dump(values, allow_unicode=True)))

    assert bool(file.problems) is not bool(file.entries)


@given(st.text(max_size=200))
def test_any_text_is_taken_or_told(text):
    for read in (read_questions, read_activity):
        file = read("a.yaml", read_yaml(text))

        assert bool(file.problems) or file.entries == []
