"""Keeping an account that was to be erased: from any page, or with the link in the mail."""

import re
from datetime import date

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from accounts.services import erase_account, keep_account, plan_erasure
from tests.accounts.actions import another_browser, is_signed_in, sign_in
from tests.factories import make_guest, make_user

pytestmark = pytest.mark.django_db
KEEP = "/accounts/keep/"


@pytest.fixture
def member():
    member = make_user()
    plan_erasure(member=member, session_key="")
    member.refresh_from_db()
    return member


@pytest.fixture
def link(member, mailoutbox):
    return re.search(r"http://localhost:8000(/accounts/keep/\S+)", mailoutbox[0].body)[1]


def is_kept(member) -> bool:
    member.refresh_from_db()
    return member.erase_on is None


def test_button_above_each_page_keeps_the_account(client, member):
    sign_in(client, member.email)

    response = client.post(KEEP, follow=True)

    assert is_kept(member)
    assert "Your account stays, with everything in it." in response.content.decode()
    assert "will be erased" not in response.content.decode()


def test_second_press_says_and_changes_nothing(client, member):
    sign_in(client, member.email)
    client.post(KEEP, follow=True)

    assert "Your account stays" not in client.post(KEEP, follow=True).content.decode()


def test_visitor_and_other_member_keep_nothing_of_hers(client, member):
    client.post(KEEP)
    sign_in(client, make_user().email)
    client.post(KEEP)

    assert not is_kept(member)
    assert client.get(KEEP).status_code == 405


def test_signing_in_does_not_keep_it_by_itself(client, member):
    sign_in(client, member.email)

    assert not is_kept(member)


def test_opening_the_link_asks_and_changes_nothing(client, member, link):
    response = client.get(link)

    assert response.status_code == 200
    assert "With this button it stays" in response.content.decode()
    assert not is_kept(member)


def test_button_behind_the_link_keeps_it_without_signing_in(client, member, link):
    response = client.post(link, follow=True)

    assert is_kept(member)
    assert "Your account stays, with everything in it." in response.content.decode()
    assert not is_signed_in(client)


def test_link_does_nothing_once_it_was_used(client, member, link):
    client.post(link)

    for response in (client.get(link), client.post(link)):
        assert response.status_code == 404
        assert "This link does nothing any more" in response.content.decode()


def test_link_of_an_earlier_plan_does_not_undo_the_present_one(client, member, link):
    keep_account(learner_id=member.pk)
    type(member).objects.filter(pk=member.pk).update(erase_on=date(2030, 1, 1))

    assert client.post(link).status_code == 404

    assert not is_kept(member)


def test_link_does_nothing_for_somebody_who_is_gone(client, member, link):
    erase_account(user=member)

    assert client.post(link).status_code == 404


def test_link_wears_off(client, member, link, monkeypatch):
    later = timezone.now().timestamp() + 17 * 24 * 3600
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert client.post(link).status_code == 404

    assert not is_kept(member)


@pytest.mark.parametrize("salt", ["accounts.keep.not", "django.core.signing"])
def test_what_was_signed_for_something_else_or_by_nobody_does_nothing(client, member, salt):
    forged = signing.dumps([member.pk, member.erase_on.isoformat()], salt=salt)

    for token in (forged, "x", f"{forged}x", "%00"):
        assert client.post(f"{KEEP}{token}/").status_code == 404

    assert not is_kept(member)


def test_link_needs_a_token_of_our_form(link):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403


def test_guest_has_nothing_to_keep():
    guest = make_guest()
    plan_erasure(member=guest, session_key="")

    assert keep_account(learner_id=guest.pk) is False
    assert another_browser().post(KEEP).status_code == 302
