"""Tasks of the plan: a day, a product of one's own, and done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from readiness.models import Task
from tests.factories import make_guest, make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import read
from tests.readiness.actions import OVERVIEW, plan_of
from tests.readiness.factories import LINKED, Said, answer_linked, make_sheet, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(client) -> Task:
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user()
    client.force_login(learner)
    return rate(learner, R1=0, R2=3).tasks.get(question="R1")


def keep(client, task, **values):
    day = timezone.localdate() + timedelta(days=3)
    return client.post(f"/readiness/tasks/{task.pk}/keep/", {"due_on": day.isoformat(), "product": ""} | values)


def test_day_product_and_done_are_kept(client, task):
    response = keep(client, task, product="Receipts", is_done="on")

    assert response.url == "/readiness/#plan"
    form = read(client.get(OVERVIEW)).one("form", action=f"/readiness/tasks/{task.pk}/keep/")
    assert form.one("input", name="due_on")["value"] == (timezone.localdate() + timedelta(days=3)).isoformat()
    assert form.one("input", name="product")["value"] == "Receipts"
    assert "checked" in form.one("input", name="is_done")
    assert any("✓ Done on" in words for words in plan_of(client.get(OVERVIEW)))


def test_task_has_its_minutes_and_leads_to_its_questions(client, task):
    assert "Do this: R1 up to 1. 30 min" in plan_of(client.get(OVERVIEW))


@pytest.mark.parametrize(("day", "message"), [("", "Choose a day."), ("soon", "Write the day like 2027-01-31.")])
def test_day_that_is_none_is_asked_for_again_and_nothing_is_lost(client, task, day, message):
    response = keep(client, task, due_on=day, product="Receipts")

    assert response.status_code == 422
    page = read(response)
    link = page.one("div", class_="error-summary").one("a")
    assert (link.words, link["href"]) == (message, f"#task-{task.pk}-due_on")
    assert page.one("input", name="product")["value"] == "Receipts"
    assert Task.objects.get(pk=task.pk).product == ""


def test_day_in_the_past_is_refused(client, task):
    day = timezone.localdate() - timedelta(days=1)

    assert keep(client, task, due_on=day.isoformat()).status_code == 422


def test_task_whose_day_has_passed_can_still_be_done(client, task):
    day = timezone.localdate() - timedelta(days=9)
    Task.objects.filter(pk=task.pk).update(due_on=day)

    keep(client, task, due_on=day.isoformat(), is_done="on")

    task.refresh_from_db()
    assert task.done_at is not None


def test_product_that_is_too_long_is_refused(client, task):
    assert keep(client, task, product="x" * 201).status_code == 422


@pytest.mark.parametrize("somebody", [make_user, make_guest])
def test_task_of_somebody_else_is_not_there(client, task, somebody):
    other = rate(somebody(), R1=0, R2=0).tasks.first()

    assert keep(client, other, product="Mine now").status_code == 404
    other.refresh_from_db()
    assert other.product == ""


def test_visitor_finds_no_task(client, task):
    client.logout()

    assert keep(client, task).status_code == 404


def test_task_of_a_question_that_left_the_course_is_not_there(client, task):
    make_sheet("R2")

    assert keep(client, task).status_code == 404
    assert client.get(OVERVIEW).status_code == 200


def test_get_is_refused(client, task):
    assert client.get(f"/readiness/tasks/{task.pk}/keep/").status_code == 405


def test_practice_asks_for_no_product(client, task):
    answer_linked(Task.objects.get(pk=task.pk).of_pass.learner, {code: (False, 95) for code in LINKED})
    one = rate(task.of_pass.learner, R1=Said(3, "A text."), R2=Said(3, "A text.", confirmed_by="Mara"))
    practice = one.tasks.get(question="R1", step="practice")

    page = read(client.get(OVERVIEW))
    keep(client, practice, is_done="on")

    assert page.one("div", id=f"task-{practice.pk}").all("input", name="product") == []
    practice.refresh_from_db()
    assert practice.done_at is not None
