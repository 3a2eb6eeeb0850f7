"""The figures are those that follow from what each learner's own pages say, added up one by one."""

from collections import Counter
from datetime import timedelta
from itertools import count
from unittest.mock import patch

import pytest
from django.utils import timezone

from accounts.models import User
from insights import services
from insights.confidence import CohortCalibration
from insights.models import Counting, Tally
from insights.services import count_all, count_new
from lessons.models import Lesson
from progress.figures import days_of
from progress.record import record_of
from progress.states import STATES, state_of
from quizzes.calibration import Measure, levels_of
from quizzes.models import Answer
from quizzes.rated import rated_answers_of
from tests.insights.factories import make_cohort, make_them_real
from tests.insights.shown import sums

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(scope="module")
def learners_for_all(course_for_all, django_db_blocker):
    with django_db_blocker.unblock():
        make_cohort(40)
        make_them_real()


@pytest.fixture
def learners(learners_for_all, db):
    return list(User.objects.all())


def test_funnel_counts_the_states_that_learners_see(learners):
    count_all()

    expected = Counter()
    for learner in learners:
        record = record_of(learner)
        places = dict(record.places)
        for lesson in Lesson.objects.published():
            if lesson.pk in places or lesson.code in record.practised:
                state = state_of(lesson, places, record.practised)
                expected.update((lesson.code, step) for step in ("started", *STATES[1 : STATES.index(state) + 1]))
    assert {key: count for key, (count, _hits) in sums("lesson").items()} == expected
    assert expected["L00", "started"] == 40


def test_calibration_is_that_of_all_rated_answers_together(learners):
    count_all()

    rated = [answer for learner in learners for answer in rated_answers_of(learner)]
    expected = Measure("", rated)
    lessons = list(Lesson.objects.published())
    found = CohortCalibration.of(lessons, sums("rated"), sums("raters"))
    assert (found.overall.count, found.overall.right) == (expected.count, expected.right)
    assert found.overall.levels == levels_of(rated)
    assert found.overall.brier == pytest.approx(expected.brier)
    assert found.overall.mean_confidence == pytest.approx(expected.mean_confidence)
    for lesson, one in found.lessons:
        mine = Measure("", [answer for answer in rated if answer.lesson == lesson.code])
        if one.is_shown:
            assert (one.count, one.brier) == (mine.count, pytest.approx(mine.brier))


def test_weeks_are_those_with_a_study_day(learners):
    for learner in learners:  # from midnight on, so that weeks are whole days
        learner.joined_at = learner.joined_at.replace(hour=0, minute=0, second=0, microsecond=0)
        learner.save()

    count_all()

    expected = Counter()
    for learner in learners:
        joined = learner.joined_at.date()
        weeks = {(day - joined).days // 7 for day in days_of(record_of(learner))}
        expected.update(f"{joined - timedelta(days=joined.weekday())}:{week}" for week in weeks)
    assert {key: count for (_lesson, key), (count, _hits) in sums("week").items()} == expected


def test_counting_what_is_new_is_the_same_as_counting_all(learners):
    count_all()
    count_all()
    answer = Answer.objects.filter(confidence=95).first()
    values = {field.attname: getattr(answer, field.attname) for field in Answer._meta.fields if not field.primary_key}
    answer.delete()
    Answer.objects.create(**values | {"confidence": 20, "is_right": False})

    count_new()
    new = {name: sums(name) for name in ("lesson", "rated", "raters", "week", "learners", "stop", "recall")}
    count_all()

    assert new == {name: sums(name) for name in new}
    assert new["raters"]["", "20"][0] >= 1


def test_count_of_everything_that_is_stopped_goes_on_where_it_stood(learners, monkeypatch):
    monkeypatch.setattr(services, "BLOCK", 7)
    count_all()
    whole = {name: sums(name) for name in ("lesson", "rated", "week", "learners")}
    Tally.objects.all().delete()
    Counting.objects.all().delete()

    turns = []
    while not turns or services.state().counted_at is None:
        with patch.object(services, "monotonic", side_effect=count()):
            turns.append(count_new(seconds=2))

    assert len(turns) > 1
    assert sum(turns) == len(set(Tally.objects.values_list("block", flat=True)))
    assert {name: sums(name) for name in whole} == whole


def test_what_happens_while_everything_is_counted_is_counted_afterwards(learners, monkeypatch):
    monkeypatch.setattr(services, "BLOCK", 7)
    count_all()
    with patch.object(services, "monotonic", side_effect=count()):
        count_all(seconds=2)
    answer = Answer.objects.filter(confidence=95).order_by("learner").first()
    values = {field.attname: getattr(answer, field.attname) for field in Answer._meta.fields if not field.primary_key}
    answer.delete()
    Answer.objects.create(**values | {"confidence": 20, "is_right": False})
    count_new()

    count_new()
    found = sums("rated")
    count_all()
    assert found == sums("rated")


def test_more_news_than_one_turn_can_count_is_counted_over_several(learners, monkeypatch):
    monkeypatch.setattr(services, "BLOCK", 7)
    count_all()
    count_all()
    whole = sums("rated")
    Tally.objects.filter(figure="rated").delete()
    User.objects.update(joined_at=timezone.now())

    for _turn in range(12):
        with patch.object(services, "monotonic", side_effect=count()):
            count_new(seconds=2)

    assert sums("rated") == whole


def test_counting_what_is_new_leaves_blocks_alone_in_which_nothing_happened(learners):
    User.objects.update(joined_at=timezone.now() - timedelta(days=100))
    count_all()
    count_all()

    assert count_new() == 0


def test_who_is_erased_is_counted_no_longer(learners):
    count_all()
    User.objects.filter(pk__in=[learner.pk for learner in learners[:10]]).delete()

    count_all()

    assert sums("lesson")["L00", "started"][0] == 30
