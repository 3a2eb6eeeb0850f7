"""Who sees insights: instructors and administrators who used their second factor, and nobody else."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse, reverse_lazy

from accounts.models import User
from insights.permissions import open_to_instructors
from insights.urls import urlpatterns
from tests.accounts.actions import sign_in
from tests.comments.factories import make_moderator
from tests.factories import make_user
from tests.insights.factories import browser_of, make_instructor
from tests.quizzes.factories import make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGES = [reverse_lazy(f"insights:{each.name}") for each in urlpatterns if not each.pattern.regex.groups]
PAGES.append(reverse_lazy("insights:item", args=["Q01.1"]))


@pytest.fixture(autouse=True)
def question(db):
    return make_question()


@pytest.fixture
def of_instructor():
    return browser_of(make_instructor())


def test_instructor_sees_each_page(of_instructor):
    assert {page: of_instructor.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


def test_administrator_sees_each_page():
    client = browser_of(make_user(is_staff=True, is_superuser=True))

    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)


def test_moderator_who_is_no_instructor_is_refused():
    client = browser_of(make_moderator())

    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 403)


def test_learner_is_refused(client):
    client.force_login(make_user())

    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 403)


def test_visitor_is_asked_to_sign_in(client):
    answers = {page: client.get(page) for page in PAGES}

    assert {page: answer["Location"] for page, answer in answers.items()} == {
        page: f"{reverse('admin:login')}?next={page}" for page in PAGES
    }


def test_instructor_without_second_factor_is_led_to_it(client):
    instructor = make_instructor()
    sign_in(client, instructor.email)

    answer = client.get("/insights/", follow=True)

    assert answer.redirect_chain[-1][0] == reverse("mfa_index")


def test_whoever_is_made_instructor_may_see_insights():
    call_command("make_instructor", "ada@example.org", stdout=StringIO())

    assert User.objects.get().has_perm("insights.view_insights")


def test_group_that_was_there_before_gets_it_once():
    group = Group.objects.create(name="Instructors")
    Permission.objects.filter(codename="view_insights").delete()
    sender = apps.get_app_config("insights")

    open_to_instructors(sender, "default")
    given = group.permissions.filter(codename="view_insights").exists()
    group.permissions.clear()
    open_to_instructors(sender, "default")

    assert (given, group.permissions.count()) == (True, 0)


@pytest.mark.parametrize(("make", "count"), [(make_instructor, 1), (make_moderator, 0), (make_user, 0)])
def test_navigation_leads_there_only_who_may(make, count):
    client = Client()
    client.force_login(make())

    assert client.get("/about/").content.count(b'href="/insights/"') == count


def test_admin_leads_there(of_instructor):
    assert b'href="/insights/"' in of_instructor.get("/admin/").content
