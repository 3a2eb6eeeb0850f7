"""What a guest said about their readiness when they become a member."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.history import Past
from readiness.models import Feedback, Pass, Rating, Share, Task
from readiness.services import carry_over, give_feedback, share
from tests.factories import make_guest, make_user
from tests.quizzes.factories import make_question
from tests.readiness.factories import Said, make_sheet, rate

pytestmark = pytest.mark.database
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def sheet(db):
    make_question(code="Q01.1")
    return make_sheet()


def rate_at(learner, minutes: int, number: int, **said) -> Pass:
    one = rate(learner, number=number, **said)
    Pass.objects.filter(pk=one.pk).update(begun_at=NOON + timedelta(minutes=minutes))
    return one


def test_passes_with_ratings_tasks_and_feedback_become_the_members(sheet):
    guest, member = make_guest(), make_user()
    one = rate(guest, R1=Said(2, "A text."), R2=1)
    give_feedback(rating=one.ratings.first(), by="Ada", comment="Good.", confirms=True)
    share(learner=guest, question="R1")

    carry_over(guest=guest, member=member)
    guest.delete()

    assert Pass.objects.get().learner == member
    assert (Rating.objects.count(), Task.objects.count(), Feedback.objects.count()) == (2, 2, 1)
    assert [shared.learner for shared in Share.objects.all()] == [member]


def test_passes_of_both_stand_in_the_order_of_time(sheet):
    guest, member = make_guest(), make_user()
    rate_at(member, 0, 1, R1=0, R2=0)
    rate_at(guest, 10, 1, R1=1, R2=1)
    rate_at(member, 20, 2, R1=2, R2=2)

    carry_over(guest=guest, member=member)

    assert [rating.level for rating in Past.of(member).rated("R1")] == [0, 1, 2]


def test_question_that_both_share_is_shared_once(sheet):
    guest, member = make_guest(), make_user()
    for learner in (guest, member):
        rate(learner, R1=1, R2=1)
        share(learner=learner, question="R1")
    share(learner=guest, question="R2")

    carry_over(guest=guest, member=member)
    guest.delete()

    assert sorted(shared.question for shared in Share.objects.filter(learner=member)) == ["R1", "R2"]


def test_others_are_not_touched(sheet):
    guest, member, other = make_guest(), make_user(), make_guest()
    rate(other, R1=3, R2=3)

    carry_over(guest=guest, member=member)

    assert Pass.objects.get().learner == other


moments = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 3)), max_size=3, unique_by=lambda one: one[0])


@given(moments, moments)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_and_nothing_is_there_twice(sheet, guests, members):
    guest, member = make_guest(), make_user()
    for learner, said in ((guest, sorted(guests)), (member, sorted(members))):
        for number, (minute, level) in enumerate(said, start=1):
            rate_at(learner, minute, number, R1=level)

    carry_over(guest=guest, member=member)
    guest.delete()

    kept = [int((one.begun_at - NOON).total_seconds() // 60) for one in Past.of(member).passes]
    assert kept == sorted(minute for minute, _level in [*guests, *members])
    levels = sorted(rating.level for rating in Past.of(member).ratings)
    assert levels == sorted(level for _minute, level in [*guests, *members])
