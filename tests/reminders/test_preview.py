"""Mails as staff see them in the admin, for one learner."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from reminders.models import Kind, Reminder
from reminders.services import switch_off
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.factories import make_user
from tests.reminders.factories import make_preference
from tests.reminders.scenes import make_lena

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]


@pytest.fixture
def staff(client):
    """A browser in which somebody who may look at reminders used a second factor."""
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_reminder"))
    sign_in_with_app(client, user)
    return client


def path_of(preference, kind: str = "") -> str:
    return f"/admin/reminders/preference/{preference.pk}/preview/" + (f"{kind}/" if kind else "")


def told_about(page: str, kind: Kind) -> str:
    """What the part of the page about a kind says, as text."""
    part = re.search(rf'aria-labelledby="{kind}">(.*?)</section>', page, re.DOTALL)[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", part)).split())


def test_page_shows_each_mail_and_why_it_would_go_or_not(staff):
    page = staff.get(path_of(make_lena(Kind.GOODBYE))).content.decode()

    assert "another one: Last mail before a silence." in told_about(page, Kind.REVIEWS)
    assert "7 cards to review, from 4 lessons" in told_about(page, Kind.REVIEWS)
    assert "This is what would go now." in told_about(page, Kind.GOODBYE)
    assert "No more reminders until you visit again" in told_about(page, Kind.GOODBYE)
    assert "Not now. The learner has switched this kind off." in told_about(page, Kind.WEEKLY)


def test_mail_that_would_go_now_is_told_apart(staff):
    page = staff.get(path_of(make_lena(Kind.REVIEWS))).content.decode()

    assert "This is what would go now." in told_about(page, Kind.REVIEWS)
    assert "Not now. The mail that would go now is another one: Reviews due." in told_about(page, Kind.NEXT_STEP)


def test_kind_without_anything_to_say_tells_why(staff):
    preference = make_preference()

    page = staff.get(path_of(preference)).content.decode()

    assert "No card is due, so there is nothing to review." in told_about(page, Kind.REVIEWS)
    assert "after 5 without a visit." in told_about(page, Kind.GOODBYE)
    assert "<iframe" not in page
    assert staff.get(path_of(preference, Kind.REVIEWS)).status_code == 404


def test_of_a_learner_who_gets_none_everything_is_still_shown(staff):
    preference = make_lena(Kind.REVIEWS)
    switch_off(learner_id=preference.learner_id)

    page = staff.get(path_of(preference)).content.decode()

    assert "Not now. Reminders are switched off." in told_about(page, Kind.REVIEWS)
    assert "Review 7 cards" in told_about(page, Kind.REVIEWS)


@pytest.mark.parametrize("kind", Kind.values)
def test_html_is_a_page_of_its_own_on_which_nothing_runs(staff, kind):
    response = staff.get(path_of(make_lena(kind), kind))

    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "",
    }
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
    assert "Hello <bdi>Lena</bdi>," in response.content.decode()


def test_preview_sends_nothing_and_holds_no_link_that_ends_mails(staff):
    preference = make_lena(Kind.REVIEWS)

    page = staff.get(path_of(preference)).content.decode() + staff.get(path_of(preference, "reviews")).content.decode()

    links = set(re.findall(r"http://[^\s\"<]*/reminders/end/([^\s\"<]*)/", page))
    assert links == {"preview"}
    assert staff.post("/reminders/end/preview/").status_code == 404
    assert mail.outbox == []
    assert not Reminder.objects.exists()
    assert staff.post(path_of(preference)).status_code == 405


@pytest.mark.parametrize("kind", ["", Kind.REVIEWS])
def test_only_staff_who_may_see_reminders_and_used_a_second_factor_look_at_them(client, kind):
    path = path_of(make_lena(Kind.REVIEWS), kind)
    permission = Permission.objects.get(codename="view_reminder")

    assert client.get(path).status_code == 302
    without_factor = make_user(is_staff=True)
    without_factor.user_permissions.add(permission)
    client.force_login(without_factor)
    assert client.get(path).status_code == 302
    without_permission = another_browser()
    sign_in_with_app(without_permission, make_user(is_staff=True))
    assert without_permission.get(path).status_code == 403


@pytest.mark.parametrize(
    "path", ["/admin/reminders/preference/999/preview/", "/admin/reminders/preference/999/preview/reviews/"]
)
def test_unknown_learner_is_not_found(staff, path):
    assert staff.get(path).status_code == 404


def test_unknown_kind_is_not_found(staff):
    assert staff.get(path_of(make_lena(), "replies")).status_code == 404
