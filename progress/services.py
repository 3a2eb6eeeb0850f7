from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from lessons.models import Lesson
from progress.models import Reading
from progress.states import CardMemory, is_durable, is_remembered
from reviews.models import Card


@transaction.atomic
def note_place(*, learner: User, lesson: Lesson, anchor: str = "", is_read: bool = False) -> Reading:
    """Remember where the learner is in `lesson`. Once read, a lesson stays read."""
    now = timezone.now()
    new = {"anchor": anchor, "seen_at": now, "read_at": now if is_read else None}
    reading, is_new = Reading.objects.select_for_update().get_or_create(learner=learner, lesson=lesson, defaults=new)
    if is_new:
        return reading
    if anchor:
        reading.anchor = anchor
    reading.seen_at = now
    if is_read and reading.read_at is None:
        reading.read_at = now
    reading.save()
    return reading


def note_memory(*, card: Card, at: datetime, is_undo: bool) -> None:
    """Note when the lesson of a card that changed at `at` is remembered, and when durably (`AFTER_MARK`).

    Both stay when later reviews go worse, and when cards join. A mark of `at` that is taken back (`is_undo`) takes back
    what was reached with it.
    """
    lesson, learner = card.lesson, card.learner
    prompts = lesson.prompts.filter(retired_at=None)
    cards = Card.objects.for_learner(learner).filter(
        Q(prompt__in=prompts) | Q(question__lesson=lesson, question__retired_at=None, suspended_at=None)
    )
    rows = cards.values_list("prompt", "kept_at", "stability")
    memories = [CardMemory(prompt is not None, kept_at is not None, days) for prompt, kept_at, days in rows]
    has_all = is_remembered(memories, prompts.count())
    has_lasting = has_all and is_durable(memories)
    readings = Reading.objects.filter(learner=learner, lesson=lesson)
    reading = readings.select_for_update().first()
    before = (reading.remembered_at, reading.durable_at) if reading else (None, None)
    change = after_undo if is_undo else after_mark
    reached = tuple(
        change(moment, is_reached, at) for moment, is_reached in zip(before, (has_all, has_lasting), strict=True)
    )
    if reached != before:
        moments = dict(zip(("remembered_at", "durable_at"), reached, strict=True))
        Reading.objects.update_or_create(learner=learner, lesson=lesson, defaults=moments)


def after_mark(reached_at: datetime | None, is_reached: bool, at: datetime) -> datetime | None:
    """When something was reached: once reached, it stays."""
    return reached_at or (at if is_reached else None)


def after_undo(reached_at: datetime | None, is_reached: bool, at: datetime) -> datetime | None:
    """When something was reached, without the mark of `at`: what was reached before that mark, or without it, stays."""
    return reached_at if reached_at and (is_reached or reached_at < at) else None


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's readings to the member. Where both have one: read beats new, the later place stays."""
    mine = {reading.lesson_id: reading for reading in Reading.objects.for_learner(member)}
    for reading in Reading.objects.for_learner(guest):
        kept = mine.get(reading.lesson_id)
        if kept is None:
            reading.learner = member
            reading.save(update_fields=["learner"])
            continue
        later, earlier = (reading, kept) if reading.seen_at > kept.seen_at else (kept, reading)
        kept.seen_at, kept.anchor = later.seen_at, later.anchor or earlier.anchor
        read_times = [moment for moment in (kept.read_at, reading.read_at) if moment]
        kept.read_at = min(read_times, default=None)
        for name in ("remembered_at", "durable_at"):
            moments = [moment for moment in (getattr(kept, name), getattr(reading, name)) if moment]
            setattr(kept, name, min(moments, default=None))
        kept.save()
