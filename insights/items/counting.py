"""Keeps the figures of items up to date: looks for what changed, counts that anew, and nothing else.

The unit is a lesson and a block of learners. It is always counted whole, from the answers as they stand, so that
counting twice, at once or after a kill gives the same. docs/insights.md says why.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from time import monotonic

from django.db import transaction
from django.db.models import BooleanField, Count, ExpressionWrapper, F, IntegerField, Max, Q, Sum, Value
from django.utils import timezone

from accounts.models import User
from insights.items.figures import make_figures
from insights.items.tallies import FirstAnswer, first_answers, tally_lesson
from insights.models import ItemCount, ItemTally, ItemWatermark
from lessons.models import Lesson
from quizzes.kinds import kinds
from quizzes.models import Answer, Revision

logger = logging.getLogger(__name__)
BLOCK = 1000
"""Learners, by their numbers in the database."""
OVERLAP = timedelta(minutes=10)
"""A transaction may end after one that began later."""
SECONDS = 80
"""After so many nothing new is begun; the rest is done the next time. A task may take 120."""
IS_SIMULATED = ExpressionWrapper(Q(learner__simulated__isnull=False), output_field=BooleanField())

Unit = tuple[int, int]
"""(lesson's number in the database, block)"""


def block_of(learner: str) -> ExpressionWrapper:
    return ExpressionWrapper(F(learner) / Value(BLOCK), output_field=IntegerField())


def counted_answers():
    """Complete answers of learners. Staff try questions out, and are no learners."""
    return Answer.objects.complete().filter(learner__is_staff=False)


def in_block(answers, block: int):
    return answers.filter(learner_id__gte=block * BLOCK, learner_id__lt=(block + 1) * BLOCK)


def refresh(seconds: float = SECONDS) -> bool:
    """Count what changed since the last time; whether all of it is done."""
    deadline, now = monotonic() + seconds, timezone.now()
    mark = ItemWatermark.objects.get_or_create(pk=1)[0]
    newest, learners = newest_answer(), learners_in_blocks()
    units = units_touched(mark)
    units += units_of_blocks(block for block in mark.learners if learners.get(block) != mark.learners[block])
    if not count_units(units, deadline) or not settle_all(deadline):
        return False
    changes = {"answer": newest, "looked_at": now, "learners": learners}
    ItemWatermark.objects.filter(pk=1).update(**changes)
    return True


def check(seconds: float = SECONDS) -> bool:
    """Compare all tallies with the answers and count anew where they differ; whether all of it is done.

    So nothing stays wrong for longer than a day: an answer completed days later, one taken away, one given to another.
    """
    deadline = monotonic() + seconds
    mark, newest = ItemWatermark.objects.get_or_create(pk=1)[0], newest_answer()
    ItemCount.objects.update(is_stale=True)  # a new release may judge otherwise
    if not count_differing(fingerprints(counted_answers()), stored_fingerprints(), deadline):
        return False
    if not settle_all(deadline):
        return False
    changes = {"look_back_from": mark.next_look_back, "next_look_back": newest}
    ItemWatermark.objects.filter(pk=1).update(**changes)
    return True


def newest_answer() -> int:
    return Answer.objects.aggregate(last=Max("pk"))["last"] or 0


def learners_in_blocks() -> dict[str, int]:
    blocks = User.objects.annotate(block=block_of("pk")).order_by().values_list("block")
    return {str(block): count for block, count in blocks.annotate(Count("pk"))}


def units_touched(mark: ItemWatermark) -> list[Unit]:
    """Units with answers that were given or completed since the last time."""
    condition = Q(pk__gt=mark.answer)
    if mark.looked_at:
        condition |= Q(pk__gt=mark.look_back_from, completed_at__gte=mark.looked_at - OVERLAP)
    rows = Answer.objects.filter(condition).annotate(block=block_of("learner_id")).order_by()
    return list(rows.values_list("question__lesson_id", "block").distinct())


def units_of_blocks(blocks: Iterable[str]) -> list[Unit]:
    return list(ItemTally.objects.filter(block__in=map(int, blocks)).values_list("lesson_id", "block").distinct())


def count_units(units: Iterable[Unit], deadline: float) -> bool:
    lessons_of: dict[int, set[int]] = defaultdict(set)
    for lesson, block in units:
        lessons_of[block].add(lesson)
    for block, lessons in sorted(lessons_of.items()):
        answers = in_block(counted_answers().filter(question__lesson_id__in=lessons), block)
        stored = stored_fingerprints(block=block, lesson_id__in=lessons)
        if not count_differing(fingerprints(answers), stored, deadline):
            return False
    return True


def count_differing(wanted: dict, stored: dict, deadline: float) -> bool:
    """Count the units anew whose tallies are not of the answers that are there."""
    differing = {unit for unit in wanted.keys() | stored.keys() if wanted.get(unit) != stored.get(unit)}
    for lesson, block in sorted(differing):
        if monotonic() > deadline:
            return False
        count_unit(lesson_id=lesson, block=block)
    return True


def fingerprints(answers) -> dict[Unit, dict[bool, str]]:
    """What each unit is made of: for real and simulated learners how many answers, and the sums of the numbers that
    they and their learners have in the database."""
    found: dict[Unit, dict[bool, str]] = defaultdict(dict)
    rows = answers.annotate(block=block_of("learner_id"), is_made_up=IS_SIMULATED).order_by()
    rows = rows.values_list("question__lesson_id", "block", "is_made_up")
    for lesson, block, is_simulated, *sums in rows.annotate(Count("pk"), Sum("pk"), Sum("learner_id")):
        found[lesson, block][is_simulated] = ":".join(map(str, sums))
    return dict(found)


def stored_fingerprints(**condition) -> dict[Unit, dict[bool, str]]:
    found: dict[Unit, dict[bool, str]] = defaultdict(dict)
    rows = ItemTally.objects.filter(**condition).values_list("lesson_id", "block", "is_simulated", "fingerprint")
    for lesson, block, is_simulated, fingerprint in rows:
        found[lesson, block][is_simulated] = fingerprint
    return dict(found)


@transaction.atomic
def count_unit(*, lesson_id: int, block: int) -> None:
    """Make the tallies of a unit what the answers say. Whoever comes second waits, and finds nothing to do."""
    held = hold(lesson_id)
    answers = in_block(counted_answers().filter(question__lesson_id=lesson_id), block)
    wanted = fingerprints(answers).get((lesson_id, block), {})
    stored = stored_fingerprints(lesson_id=lesson_id, block=block).get((lesson_id, block), {})
    if wanted == stored:
        return
    first = first_of(answers, lesson_id)
    of_unit = ItemTally.objects.filter(lesson_id=lesson_id, block=block)
    of_unit.exclude(is_simulated__in=wanted).delete()
    for is_simulated, fingerprint in wanted.items():
        values = {"fingerprint": fingerprint, "sums": tally_lesson(first[is_simulated])}
        of_unit.update_or_create(lesson_id=lesson_id, block=block, is_simulated=is_simulated, defaults=values)
    held.is_stale = True
    held.save(update_fields=["is_stale"])


def hold(lesson_id: int) -> ItemCount:
    ItemCount.objects.get_or_create(lesson_id=lesson_id)
    return ItemCount.objects.select_for_update().get(lesson_id=lesson_id)


def first_of(answers, lesson_id: int) -> dict[bool, list[FirstAnswer]]:
    """The first answers of real and of simulated learners. Two queries."""
    content = dict(Revision.objects.filter(question__lesson_id=lesson_id).values_list("pk", "content"))
    offered = {revision: offered_in(each) for revision, each in content.items()}
    rows = answers.annotate(is_made_up=IS_SIMULATED).order_by("answered_at", "pk")
    found: dict[bool, list[FirstAnswer]] = {True: [], False: []}
    columns = ("learner_id", "question_id", "revision_id", "score", "is_right", "confidence", "seconds", "answered_at")
    for *values, response, is_simulated in rows.values_list(*columns, "response", "is_made_up").iterator():
        revision = values[2]
        kind = kinds()[content[revision]["kind"]]
        picks, shown = read(kind, content[revision], response)
        answer = FirstAnswer(*values, kind.is_graded, picks, offered[revision], shown)
        found[is_simulated].append(answer)
    return {is_simulated: first_answers(each) for is_simulated, each in found.items()}


def read(kind, content: dict, response: dict) -> tuple[list, list]:
    """(what was picked, the beliefs that shows). A response that does not fit its question counts without them: one
    odd row must not stop the figures of all."""
    try:
        return kind.picks(content, response), kind.misconceptions(content, response)
    except (KeyError, IndexError, TypeError, ValueError):
        logger.warning("A response to %s does not fit what the question said", content.get("id"))
        return [], []


def offered_in(content: dict) -> frozenset[str]:
    """The beliefs that an answer can show."""
    parts = kinds()[content["kind"]].parts(content)
    return frozenset(pick.misconception for part in parts for pick in part.picks if pick.misconception)


def settle_all(deadline: float) -> bool:
    """Let the figures follow the tallies, lesson by lesson."""
    for lesson_id in ItemCount.objects.filter(is_stale=True).order_by("pk").values_list("lesson_id", flat=True):
        if monotonic() > deadline:
            return False
        settle(lesson_id=lesson_id)
    return True


@transaction.atomic
def settle(*, lesson_id: int) -> None:
    held = hold(lesson_id)
    if not held.is_stale:
        return
    make_figures(Lesson.objects.only("pk").get(pk=lesson_id))
    held.is_stale, held.counted_at = False, timezone.now()
    held.save(update_fields=["is_stale", "counted_at"])
