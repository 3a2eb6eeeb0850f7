"""Cards: how they come about, and what happens to them. Reviews are in `reviews.sittings`."""

import contextlib
from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from lessons.models import Prompt
from quizzes.draws import can_return, form_a, is_weak
from quizzes.models import Answer, Attempt, Question
from reviews.marks import counted_marks, first_kept, is_due, preference_of, replayed, tell, write_mark
from reviews.models import MEMORY_FIELDS, Card, Mark, Preference, Rating, Sitting
from reviews.schedule import PARAMETERS, recall_of_answer, recalled
from reviews.sittings import Place, add_second_look, end_if_done, open_sitting, place_asking

DOUBLE_PRESS = timedelta(seconds=5)


@transaction.atomic
def mark_prompt(*, learner: User, prompt: Prompt, rating: str, recap: str = "") -> Card:
    """Write down how recalling went in a lesson.

    The first mark makes the card's schedule. Later ones move it only when the card is due; between, they stand in the
    record. The same mark again within five seconds is a double press and changes nothing.
    """
    now, rating = timezone.now(), Rating(rating)
    card, is_new = Card.objects.select_for_update().get_or_create(
        learner=learner, prompt=prompt, defaults={"rating": rating, "marked_at": now, "created_at": now}
    )
    if not is_new and card.rating == rating and now - card.marked_at < DOUBLE_PRESS:
        return card
    is_counted = card.memory is None or (card.suspended_at is None and is_due(card, learner, now))
    retention = preference_of(learner).retention
    write_mark(card, rating, at=now, is_counted=is_counted, retention=retention, recap=recap)
    return card


def note_answer(*, answer: Answer) -> None:
    """What a complete answer means for reviews; called in the transaction that saves it (`AFTER_ANSWER`).

    A question missed, or right at 40 % or less, becomes a card. One that is a card moves when the answer takes its open
    place in a review, or when the card is due. Free text is not graded, the warm-up counts nowhere, and the questions
    of the baseline are kept for its twin.
    """
    question = answer.question
    if not can_return(question.code, question.kind):
        return
    in_form_a = Question.objects.get(code=form_a(question.code)) if question.code.endswith("b") else question
    sitting = sitting_of(answer)  # locked before the card, as everywhere
    card = Card.objects.select_for_update().filter(learner=answer.learner_id, question=in_form_a).first()
    if card is None:
        if is_weak(answer.score, answer.confidence):
            make_card_of(answer, in_form_a)
        return
    place = place_asking(question.code, sitting) if sitting else None
    is_counted = bool(place) or (card.suspended_at is None and is_due(card, answer.learner, answer.completed_at))
    if is_counted and not card.marks.filter(answer=answer).exists():
        mark_answer(card, answer, place, sitting)


def sitting_of(answer: Answer) -> Sitting | None:
    if answer.attempt.kind != Attempt.Kind.REVIEW:
        return None
    return Sitting.objects.select_for_update(of=("self",)).filter(attempt=answer.attempt_id).first()


def make_card_of(answer: Answer, question: Question) -> None:
    """A card for a question (in form A), scheduled from its first weak answer: in as few statements as can be, since
    somebody waits. Another answer to it at the same moment may have made the card: that one stands."""
    recall = recall_of_answer(answer.score, answer.confidence, 0)
    at, retention = answer.completed_at, preference_of(answer.learner).retention
    values = {"rating": Rating.of(recall), "marked_at": at}
    card = Card(learner=answer.learner, question=question, created_at=at, **values)
    card.memory = recalled(None, recall, at, retention)
    with contextlib.suppress(IntegrityError), transaction.atomic():
        card.save(force_insert=True)
        mark = Mark(card=card, answer=answer, retention=retention, parameters=PARAMETERS, **values)
        mark.memory = card.memory
        mark.save(force_insert=True)


