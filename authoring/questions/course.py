"""What the course says that a question in the editor has to agree with."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from authoring.files.entry_checks import PLACED
from lessons.models import Course, Lesson
from quizzes.kinds.base import MISCONCEPTION
from quizzes.models import Question

CODES = [f"M{number:02}" for number in range(1, 100)]


@dataclass
class Surroundings:
    """Of one lesson: what there is to choose from, points taught so far, its other questions, places for them."""

    lesson: Lesson
    cases: dict[str, str] = field(default_factory=dict)
    misconceptions: dict[str, str] = field(default_factory=dict)
    taught: list[str] = field(default_factory=list)
    by_code: dict[str, dict] = field(default_factory=dict)
    """What the questions of this lesson say now."""
    placed: set[str] = field(default_factory=set)

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """By name of a property."""
        titled = [(slug, f"{slug}: {title}" if title else slug) for slug, title in self.cases.items()]
        coded = [(code, f"{code}: {text}" if text else code) for code, text in self.misconceptions.items()]
        return {"case": titled, "misconception": coded}

    @property
    def next_code(self) -> str:
        """The first number that no question of the lesson ever had."""
        numbers = {int(code[4:].rstrip("b")) for code in self.by_code}
        number = next(number for number in range(1, 100) if number not in numbers) if len(numbers) < 99 else 99
        return f"Q{self.lesson.code[1:]}.{number}"


def surroundings_of(lesson: Lesson) -> Surroundings:
    """Four queries, whatever the course holds."""
    course = Course.objects.first()
    so_far = []
    for row in Lesson.objects.only("code", "points", "module", "position"):
        so_far += row.points
        if row.code == lesson.code:
            break
    questions = Question.objects.filter(lesson=lesson).select_related("revision")
    return Surroundings(
        lesson,
        {slug: case.get("title", "") for slug, case in course.cases.items()} if course else {},
        misconceptions_of(course),
        so_far,
        {question.code: question.revision.source for question in questions},
        {found["code"] for line in lesson.source.split("\n") if (found := PLACED.match(line))},
    )


def misconceptions_of(course: Course | None) -> dict[str, str]:
    """Code to what it says; a course that has no list of its own has the codes alone."""
    listed = getattr(course, "misconceptions", None) or {}
    codes = [code for code in CODES if re.match(MISCONCEPTION["pattern"], code)]
    return {code: entry["belief"] for code, entry in listed.items()} or dict.fromkeys(codes, "")


def what_is_assessed(surroundings: Surroundings) -> str:
    """The points of the lesson, for help beside the field."""
    points = surroundings.lesson.points
    return _("This lesson teaches %(points)s.") % {"points": ", ".join(points)} if points else ""
