"""Counting: from the rows of learners to the tallies that pages add up."""

from collections.abc import Iterable
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from insights.cohorts import COHORTS
from insights.counting import Tallies, add_learner
from insights.doings import doings_of
from insights.models import Counting, Tally
from lessons.models import Lesson
from progress.models import Reading
from quizzes.models import Answer
from reviews.models import Mark

BLOCK = 200
"""Learners counted together, by their keys."""


def count_new(seconds: float | None = None) -> int:
    """Count the blocks anew in which something happened since the count before the last. Returns how many.

    It works for so many `seconds`: where they are too few, everything is counted anew, over as many turns as it takes.
    """
    counting = state()
    if counting.counted_before is None or counting.next_block is not None:
        return count_all(seconds)
    newest = newest_keys()
    now = timezone.now()
    blocks = touched(counting)
    counted = count(blocks, seconds)
    if counted < len(blocks):
        begin(counting)
        return counted
    Counting.objects.filter(pk=counting.pk, counted_at=counting.counted_at).update(**seen(counting, now, newest))
    return counted


def count_all(seconds: float | None = None) -> int:
    """Count everything anew: what was taken back, or erased, since. Returns how many blocks were counted.

    After so many `seconds` it stops; the next count goes on from there.
    """
    counting = state()
    if counting.next_block is None:
        begin(counting)
    all_blocks = {key // BLOCK for key in User.objects.values_list("pk", flat=True)}
    left = sorted(block for block in all_blocks if block >= counting.next_block)
    counted = count(left, seconds, on_each=note_block)
    if counted == len(left):
        Tally.objects.exclude(block__in=all_blocks).delete()
        newest = counting.answer_then, counting.mark_then
        Counting.objects.filter(pk=counting.pk, began_at=counting.began_at).update(
            next_block=None, began_at=None, **seen(counting, counting.began_at, newest)
        )
    return counted


def begin(counting: Counting) -> None:
    counting.next_block, counting.began_at = 0, timezone.now()
    counting.answer_then, counting.mark_then = newest_keys()
    counting.save(update_fields=["next_block", "began_at", "answer_then", "mark_then"])


def count(blocks: Iterable[int], seconds: float | None = None, on_each=None) -> int:
    """How many were counted within so many seconds."""
    lessons = {lesson.code: lesson for lesson in Lesson.objects.published().only("code", "module", "position")}
    began, counted = monotonic(), 0
    for block in sorted(blocks):
        if seconds is not None and monotonic() - began > seconds:
            break
        count_block(block, lessons)
        counted += 1
        if on_each is not None:
            on_each(block)
    return counted


def note_block(block: int) -> None:
    Counting.objects.filter(next_block__lte=block).update(next_block=block + 1)


def newest_keys() -> tuple[int, int]:
    """Of answers and marks."""
    answer, mark = (model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Answer, Mark))
    return answer, mark


def seen(counting: Counting, now: datetime, newest: tuple[int, int]) -> dict:
    """What changes in `counting` when all up to `newest` is counted."""
    answer, mark = newest
    before = {"counted_before": counting.counted_at, "answer_before": counting.answer, "mark_before": counting.mark}
    return before | {"counted_at": now, "answer": answer, "mark": mark}


def state() -> Counting:
    return Counting.objects.get_or_create(pk=1)[0]


def touched(counting: Counting) -> set[int]:
    since = counting.counted_before
    learners = (
        Answer.objects.filter(pk__gt=counting.answer_before).values_list("learner", flat=True).order_by().distinct(),
        Mark.objects.filter(pk__gt=counting.mark_before).values_list("card__learner", flat=True).order_by().distinct(),
        Reading.objects.filter(seen_at__gte=since).values_list("learner", flat=True).distinct(),
        User.objects.filter(joined_at__gte=since).values_list("pk", flat=True),
    )
    return {key // BLOCK for keys in learners for key in keys}


@transaction.atomic
def count_block(block: int, lessons: dict[str, Lesson]) -> None:
    """Two counts of one block at once come one after the other."""
    Counting.objects.select_for_update().get(pk=state().pk)
    rows = []
    for cohort in COHORTS:
        tallies = Tallies()
        for doings in doings_of(block * BLOCK, (block + 1) * BLOCK, cohort):
            add_learner(tallies, doings, lessons)
        rows += [
            Tally(cohort=cohort.name, block=block, count=number, hits=tallies.hits[subject], **subject._asdict())
            for subject, number in tallies.counts.items()
        ]
    Tally.objects.filter(block=block).delete()
    Tally.objects.bulk_create(rows, 1000)
