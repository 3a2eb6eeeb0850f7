"""Cards and answers from before there were schedules."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from reviews.models import Card, Mark
from tests.factories import make_lesson, make_user
from tests.quizzes.factories import make_answer, make_question

migration = import_module("reviews.migrations.0003_schedule_cards")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
pytestmark = pytest.mark.database


def test_card_gets_the_schedule_of_its_first_mark(db):
    card = Card.objects.create(
        learner=make_user(), prompt=make_lesson(1).prompts.get(), rating="got-it", created_at=NOON, marked_at=NOON
    )
    for minute, rating in enumerate(["not-yet", "got-it"]):
        Mark.objects.create(card=card, rating=rating, marked_at=NOON + timedelta(minutes=minute))

    migration.forwards(apps, None)

    card.refresh_from_db()
    first, second = card.marks.all()
    assert card.due == NOON + timedelta(days=1)
    assert (first.memory, second.memory) == (card.memory, None)


def test_question_missed_before_becomes_one_card_from_the_first_time(db):
    learner, question, other_form = make_user(), make_question(code="Q01.1"), make_question(code="Q01.1b")
    make_answer(question, learner=learner, is_right=True, answered_at=NOON - timedelta(days=1))
    missed = make_answer(other_form, learner=learner, is_right=False, answered_at=NOON)
    make_answer(question, learner=learner, is_right=False, answered_at=NOON + timedelta(days=1))
    make_answer(make_question(code="Q05.4"), learner=learner, is_right=False)

    migration.forwards(apps, None)

    card, mark = Card.objects.get(), Mark.objects.get()
    assert (card.question, card.due, mark.answer) == (question, NOON + timedelta(days=1), missed)


def test_nothing_to_schedule_changes_nothing(db):
    make_answer(make_question(), is_right=True)

    migration.forwards(apps, None)

    assert not Card.objects.exists()
