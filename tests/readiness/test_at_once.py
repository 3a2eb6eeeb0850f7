"""The same form sent twice at the same moment."""

import pytest

from readiness.models import Pass, Rating, Task
from tests.at_once import at_once
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.readiness.factories import make_sheet, rate

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_double_press_begins_one_pass_with_one_plan():
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user()

    passes = at_once(*[lambda: rate(learner, R1=1, R2=0)] * 4)

    assert passes == [Pass.objects.get()] * 4
    assert (Pass.objects.count(), Rating.objects.count(), Task.objects.count()) == (1, 2, 2)