def mark_answer(card: Card, answer: Answer, place: Place | None, sitting: Sitting | None) -> Mark:
    """Move a question's card by an answer; in a review, take its place there."""
    rating = Rating.of(recall_of_answer(answer.score, answer.confidence, counted_marks(card).count()))
    mark = write_mark(
        card,
        rating,
        at=answer.completed_at,
        is_counted=True,
        retention=preference_of(answer.learner).retention,
        answer=answer,
        sitting=sitting if place else None,
        place=place.number if place else None,
    )
    if place and rating == Rating.NOT_YET:
        add_second_look(sitting, place.number, card)
    if sitting:
        end_if_done(sitting)
    return mark


@transaction.atomic
def add_question(*, learner: User, question: Question) -> Card:
    """Put a question among the learner's cards by hand: due at once. One put away is taken up again."""
    in_form_a, now = Question.objects.get(code=form_a(question.code)), timezone.now()
    card, _is_new = Card.objects.select_for_update().get_or_create(
        learner=learner,
        question=in_form_a,
        defaults={"rating": Rating.NOT_YET, "marked_at": now, "created_at": now, "due": now},
    )
    if card.suspended_at:
        take_up(card=card)
    return card


@transaction.atomic
def put_away(*, card: Card) -> None:
    """Ask a card no more until it is taken up again. Its record stays."""
    now, sitting = timezone.now(), open_sitting(card.learner)
    if sitting:
        sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)  # before the card, as everywhere
    card.suspended_at = card.suspended_at or now
    card.save(update_fields=["suspended_at"])
    tell(card, now)  # of a lesson's questions only those in use must be kept
    if sitting:
        end_if_done(sitting)


def take_up(*, card: Card) -> None:
    card.suspended_at = None
    card.save(update_fields=["suspended_at"])


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's cards to the member.

    Where both have one, the marks are joined, the better last one stays, and the schedule is computed anew from all of
    them in the order of time.
    """
    mine = {(card.prompt_id, card.question_id): card for card in Card.objects.for_learner(member)}
    joined: dict[int, int] = {}
    lessons: dict[int, Card] = {}
    for card in Card.objects.for_learner(guest).with_texts():
        kept = mine.get((card.prompt_id, card.question_id))
        if kept is None:
            card.learner = member
            card.save(update_fields=["learner"])
        else:
            join_cards(kept, card)
            joined[card.pk] = kept.pk
        lessons.setdefault(card.lesson.pk, card if kept is None else kept)
    carry_sittings(guest, member, joined)
    if not Preference.objects.filter(learner=member).exists():
        Preference.objects.filter(learner=guest).update(learner=member)
    for card in lessons.values():
        tell(card, timezone.now())


def join_cards(kept: Card, other: Card) -> None:
    """Join two cards of one prompt or question in `kept`. Their marks hold the memory of the joined record."""
    other.marks.update(card=kept)
    kept.created_at = min(kept.created_at, other.created_at)
    kept.rating = max(kept.rating, other.rating, key=lambda rating: Rating(rating).recall)
    kept.marked_at = max(kept.marked_at, other.marked_at)
    if kept.suspended_at and other.suspended_at is None:
        kept.suspended_at = None
    marks = replayed(kept)
    if marks:
        Mark.objects.bulk_update(marks, MEMORY_FIELDS)
        kept.memory = marks[-1].memory
    kept.kept_at = first_kept(kept)
    kept.save()


def carry_sittings(guest: User, member: User, joined: Mapping[int, int]) -> None:
    """Of two open reviews the member's goes on, unless it was left long ago; what the other had not asked is still due.

    `joined`: the member's card in place of the guest's, by key.
    """
    mine = Sitting.objects.filter(learner=member, ended_at=None)
    theirs = Sitting.objects.filter(learner=guest)
    over = theirs.filter(ended_at=None) if open_sitting(member) else mine
    over.update(ended_at=timezone.now())
    for sitting in theirs:
        sitting.learner = member
        sitting.entries = [entry | {"card": joined.get(entry["card"], entry["card"])} for entry in sitting.entries]
        sitting.save(update_fields=["learner", "entries"])
