"""A learner's cards, as every page needs them: one prepared query, from which badge, prompts, recap, dashboard and the
next review are made."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from accounts.learners import current_learner
from accounts.models import User
from accounts.prepared import PreparedQuery
from reviews.marks import end_of_day
from reviews.models import Card
from reviews.schedule import Memory, retrievability

COLUMNS = (
    *("pk", "prompt", "prompt__code", "prompt__lesson__code", "question__code", "question__lesson__code"),
    *("rating", "due", "suspended_at", "created_at", "state", "step", "stability", "difficulty", "reviewed_at"),
)
CARDS = PreparedQuery(lambda learner: Card.objects.for_learner(learner).in_course().order_by().values_list(*COLUMNS))


class CardRow(NamedTuple):
    """A card that is still in the course, without its texts."""

    pk: int
    prompt: int | None
    prompt_code: str | None
    prompt_lesson: str | None
    question_code: str | None
    question_lesson: str | None
    rating: str
    due: datetime | None
    suspended_at: datetime | None
    created_at: datetime
    state: int | None
    step: int | None
    stability: float | None
    difficulty: float | None
    reviewed_at: datetime | None

    @property
    def code(self) -> str:
        return self.prompt_code or self.question_code

    @property
    def lesson(self) -> str:
        return self.prompt_lesson or self.question_lesson

    @property
    def returns_at(self) -> datetime | None:
        """When it is asked next; never while it is put away."""
        return None if self.suspended_at else self.due

    def chance(self, at: datetime) -> float:
        """The probability that it is still known; 0 of a card that was never asked."""
        if self.stability is None:
            return 0.0
        return retrievability(
            Memory(self.state, self.step, self.stability, self.difficulty, self.due, self.reviewed_at), at
        )


def cards_of(learner: User | None) -> list[CardRow]:
    """One query; none for a visitor."""
    return [CardRow(*row) for row in CARDS.rows(learner.pk)] if learner else []


def due_among(cards: list[CardRow], learner: User | None, at: datetime) -> list[CardRow]:
    """Those of the learner's cards that may be asked on the day of `at`."""
    if learner is None:
        return []
    end = end_of_day(learner, at)
    return [card for card in cards if card.returns_at and card.returns_at < end]


def cards_of_reader(request) -> list[CardRow]:
    """Asked once a page."""
    if not hasattr(request, "my_cards"):
        request.my_cards = cards_of(current_learner(request))
    return request.my_cards


def due_of_reader(request) -> list[CardRow]:
    return due_among(cards_of_reader(request), current_learner(request), timezone.now())
