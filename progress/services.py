from django.db import transaction
from django.utils import timezone

from accounts.models import User
from lessons.models import Lesson
from progress.models import Reading


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
        kept.save()
