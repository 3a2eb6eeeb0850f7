"""Whose answers are counted, and which of them."""

import pytest

from insights.services import count_all
from lessons.models import Lesson
from quizzes.models import Answer
from tests.factories import make_lesson, make_user
from tests.insights.factories import make_cohort
from tests.insights.shown import sums
from tests.quizzes.factories import make_answer, make_attempt, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_staff_are_no_learners(db):
    question = make_question(make_lesson(1))
    make_answer(question, make_attempt(make_user(is_staff=True), [question]), confidence=80)

    count_all()

    assert sums("rated") == {}


def test_simulated_learners_are_counted_apart(course):
    make_cohort(10)
    question = Lesson.objects.get(code="L01").questions.first()
    make_answer(question, make_attempt(make_user(), [question]), confidence=95)

    count_all()

    assert {key: count for key, (count, _hits) in sums("rated").items()} == {("L01", "95"): 1}
    assert sums("lesson", "simulated")["L00", "started"][0] == 10
    assert ("L00", "started") not in sums("lesson")


@pytest.mark.parametrize(
    "fields",
    [{"ordinal": 2}, {"confidence": None}, {"seconds": 2.9}, {"completed_at": None}],
    ids=["another try", "nothing said", "too fast", "not finished"],
)
def test_answer_that_does_not_count_on_the_learners_page_does_not_count_here(db, fields):
    question = make_question(make_lesson(1))
    make_answer(question, confidence=80, seconds=20)
    Answer.objects.update(**fields)

    count_all()

    assert sums("rated") == {}
