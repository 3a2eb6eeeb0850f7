"""Reviews as a learner goes through them: beginning one, its places, marking, a second look after a lapse, undoing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from quizzes.draws import CONFUSABLE, other_form
from quizzes.models import Attempt, Question
from quizzes.pool import Pool
from reviews.marks import counted_marks, first_kept, preference_of, tell, write_mark
from reviews.mine import CardRow, cards_of, due_among
from reviews.models import Card, Mark, Rating, Sitting
from reviews.order import Due, sitting_of

STALE = timedelta(hours=12)
"""A review left for so long is over: what it did not ask is still due, and comes in the next."""


@dataclass(frozen=True)
class Place:
    """One place of a sitting: its card, the form that is asked of a question, how it was marked."""

    number: int
    card: Card | None
    code: str
    is_again: bool
    mark: Mark | None

    @property
    def is_open(self) -> bool:
        """To be marked. A card that was put away or reviewed elsewhere meanwhile, or whose lesson is gone, is not."""
        return self.mark is None and self.card is not None


def open_sitting(learner: User) -> Sitting | None:
    """The review that the learner is in the middle of; one left long ago does not count."""
    return Sitting.objects.filter(learner=learner, ended_at=None, started_at__gt=timezone.now() - STALE).first()


@transaction.atomic
def begin(*, learner: User, pool: Pool) -> Sitting | None:
    """The open review, or a new one of the cards that are due. None where none is due."""
    now = timezone.now()
    going_on = open_sitting(learner)
    if going_on and any(place.is_open for place in places_of(going_on)):
        return going_on
    Sitting.objects.filter(learner=learner, ended_at=None).update(ended_at=now)
    entries = entries_for(learner, now, pool)
    if not entries:
        return None
    try:
        with transaction.atomic():
            return Sitting.objects.create(
                learner=learner, entries=entries, attempt=attempt_for(learner, entries), started_at=now
            )
    except IntegrityError:  # begun twice at the same moment
        return Sitting.objects.filter(learner=learner, ended_at=None).first()


def attempt_for(learner: User, entries: list[dict]) -> Attempt | None:
    """Where the questions of a review are answered."""
    codes = [entry["code"] for entry in entries if entry["code"]]
    if not codes:
        return None
    same = Attempt.objects.for_learner(learner).filter(kind=Attempt.Kind.REVIEW, scope="")
    number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    return Attempt.objects.create(learner=learner, kind=Attempt.Kind.REVIEW, number=number, questions=codes)


def entries_for(learner: User, now: datetime, pool: Pool) -> list[dict]:
    cards = {card.pk: card for card in due_among(cards_of(learner), learner, now)}
    due = [Due(card.pk, card.lesson, card.chance(now)) for card in cards.values()]
    order = [cards[each.key] for each in sitting_of(due, CONFUSABLE)]
    asked = codes_asked_last([card.pk for card in order if card.question_code])
    return [
        {"card": card.pk, "code": form_to_ask(card, asked, pool) if card.question_code else "", "again": False}
        for card in order
    ]


def codes_asked_last(cards: list[int]) -> dict[int, str]:
    """In which form each question was answered last, by the card's key. One query."""
    rows = Mark.objects.filter(card__in=cards, answer__isnull=False).order_by("marked_at", "pk")
    return dict(rows.values_list("card", "answer__question__code"))


def form_to_ask(card: Card | CardRow, asked: Mapping[int, str], pool: Pool) -> str:
    """The form that was not asked last, where there is one."""
    code = other_form(asked[card.pk]) if card.pk in asked else card.code
    return code if code in pool.questions else card.code


def places_of(sitting: Sitting) -> list[Place]:
    """The places of a review, each with its card and its mark: two queries."""
    marks = {mark.place: mark for mark in sitting.marks.standing()}
    keys = {entry["card"] for entry in sitting.entries}
    cards = Card.objects.for_learner(sitting.learner_id).filter(pk__in=keys).in_use()
    here = {mark.card_id for mark in marks.values()}
    known = {
        card.pk: card
        for card in cards.with_texts()
        if card.pk in here or card.reviewed_at is None or card.reviewed_at <= sitting.started_at
    }
    return [
        Place(number, known.get(entry["card"]), entry["code"], entry["again"], marks.get(number))
        for number, entry in enumerate(sitting.entries, start=1)
    ]


def place_at(places: list[Place], number: int) -> Place | None:
    return next((place for place in places if place.number == number), None)


