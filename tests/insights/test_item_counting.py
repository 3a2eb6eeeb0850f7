"""Figures of items follow the answers: late ones, erased ones, whoever counts and however often."""

from datetime import timedelta

import pytest
from django.utils import timezone

from insights.items import counting as item_counting
from insights.items.counting import check, refresh
from insights.models import BeliefFigures, ItemFigures, ItemTally
from quizzes.models import Answer
from quizzes.services import carry_over
from tests.at_once import at_once
from tests.factories import make_guest, make_user
from tests.insights import counted_again
from tests.insights.counted_from_nothing import counted_from_nothing, figures
from tests.insights.item_cohort import answer_all, make_learners, make_pool
from tests.quizzes.factories import RIGHT, make_answer, make_attempt, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def answers_of(code: str) -> int:
    row = ItemFigures.objects.filter(question__code=code, is_simulated=False).first()
    return row.answers if row else 0


def test_new_answer_is_counted_the_next_time():
    question = make_question()
    make_answer(question)
    refresh()

    make_answer(question)
    refresh()

    assert answers_of("Q01.1") == 2


def test_answer_that_is_completed_late_is_counted_then():
    question = make_question(kind="tf-why")
    begun = make_answer(question, response={"verdict": False}, answered_at=timezone.now() - timedelta(hours=3))
    make_answer(question)
    refresh()
    before = answers_of("Q01.1")

    begun.response, begun.score, begun.is_right = RIGHT["tf-why"], 1.0, True
    begun.completed_at = timezone.now()
    begun.save()
    refresh()

    assert (before, answers_of("Q01.1")) == (1, 2)


def test_answer_that_is_completed_after_days_is_counted_in_the_night():
    question = make_question(kind="tf-why")
    begun = make_answer(question, response={"verdict": False})
    make_answer(question)
    for _night in range(3):
        refresh()
        check()

    Answer.objects.filter(pk=begun.pk).update(
        response=RIGHT["tf-why"], score=1.0, is_right=True, completed_at=timezone.now()
    )
    refresh()
    before = answers_of("Q01.1")
    check()

    assert (before, answers_of("Q01.1")) == (1, 2)


def test_erased_learner_is_in_no_figure_the_next_time():
    question = make_question()
    learner = make_user()
    make_answer(question, learner=learner, is_right=False)
    make_answer(question)
    refresh()

    learner.delete()
    refresh()

    assert answers_of("Q01.1") == 1
    assert counted_from_nothing()["items"][question.revision_id, False][1] == 1.0


def test_last_learner_of_a_question_leaves_no_figures():
    learner = make_user()
    make_answer(make_question(), learner=learner)
    refresh()

    learner.delete()
    refresh()

    assert not ItemFigures.objects.exists()
    assert not ItemTally.objects.exists()
    assert not BeliefFigures.objects.exists()


def test_answers_of_a_guest_who_signs_in_are_those_of_one_learner():
    question, guest, member = make_question(), make_guest(), make_user()
    make_answer(question, learner=guest)
    make_answer(question, learner=member)
    refresh()

    carry_over(guest=guest, member=member)
    guest.delete()
    refresh()

    assert answers_of("Q01.1") == 1


def test_second_answer_of_a_learner_changes_nothing():
    question, attempt = make_question(), make_attempt()
    make_answer(question, attempt, is_right=False)
    refresh()
    before = figures()

    make_answer(question, attempt, ordinal=2)
    refresh()

    assert figures() == before


def test_counting_again_without_a_change_writes_nothing(django_assert_max_num_queries):
    answer_all(make_learners(10), make_pool())
    refresh()
    before = figures()

    with django_assert_max_num_queries(12) as captured:
        refresh()

    assert figures() == before
    written = [query["sql"] for query in captured if query["sql"].startswith(("INSERT", "DELETE"))]
    assert written == []


def test_count_that_is_cut_short_is_finished_the_next_time():
    for lesson in (1, 2, 3):
        answer_all(make_learners(5), make_pool(lesson, 0), seed=lesson)

    is_done = refresh(seconds=-1)
    before = ItemFigures.objects.count()
    refresh()

    assert (is_done, before) == (False, 0)
    assert {row.question.lesson.code for row in ItemFigures.objects.all()} == {"L01", "L02", "L03"}


def test_worker_that_is_killed_between_two_lessons_leaves_whole_ones(monkeypatch):
    for lesson in (1, 2):
        answer_all(make_learners(5), make_pool(lesson, 0), seed=lesson)
    count_unit, done = item_counting.count_unit, []

    def killed(**unit):
        if done:
            raise KeyboardInterrupt
        done.append(count_unit(**unit))

    monkeypatch.setattr(item_counting, "count_unit", killed)
    with pytest.raises(KeyboardInterrupt):
        refresh()
    monkeypatch.undo()
    refresh()

    assert figures() == counted_from_nothing()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_count_each_answer_once():
    answer_all(make_learners(30), make_pool())

    results = at_once(refresh, refresh)

    assert results == [True, True]
    found = figures()
    assert found == counted_from_nothing()
    assert {row.question.code: row.answers for row in ItemFigures.objects.all()} == {
        code: each["answers"] for code, each in counted_again.item_figures("L01").items()
    }
