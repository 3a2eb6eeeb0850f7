"""Counting: from the rows of learners to the tallies that pages add up."""

from collections.abc import Iterable

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


def count_new() -> int:
    """Count the blocks anew in which something happened since the count before the last. Returns how many."""
    counting = state()
    if counting.counted_before is None:
        return count_all()
    return count(touched(counting))


def count_all() -> int:
    """Count everything anew: what was taken back, or erased, since."""
    blocks = {key // BLOCK for key in User.objects.values_list("pk", flat=True)}
    Tally.objects.exclude(block__in=blocks).delete()
    return count(blocks)


def count(blocks: Iterable[int]) -> int:
    now = timezone.now()
    newest = {model: model.objects.aggregate(last=Max("pk"))["last"] or 0 for model in (Answer, Mark)}
    lessons = {lesson.code: lesson for lesson in Lesson.objects.published().only("code", "module", "position")}
    blocks = sorted(blocks)
    for block in blocks:
        count_block(block, lessons)
    with transaction.atomic():
        counting = Counting.objects.select_for_update().get(pk=state().pk)
        counting.counted_before, counting.counted_at = counting.counted_at, now
        counting.answer_before, counting.answer = counting.answer, newest[Answer]
        counting.mark_before, counting.mark = counting.mark, newest[Mark]
        counting.save()
    return len(blocks)


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
