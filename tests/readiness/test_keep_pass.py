"""Keeping what learners say: history, double posts, and the plan that is drawn from it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from readiness.history import Past
from readiness.models import Pass, Rating, Task
from readiness.services import Said, keep_task
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.readiness.factories import answer_linked, history, make_sheet, rate

pytestmark = pytest.mark.django_db
MISSED = {f"Q01.{number}": (number == 1, 80) for number in range(1, 7)}


@pytest.fixture
def learner():
    make_question(code="Q01.1")
    make_sheet()
    return make_user()


def tasks_of(one: Pass) -> list[tuple[str, str]]:
    return list(Task.objects.filter(of_pass=one).values_list("question", "step"))


def set_task(one: Pass, question: str, **values) -> Task:
    task = Task.objects.get(of_pass=one, question=question)
    return keep_task(task=task, **({"due_on": date(2027, 1, 2), "product": "Receipts", "is_done": False} | values))


def test_same_pass_sent_twice_is_kept_once(learner):
    one = rate(learner, R1=2, R2=Said(1, "A text."))
    again = rate(learner, R1=2, R2=Said(1, "A text."))

    assert one == again == Pass.objects.get()
    assert Rating.objects.count() == 2


def test_change_keeps_what_stood_before(learner):
    rate(learner, R1=Said(2, "A text."))
    rate(learner, R1=Said(2, "A better text."))

    assert history(learner) == [(2, "A text."), (2, "A better text.")]
    assert Past.of(learner).rated("R1")[-1].evidence == "A better text."


def test_next_number_begins_another_pass(learner):
    first = rate(learner, R1=0)
    second = rate(learner, number=2, R1=2)

    assert list(Pass.objects.for_learner(learner)) == [first, second]
    assert [rating.level for rating in Past.of(learner).rated("R1")] == [0, 2]


def test_form_for_levels_alone_leaves_evidence_as_it_is(learner):
    rate(learner, R1=Said(2, "A text.", confirmed_by="Mara"))
    rate(learner, with_evidence=False, R1=1)

    assert history(learner) == [(2, "A text."), (1, "A text.")]


def test_plan_has_three_tasks_at_most_and_the_most_needed_first(learner):
    make_sheet("R1", "R2", "R3", "R4")

    one = rate(learner, R1=1, R2=0, R3=1, R4=0)

    assert tasks_of(one) == [("R2", "1"), ("R4", "1"), ("R1", "2")]


def test_task_is_due_in_a_week_unless_the_learner_says_otherwise(learner):
    one = rate(learner, R1=0)

    assert Task.objects.get(of_pass=one).due_on == timezone.localdate() + timedelta(days=7)


def test_plan_begins_with_practice_where_answers_speak_against_the_level(learner):
    answer_linked(learner, MISSED)

    one = rate(learner, R1=Said(3, "A text."), R2=0)

    assert tasks_of(one) == [("R2", "practice"), ("R2", "1"), ("R1", "practice")]


def test_question_with_the_highest_level_has_no_task(learner):
    one = rate(learner, R1=Said(3, "A text.", confirmed_by="Mara"), R2=1)

    assert tasks_of(one) == [("R2", "2")]


def test_task_that_was_set_stays_when_the_pass_is_changed(learner):
    one = rate(learner, R1=0, R2=0)
    kept = set_task(one, "R1")

    rate(learner, R1=1, R2=1)

    assert set(tasks_of(one)) == {("R1", "1"), ("R1", "2"), ("R2", "2")}
    kept.refresh_from_db()
    assert (kept.product, kept.due_on) == ("Receipts", date(2027, 1, 2))


def test_open_task_that_was_set_comes_along_to_the_next_plan(learner):
    one = rate(learner, R1=0, R2=0)
    kept = set_task(one, "R1")

    two = rate(learner, number=2, R1=0, R2=1)

    assert tasks_of(two) == [("R1", "1"), ("R2", "2")]
    assert Task.objects.get(of_pass=two, question="R1") == kept
    assert tasks_of(one) == []


def test_done_task_stays_with_its_pass_and_counts_there(learner):
    one = rate(learner, R1=0, R2=0)
    done = set_task(one, "R1", is_done=True)

    two = rate(learner, number=2, R1=0, R2=0)

    assert tasks_of(one) == [("R1", "1")]
    assert tasks_of(two) == [("R1", "1"), ("R2", "1")]
    assert Task.objects.get(of_pass=one) == done


def test_change_of_an_older_pass_leaves_the_plan_alone(learner):
    rate(learner, R1=0, R2=0)
    two = rate(learner, number=2, R1=1, R2=1)

    rate(learner, number=1, R1=3, R2=0)

    assert tasks_of(two) == [("R1", "2"), ("R2", "2")]


def test_moment_of_being_done_stays_when_it_is_sent_again(learner):
    one = rate(learner, R1=0)
    first = set_task(one, "R1", is_done=True).done_at

    assert set_task(one, "R1", is_done=True).done_at == first
    assert set_task(one, "R1", is_done=False).done_at is None
