"""Which questions are exported: those in use, of one lesson or of all, in the order of lessons."""

from authoring.exchange.gift_writing import LessonItems
from lessons.models import Course, Lesson
from quizzes.models import Question


def lessons_to_export(lesson: str = "") -> list[LessonItems]:
    """`lesson` is a code; empty for all."""
    rows = Question.objects.in_use().select_related("revision", "lesson").order_by("lesson__code", "position", "code")
    if lesson:
        rows = rows.filter(lesson__code=lesson)
    lessons: dict[str, LessonItems] = {}
    for row in rows:
        items = lessons.setdefault(row.lesson.code, LessonItems(row.lesson.code, row.lesson.title, []))
        items.entries.append(row.revision.source)
    return list(lessons.values())


def course_title() -> str:
    course = Course.objects.first()
    return course.title if course else "Course"


def is_lesson(code: str) -> bool:
    return Lesson.objects.filter(code=code).exists()
