"""The recap that opens a lesson: two cards of the learner that are due, or questions where fewer are."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.learners import current_learner
from accounts.models import User
from accounts.prepared import PreparedQuery
from lessons.models import Lesson
from quizzes.attempts import Sitting
from quizzes.draws import RECAP_LENGTH, form_a
from quizzes.models import Answer, Attempt
from quizzes.on_page import first_sitting
from quizzes.pool import pool_of
from quizzes.results import WARM_UP
from reviews.mine import CardRow, cards_of_reader, due_of_reader
from reviews.models import Card, Mark
from reviews.sittings import codes_asked_last, form_to_ask


@dataclass(frozen=True)
class Recap:
    """`cards`: those shown, at most two. `codes`: of the questions among them, by the card's key, the form asked.
    `done`: keys of the cards marked in this recap."""

    cards: tuple[Card, ...]
    codes: dict[int, str]
    done: frozenset[int]


NO_CARDS = Recap((), {}, frozenset())
MARKED_HERE = PreparedQuery(
    lambda learner, lesson: (
        Mark.objects.standing().filter(card__learner=learner, recap=lesson).order_by().values_list("card")
    )
)


def recap_of(request, lesson: Lesson) -> Recap:
    """Asked once a request. What was marked or answered in this recap stays in it; then the weakest of what is due."""
    if getattr(request, "due_recap_lesson", None) != lesson.code:
        learner = current_learner(request)
        request.due_recap = find_recap(request, learner, lesson) if learner else NO_CARDS
        request.due_recap_lesson = lesson.code
    return request.due_recap


def find_recap(request, learner: User, lesson: Lesson) -> Recap:
    earlier = [card for card in cards_of_reader(request) if WARM_UP < card.lesson < lesson.code]
    if not earlier:
        return NO_CARDS
    answered = answers_here(first_sitting(request, lesson.code, Attempt.Kind.RECAP))
    done = done_here(earlier, answered, {key for (key,) in MARKED_HERE.rows(learner.pk, lesson.code)})
    if answered.keys() - {card.code for card in done}:
        return NO_CARDS  # begun with questions, it goes on with them
    keys = {card.pk for card in earlier}
    chosen = choose(done, [card for card in due_of_reader(request) if card.pk in keys])
    if len(chosen) < RECAP_LENGTH and not done:
        return NO_CARDS
    return with_texts(chosen, frozenset(card.pk for card in done), answered, pool_of(request))


def answers_here(sitting: Sitting | None) -> dict[str, Answer]:
    """What was answered in the recap, by the code of its form A."""
    return {form_a(code): answer for (code, _ordinal), answer in sitting.answers.items()} if sitting else {}


def done_here(cards: list[CardRow], answered: dict[str, Answer], marked: set[int]) -> list[CardRow]:
    """The cards that this recap was begun with: cards already when they were marked or answered in it."""
    return [
        card
        for card in cards
        if card.pk in marked or (card.code in answered and card.created_at < answered[card.code].answered_at)
    ][:RECAP_LENGTH]


def choose(done: list[CardRow], due: list[CardRow]) -> list[CardRow]:
    """`done`, filled up with the weakest that are due, of different lessons."""
    now, chosen = timezone.now(), list(done)
    for card in sorted(due, key=lambda card: (card.chance(now), card.pk)):
        if len(chosen) < RECAP_LENGTH and card.lesson not in [other.lesson for other in chosen]:
            chosen.append(card)
    return chosen


def with_texts(chosen: list[CardRow], done: frozenset[int], answered: dict[str, Answer], pool) -> Recap:
    """The two with all that shows them: up to two queries more."""
    cards = Card.objects.with_texts().in_bulk([card.pk for card in chosen])
    questions = [card for card in cards.values() if card.question_id]
    asked = codes_asked_last([card.pk for card in questions]) if questions else {}
    codes = {
        card.pk: answered[card.code].question.code if card.pk in done else form_to_ask(card, asked, pool)
        for card in questions
    }
    return Recap(tuple(cards[key] for key in sorted(cards)), codes, done)
