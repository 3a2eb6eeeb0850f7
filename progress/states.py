"""Lesson states, derived from what a learner did. Pure rules: no database, no request."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import NamedTuple

NEW, READ, PRACTISED, REMEMBERED, DURABLE = STATES = ("new", "read", "practised", "remembered", "durable")
DURABLE_DAYS = 21
"""A lesson is durable when half of its cards would still be known with a probability of 90 % after so many days."""
WITHOUT_QUIZ = "L00"
"""Its questions are a warm-up, so that it has nothing to practise."""


class Place(NamedTuple):
    """Where a learner is in one lesson, and since when its cards are remembered, and durably."""

    seen_at: datetime
    read_at: datetime | None
    anchor: str
    remembered_at: datetime | None = None
    durable_at: datetime | None = None


class CardMemory(NamedTuple):
    """Of one card of a lesson: whether it is a recall prompt; whether it was recalled two days or more after the first
    time; its stability in days."""

    is_prompt: bool
    is_kept: bool
    stability: float | None


@dataclass(frozen=True)
class NextStep:
    """The lesson to go on with. `kind`: start, continue (in the middle of it), next (the first unread) or again."""

    kind: str
    lesson: object
    anchor: str = ""

    @property
    def url(self) -> str:
        return self.lesson.get_absolute_url() + (f"#{self.anchor}" if self.anchor else "")


def is_remembered(cards: Collection[CardMemory], prompt_count: int) -> bool:
    """Whether every prompt of a lesson is a card, and every card was kept over two days.

    `cards` are of the prompts in use, and of questions that were not put away.
    """
    has_all = sum(card.is_prompt for card in cards) >= prompt_count > 0
    return has_all and all(card.is_kept for card in cards)


def is_durable(cards: Collection[CardMemory]) -> bool:
    """Whether the median stability reaches three weeks. Only of a lesson that is remembered."""
    return bool(cards) and median(card.stability or 0 for card in cards) >= DURABLE_DAYS


def state_of(lesson, places: Mapping[int, Place], practised: Collection[str]) -> str:
    """How far a learner is with a lesson.

    A passed quiz counts more than reading, with or without it. What is remembered without having been practised is
    shown once it is practised.
    """
    place = places.get(lesson.pk)
    is_practised = lesson.code in practised or (lesson.code == WITHOUT_QUIZ and bool(place and place.read_at))
    if is_practised and place and place.remembered_at:
        return DURABLE if place.durable_at else REMEMBERED
    if lesson.code in practised:
        return PRACTISED
    return READ if place and place.read_at else NEW


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
