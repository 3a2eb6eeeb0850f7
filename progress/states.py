"""Lesson states, derived from what a learner did. Pure rules: no database, no request."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

NEW, READ = "new", "read"


class Place(NamedTuple):
    """Where a learner is in one lesson."""

    seen_at: datetime
    read_at: datetime | None
    anchor: str

    @property
    def state(self) -> str:
        return READ if self.read_at else NEW


@dataclass(frozen=True)
class NextStep:
    """The lesson to go on with. `kind`: start, continue (in the middle of it), next (the first unread) or again."""

    kind: str
    lesson: object
    anchor: str = ""

    @property
    def url(self) -> str:
        return self.lesson.get_absolute_url() + (f"#{self.anchor}" if self.anchor else "")


def next_step(lessons: Iterable, places: Mapping[int, Place]) -> NextStep | None:
    """What to do next: go on where reading stopped; else the first lesson not read; all read: the first again."""
    lessons = list(lessons)
    if not lessons:
        return None
    if not any(lesson.pk in places for lesson in lessons):
        return NextStep("start", lessons[0])
    begun = [lesson for lesson in lessons if lesson.pk in places and not places[lesson.pk].read_at]
    if begun:
        latest = max(begun, key=lambda lesson: places[lesson.pk].seen_at)
        return NextStep("continue", latest, places[latest.pk].anchor)
    unread = [lesson for lesson in lessons if lesson.pk not in places]
    return NextStep("next", unread[0]) if unread else NextStep("again", lessons[0])
