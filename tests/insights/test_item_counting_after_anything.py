"""Whatever happens in whatever order: figures that were kept up to date are those counted from nothing."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from insights.items import counting as item_counting
from insights.items.counting import check, refresh
from insights.models import ItemFigures
from quizzes.models import Answer
from tests.insights import counted_again
from tests.insights.counted_from_nothing import counted_from_nothing, figures
from tests.insights.item_cohort import make_learners
from tests.quizzes.factories import RIGHT, WRONG, make_answer, make_attempt, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]
QUESTIONS = (("single", "Q01.1"), ("tf-why", "Q01.2"), ("multiple", "Q02.1"), ("free", "Q02.2"))


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def answer(learner, question, is_right):
    if User.objects.filter(pk=learner.pk).exists():
        make_answer(question, make_attempt(learner, [question]), is_right=is_right)


def begin(learner, question, is_right):
    if User.objects.filter(pk=learner.pk).exists() and question.kind == "tf-why":
        make_answer(question, make_attempt(learner, [question]), response={"verdict": is_right})


def complete(learner, _question, is_right):
    response = (RIGHT if is_right else WRONG)["tf-why"]
    Answer.objects.filter(learner=learner.pk, completed_at=None).update(
        response=response, score=float(is_right), is_right=is_right, completed_at=timezone.now()
    )


def erase(learner, _question, _is_right):
    User.objects.filter(pk=learner.pk).delete()


def take_back(learner, question, _is_right):
    Answer.objects.filter(learner=learner.pk, question=question).delete()


def join_or_leave_staff(learner, _question, is_staff):
    User.objects.filter(pk=learner.pk).update(is_staff=is_staff)


def refresh_now(*_):
    refresh()


def check_now(*_):
    check()


WAYS = (answer, answer, answer, begin, complete, erase, take_back, join_or_leave_staff, refresh_now, check_now)
NOTICED_AT_NIGHT = {take_back, join_or_leave_staff}
STEP = st.tuples(st.sampled_from(WAYS), st.integers(0, 5), st.integers(0, 3), st.booleans())


@given(steps=st.lists(STEP, min_size=3, max_size=16))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_are_those_counted_from_nothing(steps, monkeypatch):
    """Six learners in blocks of two, half of them simulated."""
    monkeypatch.setattr(item_counting, "BLOCK", 2)
    with undone():
        learners = make_learners(3) + make_learners(3, is_simulated=True)
        questions = [make_question(kind=kind, code=code) for kind, code in QUESTIONS]

        for way, learner, question, is_right in steps:
            way(learners[learner], questions[question], is_right)
        (check if NOTICED_AT_NIGHT & {step[0] for step in steps} else refresh)()

        found = figures()
        assert found == counted_from_nothing()
        assert counts_of_pages() == counts_of_rows()


def counts_of_pages() -> dict:
    rows = ItemFigures.objects.values_list("is_simulated", "question__code", "answers")
    return {row[:2]: row[2] for row in rows}


def counts_of_rows() -> dict:
    return {
        (is_simulated, code): each["answers"]
        for is_simulated in (False, True)
        for lesson in ("L01", "L02")
        for code, each in counted_again.item_figures(lesson, is_simulated).items()
        if each["answers"]
    }
