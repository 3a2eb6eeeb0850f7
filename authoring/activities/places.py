"""The codes that a lesson's activities may have, and where its text places them."""

from string import ascii_lowercase

from authoring.files.entry_checks import PLACED
from authoring.publishing.drafts import draft_of
from lessons.models import Course, Lesson
from quizzes.models import Activity
from readiness.models import Sheet


def codes_placed(text: str) -> list[str]:
    """Of the activities that a text has a place for."""
    found = (PLACED.match(line) for line in text.split("\n"))
    return [match["code"] for match in found if match and match["name"] == "activity"]


def first_free_code(lesson: Lesson) -> str:
    """One that no activity ever had: best one that the text has a place for already."""
    number = lesson.code[1:]
    taken = set(Activity.objects.filter(code__startswith=f"ACT{number}").values_list("code", flat=True))
    taken |= codes_of_readiness()
    usual = [f"ACT{number}{letter}" for letter in ("", *ascii_lowercase)]
    placed = [code for code in codes_placed(lesson.source) if code in usual]
    return next((code for code in (*placed, *usual) if code not in taken), usual[-1])


def codes_of_readiness() -> set[str]:
    """The places of the two passes of the readiness questions look like those of activities."""
    return {sheet.source[name] for sheet in Sheet.objects.filter(retired_at=None) for name in ("first", "second")}


def is_in_readiness(activity: Activity) -> bool:
    """Whether the readiness questions send learners to it."""
    sheets = Sheet.objects.filter(retired_at=None)
    tasks = [task for sheet in sheets for question in sheet.source["questions"] for task in question["tasks"]]
    return any(activity.code in task.get("activities", ()) for task in tasks)


def is_in_text(activity: Activity) -> bool:
    return activity.code in codes_placed(activity.lesson.source)


def is_in_draft(activity: Activity) -> bool:
    draft = draft_of(activity.lesson)
    return draft is not None and activity.code in codes_placed(draft.values["source"])


def needed_for_certificate(codes: list[str]) -> list[str]:
    """Those that the certificate asks for: without them nobody could get it any more."""
    course = Course.objects.first()
    asked = {entry["id"] for entry in course.certificate.get("activities", [])} if course else set()
    return [code for code in codes if code in asked]
