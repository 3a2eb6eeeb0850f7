"""Marks and the schedule they move. Verbs for learners are in `reviews.services` and `reviews.sittings`."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.hooks import call_all
from accounts.models import User
from reviews.models import MEMORY_FIELDS, Card, Mark, Preference, Rating
from reviews.schedule import PARAMETERS, recalled

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
    is_first_kept = card.kept_at is None and is_kept(card, rating, at)
    card.kept_at = at if is_first_kept else card.kept_at
    card.save(update_fields=LATEST_MARK)
    mark.save(force_insert=True)
    if is_first_kept or (is_counted and card.kept_at):
        tell(card, at)
    return mark


def is_kept(card: Card, rating: str, at: datetime) -> bool:
    """Whether a mark recalls the card two days or more after its first."""
    if rating == Rating.NOT_YET or at - card.created_at < KEPT_AFTER:
        return False
    first = first_marked(card)  # later than `created_at` where the card was put there by hand
    return first is not None and at - first >= KEPT_AFTER


def tell(card: Card, at: datetime, *, is_undo: bool = False) -> None:
    """Call `AFTER_MARK` in the transaction that changes what is known of a card: a mark at `at` that moved its schedule
    or kept it, the card put away or joined with another then, or (`is_undo`) the mark of `at` taken back."""
    call_all(settings.AFTER_MARK, card=card, at=at, is_undo=is_undo)


def counted_marks(card: Card):
    """The marks that make up the schedule of a card, in the order of time."""
    return card.marks.standing().filter(stability__isnull=False).order_by("marked_at", "pk")


def first_marked(card: Card) -> datetime | None:
    return counted_marks(card).values_list("marked_at", flat=True).first()


def first_kept(card: Card) -> datetime | None:
    """When the card was first recalled after two days, from its record."""
    first = first_marked(card)
    if first is None:
        return None
    marks = card.marks.standing().filter(marked_at__gte=first + KEPT_AFTER).exclude(rating=Rating.NOT_YET)
    return marks.values_list("marked_at", flat=True).first()


def replayed(card: Card) -> list[Mark]:
    """The counted marks of a card, each with its memory computed anew from the record; not saved."""
    memory, marks = None, list(counted_marks(card))
    for mark in marks:
        memory = recalled(memory, Rating(mark.rating).recall, mark.marked_at, mark.retention)
        mark.memory = memory
    return marks
