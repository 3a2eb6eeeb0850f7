"""Cards at any point of their schedule."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from lessons.models import Lesson, Prompt
from quizzes.models import Question
from reviews.models import Card, Mark
from reviews.schedule import PARAMETERS, RETENTION, Recall, recalled
from reviews.services import note_answer
from tests.factories import make_lesson
from tests.quizzes.factories import make_answer


def make_card(
    learner: User,
    asks: Prompt | Question | Lesson,
    *,
    due_in_days: float = -1,
    recall: Recall = Recall.GOOD,
    at: datetime | None = None,
) -> Card:
    """A card marked once, due so many days from now (before now, where negative). Of a lesson: its prompt."""
    asks = asks.prompts.get() if isinstance(asks, Lesson) else asks
    now = at or timezone.now()
    first = recalled(None, recall, now)
    marked_at = now + timedelta(days=due_in_days) - (first.due - now)
    memory = recalled(None, recall, marked_at)
    key = {"prompt": asks} if isinstance(asks, Prompt) else {"question": asks}
    values = {"rating": "got-it" if recall >= Recall.GOOD else "not-yet", "marked_at": marked_at}
    card = Card(learner=learner, created_at=marked_at, **key, **values)
    card.memory = memory
    card.save()
    mark = Mark(card=card, retention=RETENTION, parameters=PARAMETERS, **values)
    mark.memory = memory
    mark.save()
    return card


def make_cards(learner: User, count: int, **fields) -> list[Card]:
    """Due cards of as many lessons, the first the weakest."""
    return [
        make_card(learner, make_lesson(number), due_in_days=number - count - 1, **fields)
        for number in range(1, count + 1)
    ]


def answered(question: Question, **fields):
    """A complete answer, with what reviews make of it."""
    answer = make_answer(question, **fields)
    note_answer(answer=answer)
    return answer
