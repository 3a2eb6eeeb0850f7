"""Every page for staff, found by walking the addresses, asked for by everybody who may or may not see it."""

import re

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.management.commands.make_instructor import Command as MakeInstructor
from tests.aipm_course.test_urls import patterns
from tests.comments.factories import make_moderator
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user
from tests.insights.factories import browser_of

pytestmark = pytest.mark.django_db
STAFF = ("admin/", "insights/", "comments/queue/")
FOR_ADMINISTRATORS = ("accounts", "account", "auth", "mfa", "reminders", "usersessions")
FOR_INSTRUCTORS = ("authoring", "certificates", "lessons", "quizzes", "readiness")
MAY_SEE = {
    **{f"/admin/{app}/": {"administrator"} for app in FOR_ADMINISTRATORS},
    **{f"/admin/{app}/": {"administrator", "instructor"} for app in FOR_INSTRUCTORS},
    "/admin/comments/": {"administrator", "instructor", "moderator"},
    "/admin/exchange/": {"administrator", "instructor"},
    "/comments/queue/": {"administrator", "instructor", "moderator"},
    "/insights/": {"administrator", "instructor"},
}
FRAME = re.compile(r"/admin/(|1/?|autocomplete/|jsi18n/|login/|logout/|password_change/.*|r/1/1/)")
"""What each of the staff sees of the admin, whatever else they may; it says nothing of anybody."""
UUID = "00000000-0000-4000-8000-000000000000"
ARGUMENT = re.compile(r"<[^>]+>|\(\?P<\w+>(?:[^()]|\([^()]*\))*\)")


def all_addresses() -> list[str]:
    """With a number in the place of each argument: who may not enter is told so before anything is looked for."""
    found = {path for path, _entry in patterns() if path.startswith(STAFF)}
    filled = [ARGUMENT.sub(lambda argument: example_of(argument[0]), path) for path in found]
    return sorted("/" + re.sub(r"[\^$]", "", path) for path in filled)


def example_of(argument: str) -> str:
    if "uuid:" in argument:
        return UUID
    return "Q01.1" if "P<code>" in argument else "1"


def who_may(address: str) -> set[str] | None:
    return next((roles for beginning, roles in MAY_SEE.items() if address.startswith(beginning)), None)


def is_refused(response) -> bool:
    """With a page that says so, on the way to signing in, or to the first page, which says nothing of anybody."""
    chain = [url for url, _status in response.redirect_chain]
    doors = (reverse("admin:login"), reverse("account_login"))
    is_turned_away = any(address.startswith(doors) or address == reverse("admin:index") for address in chain)
    return is_turned_away or response.status_code in (403, 405)


def browser(role: str) -> Client:
    if role == "visitor":
        return Client(**SAME_ORIGIN)
    if role == "learner":
        client = Client(**SAME_ORIGIN)
        client.force_login(make_user())
        return client
    user = make_moderator() if role == "moderator" else make_user(is_staff=True, is_superuser=role == "administrator")
    if role == "instructor":
        MakeInstructor().make(user.email)
    return browser_of(user)


ADDRESSES = [address for address in all_addresses() if not FRAME.fullmatch(address)]


def test_of_each_page_it_is_known_who_may_see_it():
    assert [address for address in ADDRESSES if who_may(address) is None] == []


@pytest.mark.parametrize("role", ["visitor", "learner", "moderator", "instructor"])
def test_whoever_may_not_is_refused_to_look_and_to_act(role):
    make_lesson(1)
    client = browser(role)
    closed = [address for address in ADDRESSES if role not in who_may(address)]

    seen = [address for address in closed if not is_refused(client.get(address, follow=True))]
    done = [address for address in closed if not is_refused(client.post(address, {"post": "yes"}, follow=True))]

    assert len(closed) > len(FOR_ADMINISTRATORS)
    assert (seen, done) == ([], [])


@pytest.mark.parametrize("role", ["moderator", "instructor", "administrator"])
def test_whoever_may_sees_the_pages_that_lists_begin_at(role):
    make_lesson(1)
    client = browser(role)
    lists = [reverse(f"admin:{app}_{model}_changelist") for app, model in registered(role)]
    own = [each for each in ("/comments/queue/", "/insights/") if role in who_may(each)]

    found = {address: client.get(address).status_code for address in [*lists, *own]}

    assert found == dict.fromkeys(found, 200)
    assert len(found) > 1


def registered(role: str) -> list[tuple[str, str]]:
    models = [(model._meta.app_label, model._meta.model_name) for model in admin.site._registry]
    return [each for each in models if role in who_may(f"/admin/{each[0]}/")]
