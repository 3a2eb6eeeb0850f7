"""Which answers make or move a card."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Attempt, Question
from reviews.models import Card, Mark
from reviews.services import add_question, put_away
from tests.factories import make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import RIGHT, WRONG, make_attempt, make_question
from tests.quizzes.quiz_lessons import browser_of, make_quiz
from tests.reviews.factories import answered, make_card

pytestmark = pytest.mark.database


@pytest.fixture
def question(db) -> Question:
    return make_quiz(1)[0]


@pytest.mark.parametrize(
    ("is_right", "confidence", "rating"),
    [(False, 20, "not-yet"), (False, 95, "not-yet"), (True, 20, "hard"), (True, 40, "hard")],
)
def test_question_missed_or_guessed_becomes_a_card(question, is_right, confidence, rating):
    answer = answered(question, is_right=is_right, confidence=confidence)

    card, mark = Card.objects.get(), Mark.objects.get()
    assert (card.learner, card.question, card.rating) == (answer.learner, question, rating)
    assert (mark.answer, mark.memory) == (answer, card.memory)
    assert card.due - answer.completed_at == timedelta(days=1)


@pytest.mark.parametrize("confidence", [60, 80, 95])
def test_question_right_and_sure_does_not(question, confidence):
    answered(question, is_right=True, confidence=confidence)

    assert not Card.objects.exists()


def test_free_text_the_warm_up_and_the_baseline_do_not(db):
    for question in (
        make_question(code="Q01.9", kind="free"),
        make_question(code="Q00.1"),
        make_question(code="Q05.4"),
    ):
        answered(question, is_right=False, confidence=None if question.kind == "free" else 20)

    assert not Card.objects.exists()


def test_both_forms_are_one_card(question):
    form_b = Question.objects.get(code="Q01.1b")
    learner = make_user()

    answered(form_b, learner=learner, is_right=False)
    answered(question, learner=learner, is_right=False)

    card = Card.objects.get()
    assert card.question == question
    assert [mark.answer.question for mark in card.marks.all()] == [form_b]  # the second came before it was due


def test_more_tries_in_the_lesson_do_not_move_it(question):
    learner = make_user()
    answered(question, learner=learner, is_right=False)
    before = Card.objects.get().memory

    answered(Question.objects.get(code="Q01.1b"), learner=learner, is_right=True, confidence=95)

    assert Card.objects.get().memory == before


def test_answer_elsewhere_counts_when_the_card_is_due(question):
    learner = make_user()
    card = make_card(learner, question, due_in_days=-1)

    answered(
        question, attempt=make_attempt(learner, [question], kind=Attempt.Kind.CHECKPOINT, scope="A"), is_right=True
    )

    card.refresh_from_db()
    assert card.marks.count() == 2
    assert card.due > timezone.now() + timedelta(days=7)


def test_card_put_away_is_left_alone(question):
    learner = make_user()
    card = make_card(learner, question, due_in_days=-1)
    put_away(card=card)

    answered(question, learner=learner, is_right=False)

    assert card.marks.count() == 1


def test_answers_through_the_page_make_a_card_of_what_was_missed(question):
    member = make_user()
    missed, known = question, Question.objects.get(code="Q01.2")

    answer_at(browser_of(member), "/lessons/lesson-1/", missed, WRONG["single"])
    answer_at(browser_of(member), "/lessons/lesson-1/", known, RIGHT["single"])

    assert [(card.question, card.rating) for card in Card.objects.for_learner(member)] == [(missed, "not-yet")]
    assert member.answers.count() == 2


def test_question_added_by_hand_is_due_at_once_and_counts_from_the_first_answer(question):
    member = make_user()
    card = add_question(learner=member, question=Question.objects.get(code="Q01.1b"))

    assert (card.question, card.memory) == (question, None)
    assert card.due <= timezone.now()

    answered(question, learner=member, is_right=True, confidence=80)
    card.refresh_from_db()
    assert card.due > timezone.now() + timedelta(days=1)


def test_question_added_again_is_taken_up(question):
    member = make_user()
    card = add_question(learner=member, question=question)
    put_away(card=card)

    assert add_question(learner=member, question=question) == card
    assert Card.objects.get().suspended_at is None
