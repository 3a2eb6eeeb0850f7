"""Learners to whom something is due, at a known time."""

from datetime import UTC, datetime, timedelta

from reminders.models import Preference
from reviews.models import Card, Rating
from tests.factories import make_lesson, make_user

MORNING = datetime(2027, 3, 3, 8, 0, tzinfo=UTC)
"""A Wednesday."""


def make_preference(*, learner=None, next_at=MORNING, **fields) -> Preference:
    """Of a learner who was here last two days before the slot."""
    learner = learner or make_user(last_seen_on=(next_at or MORNING).date() - timedelta(days=2))
    preference, _is_new = Preference.objects.update_or_create(learner=learner, defaults={"next_at": next_at, **fields})
    return preference


def make_due_card(learner, *, due=MORNING - timedelta(hours=1)) -> Card:
    from lessons.models import Lesson

    lesson = Lesson.objects.first() or make_lesson(1)
    return Card.objects.create(
        learner=learner,
        prompt=lesson.prompts.get(),
        rating=Rating.GOT_IT,
        state=2,
        stability=3.0,
        difficulty=5.0,
        due=due,
        reviewed_at=due - timedelta(days=3),
        created_at=due - timedelta(days=3),
    )


def make_due(**fields) -> Preference:
    """A learner to whom one card is due in the morning."""
    preference = make_preference(**fields)
    make_due_card(preference.learner)
    return preference