def tally_of(places: list[Place]) -> dict[str, int]:
    """Of the cards of a review: how many are marked, and how many of them came at the first look."""
    marks = [place.mark for place in places if place.mark and not place.is_again]
    return {"marked": len(marks), "came": sum(mark.rating != Rating.NOT_YET for mark in marks)}


def next_open(places: list[Place], after: int = 0) -> Place | None:
    """The open place after number `after`, or else the first that is open."""
    later = [place for place in places if place.is_open and place.number > after]
    return next(iter([*later, *(place for place in places if place.is_open)]), None)


def locked(sitting: Sitting) -> Sitting:
    return Sitting.objects.select_for_update().get(pk=sitting.pk)


@transaction.atomic
def review(*, sitting: Sitting, number: int, rating: str) -> Mark | None:
    """Mark the prompt at a place. None where it is marked already, or gone: pressed twice, another tab."""
    sitting = locked(sitting)
    keys = [entry["card"] for entry in sitting.entries[number - 1 : number]]
    card = Card.objects.select_for_update().filter(pk__in=keys).first()
    place = place_at(places_of(sitting), number)
    if place is None or not place.is_open or place.code:
        return None
    mark = write_mark(
        card,
        Rating(rating),
        at=timezone.now(),
        is_counted=True,
        retention=preference_of(sitting.learner).retention,
        sitting=sitting,
        place=number,
    )
    if mark.rating == Rating.NOT_YET:
        add_second_look(sitting, place.number, card)
    end_if_done(sitting)
    return mark


def add_second_look(sitting: Sitting, number: int | None, card: Card) -> None:
    """After a lapse the card returns once more at the end of the review: a question in its other form."""
    entry = sitting.entries[number - 1] if number else None
    if entry is None or entry["again"]:
        return
    code = other_form(entry["code"]) if entry["code"] else ""
    if code and not Question.objects.in_use().filter(code=code).exists():
        return
    sitting.entries = [*sitting.entries, {"card": card.pk, "code": code, "again": True}]
    sitting.save(update_fields=["entries"])
    if code:
        sitting.attempt.questions = [*sitting.attempt.questions, code]
        sitting.attempt.save()


def end_if_done(sitting: Sitting) -> None:
    if not any(place.is_open for place in places_of(sitting)):
        sitting.ended_at = timezone.now()
        sitting.save(update_fields=["ended_at"])


def place_asking(code: str, sitting: Sitting) -> Place | None:
    """The open place that asks a question."""
    return next((place for place in places_of(sitting) if place.is_open and place.code == code), None)


def undoable(sitting: Sitting, places: list[Place]) -> Mark | None:
    """The latest mark of a review, where it can be taken back: it was of a prompt (an answer to a question has been
    explained and stands) and no longer ago than a review stays open, it is the latest that moved its card, the card is
    still asked, and no other review has begun since."""
    latest = max((place for place in places if place.mark), key=lambda place: place.mark.pk, default=None)
    if latest is None or latest.card is None or latest.mark.answer_id:
        return None
    is_latest_of_card = latest.mark.memory == latest.card.memory
    if not is_latest_of_card or latest.mark.marked_at < timezone.now() - STALE or has_follower(sitting):
        return None
    return latest.mark


def has_follower(sitting: Sitting) -> bool:
    """Whether another review is open. No query for one that is."""
    return sitting.ended_at is not None and Sitting.objects.filter(learner=sitting.learner_id, ended_at=None).exists()


@transaction.atomic
def undo(*, sitting: Sitting) -> Mark | None:
    """Take back the latest mark of a review: the card is as it was before, and its place is open again."""
    sitting = locked(sitting)
    mark = undoable(sitting, places_of(sitting))
    if mark is None:
        return None
    mark.undone_at = timezone.now()
    mark.save(update_fields=["undone_at"])
    card = Card.objects.select_for_update().get(pk=mark.card_id)
    card.memory = counted_marks(card).last().memory
    latest = card.marks.standing().last()
    card.rating, card.marked_at = latest.rating, latest.marked_at
    card.kept_at = first_kept(card)
    card.save()
    tell(card, mark.marked_at, is_undo=True)
    if mark.rating == Rating.NOT_YET and not sitting.entries[mark.place - 1]["again"]:
        drop_second_look(sitting, card)
    sitting.ended_at = None
    sitting.save(update_fields=["entries", "ended_at"])
    return mark


def drop_second_look(sitting: Sitting, card: Card) -> None:
    sitting.entries = [entry for entry in sitting.entries if not (entry["again"] and entry["card"] == card.pk)]
