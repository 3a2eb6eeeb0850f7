"""The certificate's rule in course.yaml: refused where it asks for what is not there, loaded where it is right."""

import pytest

from authoring.files.course_checks import read_course
from authoring.twin.services import load_course
from lessons.models import Course
from tests.authoring.quiz_files import ACTIVITY, add_questions

RULE = """\
certificate:
  stands_for: >-
    A small grounding.
  practised:
    - L01
  final_percent: 70
  activities:
    - {id: ACT01, text: Hand it in}
"""
EXPECTED = (
    "Write stands_for (up to 300 characters) and one or more of practised (like [L01, L02]), final_percent (1 to 100) "
    "and activities (entries with id, like ACT05, and text)."
)


@pytest.fixture
def ruled(folder, edit):
    add_questions(folder, edit)
    edit("course.yaml", "modules:\n", f"{RULE}modules:\n")
    return folder


def problems_in(folder) -> list[str]:
    return [str(problem) for problem in read_course(folder).problems]


def test_rule_without_a_mistake_is_stored_with_the_course(ruled, db):
    load_course(read_course(ruled))

    assert Course.objects.get().certificate == {
        "stands_for": "A small grounding.",
        "practised": ["L01"],
        "final_percent": 70,
        "activities": [{"id": "ACT01", "text": "Hand it in"}],
    }


def test_course_without_a_rule_has_none(folder, db):
    load_course(read_course(folder))

    assert Course.objects.get().certificate == {}


BETWEEN_FILES = {
    "lesson that is not there": (
        ("    - L01\n", "    - L01\n    - L09\n"),
        "course/course.yaml:14: The certificate asks for the lesson L09, which has no file. "
        "Take it out, or write the lesson.",
    ),
    "lesson twice": (
        ("    - L01\n", "    - L01\n    - L01\n"),
        "course/course.yaml:14: The certificate asks for L01 twice. Keep one of the two.",
    ),
    "lesson without a quiz": (
        ("    - L01\n", "    - L01\n    - L02\n"),
        "course/course.yaml:14: The certificate asks to practise L02, which has no quiz that counts. "
        "Take it out, or write its quiz.",
    ),
    "activity that is not there": (
        ("ACT01", "ACT02"),
        "course/course.yaml:16: The certificate asks for ACT02, and there is no such activity. "
        "Correct the id, or write the activity.",
    ),
}


@pytest.mark.parametrize(("change", "message"), BETWEEN_FILES.values(), ids=BETWEEN_FILES)
def test_rule_that_asks_for_what_is_not_there_is_refused_with_its_line(ruled, edit, change, message):
    edit("course.yaml", *change)

    assert problems_in(ruled) == [message]


def test_activity_that_has_a_mistake_is_not_reported_as_missing_too(ruled, edit):
    edit(ACTIVITY, "kind: triage", "kind: sorting")

    assert [problem.partition(":")[0] for problem in problems_in(ruled)] == [f"course/{ACTIVITY}"]


@pytest.mark.parametrize(
    "change",
    [
        ("  stands_for: >-\n    A small grounding.\n", ""),
        ("final_percent: 70", "final_percent: 101"),
        ("final_percent: 70", "final_percent: most"),
        ("    - L01\n", "    - first\n"),
        ("{id: ACT01, text: Hand it in}", "ACT01"),
        ("final_percent: 70", "deadline: 2027-01-01"),
        (RULE.partition("  practised")[2], ": []\n"),
    ],
    ids=["no words", "percent too high", "percent a word", "no code", "activity without words", "other key", "empty"],
)
def test_rule_of_another_shape_is_refused_with_what_belongs_there(ruled, edit, change):
    edit("course.yaml", *change)

    assert problems_in(ruled) == [f"course/course.yaml:9: The value of 'certificate' is not right. {EXPECTED}"]
