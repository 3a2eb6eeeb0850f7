"""The list of dated facts for instructors."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.management.commands.make_instructor import Command as MakeInstructor
from lessons.models import Fact
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_lesson, make_user

LIST = "/admin/lessons/fact/"


def fact_text(claim: str, review_by: date) -> str:
    return f"/// fact | as_of: 2020-01-01, review_by: {review_by}\n{claim}\n\n---\n\nA report\n///\n"


@pytest.fixture
def instructor(db) -> Client:
    user = make_user()
    MakeInstructor().make(user.email)
    client = Client()
    sign_in_with_app(client, user)
    return client


@pytest.fixture
def facts(db):
    today = timezone.localdate()
    days = {"Old claim": -1, "Claim of today": 0, "Claim of next month": 30, "Young claim": 31}
    texts = [fact_text(claim, today + timedelta(days=days)) for claim, days in days.items()]
    return make_lesson(1, source="\n".join(texts))


def claims(response) -> list[str]:
    return [fact.claim for fact in response.context["cl"].result_list]


def test_instructor_sees_what_to_look_at_first_and_the_way_to_its_text(instructor, facts):
    response = instructor.get(LIST)

    assert claims(response) == ["Old claim", "Claim of today", "Claim of next month", "Young claim"]
    page = response.content.decode()
    assert f"/admin/lessons/lesson/{facts.pk}/write/" in page
    assert "/lessons/lesson-1/#fact-1" in page


@pytest.mark.parametrize(
    ("standing", "wanted"),
    [
        ("stale", ["Old claim"]),
        ("soon", ["Claim of today", "Claim of next month"]),
        ("current", ["Young claim"]),
        ("nonsense", ["Old claim", "Claim of today", "Claim of next month", "Young claim"]),
    ],
)
def test_filter_shows_how_facts_stand(instructor, facts, standing, wanted):
    assert claims(instructor.get(LIST, {"standing": standing})) == wanted


def test_list_asks_as_often_for_one_fact_as_for_four(instructor, facts, django_assert_num_queries):
    instructor.get(LIST)
    with django_assert_num_queries(12):
        instructor.get(LIST)
    Fact.objects.filter(number__gt=1).delete()

    with django_assert_num_queries(12):
        instructor.get(LIST)


def test_facts_are_changed_only_in_the_text(instructor, facts):
    fact = Fact.objects.first()

    assert instructor.get(f"{LIST}add/").status_code == 403
    assert instructor.post(f"{LIST}{fact.pk}/change/", {"claim": "Another"}).status_code == 403
    assert instructor.get(f"{LIST}{fact.pk}/change/").status_code == 200


def test_learner_and_visitor_do_not_see_the_list(client, facts):
    assert client.get(LIST).status_code == 302
    client.force_login(make_user())

    assert client.get(LIST).status_code == 302


def test_first_page_of_the_admin_says_how_many_are_overdue_and_nothing_when_none_is(instructor, facts):
    with_one = instructor.get("/admin/").content.decode()
    Fact.objects.all().delete()

    without = instructor.get("/admin/").content.decode()

    assert "1 dated fact was to be checked again" in with_one
    assert f'href="{LIST}?standing=stale"' in with_one
    assert "dated fact" not in without.split('id="content"')[1].split('class="app-lessons')[0]
