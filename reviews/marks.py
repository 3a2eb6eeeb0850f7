"""Marks and the schedule they move. Verbs for learners are in `reviews.services` and `reviews.sittings`."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.models import User
from reviews.models import MEMORY_FIELDS, Card, Mark, Preference, Rating
from reviews.schedule import PARAMETERS, Memory, recalled

LATEST_MARK = ("rating", "marked_at", "kept_at", *MEMORY_FIELDS)
KEPT_AFTER = timedelta(days=2)
"""A card recalled at least so long after its first mark is kept."""


def preference_of(learner: User | None) -> Preference:
    """How the learner reviews; not saved where it is as usual."""
    stored = Preference.objects.filter(learner=learner).first() if learner else None
    return stored or Preference(learner=learner)


def end_of_day(learner: User, at: datetime | None = None) -> datetime:
    """When the learner's day of `at` ends, in UTC. A card due on a day may be asked from that day's morning on."""
    here = (at or timezone.now()).astimezone(learner.zone)
    midnight = datetime.combine(here.date() + timedelta(days=1), datetime.min.time(), learner.zone)
    return midnight.astimezone(UTC)


def is_due(card: Card, learner: User, at: datetime) -> bool:
    return card.due is not None and card.due < end_of_day(learner, at)


def write_mark(card: Card, rating: Rating, *, at: datetime, is_counted: bool, retention: float, **fields) -> Mark:
    """Write one mark down, and move the schedule of `card` (locked, or new) where it counts."""
    mark = Mark(card=card, rating=rating, marked_at=at, **fields)
    card.rating, card.marked_at = rating, max(at, card.marked_at)
    if is_counted:
        card.memory = recalled(card.memory, rating.recall, at, retention, is_fuzzed=settings.FUZZ_REVIEWS)
        mark.memory, mark.retention, mark.parameters = card.memory, retention, PARAMETERS
    card.kept_at = card.kept_at or (at if is_kept(card, rating, at) else None)
    card.save(update_fields=LATEST_MARK)
    mark.save(force_insert=True)
    if is_counted and card.kept_at:
        tell(card)
    return mark


def is_kept(card: Card, rating: str, at: datetime) -> bool:
    return rating != Rating.NOT_YET and at - card.created_at >= KEPT_AFTER


def tell(card: Card) -> None:
    """Call `AFTER_MARK` in the transaction that moves the schedule of a card that is kept, or takes that back."""
    for path in settings.AFTER_MARK:
        import_string(path)(card=card)


def counted_marks(card: Card):
    """The marks that make up the schedule of a card, in the order of time."""
    return card.marks.standing().filter(stability__isnull=False).order_by("marked_at", "pk")


def first_kept(card: Card) -> datetime | None:
    """When the card was first recalled after two days, from its record."""
    marks = card.marks.standing().filter(marked_at__gte=card.created_at + KEPT_AFTER).exclude(rating=Rating.NOT_YET)
    return marks.values_list("marked_at", flat=True).first()


def memory_of(card: Card) -> Memory | None:
    """The memory of a card computed anew from its record."""
    memory = None
    for mark in counted_marks(card):
        memory = recalled(memory, Rating(mark.rating).recall, mark.marked_at, mark.retention)
    return memory
