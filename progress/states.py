"""Lesson states, derived from what a learner did. Pure rules: no database, no request."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

NEW, READ, PRACTISED = "new", "read", "practised"


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


def state_of(lesson, places: Mapping[int, Place], practised: Collection[str]) -> str:
    """How far a learner is with a lesson. A passed quiz counts more than reading, with or without it."""
    if lesson.code in practised:
        return PRACTISED
    place = places.get(lesson.pk)
    return place.state if place else NEW


def next_step(lessons: Iterable, places: Mapping[int, Place], practised: Collection[str] = ()) -> NextStep | None:
    """What to do next: go on where reading stopped; else the first lesson not done; all done: the first again."""
    lessons = list(lessons)
    if not lessons:
        return None
    if not any(lesson.pk in places or lesson.code in practised for lesson in lessons):
        return NextStep("start", lessons[0])
    to_do = [lesson for lesson in lessons if state_of(lesson, places, practised) == NEW]
    begun = [lesson for lesson in to_do if lesson.pk in places]
    if begun:
        latest = max(begun, key=lambda lesson: places[lesson.pk].seen_at)
        return NextStep("continue", latest, places[latest.pk].anchor)
    return NextStep("next", to_do[0]) if to_do else NextStep("again", lessons[0])
