"""Nobody learns from these pages whether an address has an account: not by text, status, or the work that is done."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from accounts.allauth_forms import SignupForm
from tests.accounts.actions import another_browser, ask_for_code, sign_in, sign_up
from tests.factories import make_user

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@example.org", "other@example.org"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def ask_for_password_reset(client, email):
    return client.post("/accounts/password/reset/", {"email": email})


def what_is_shown(act, email) -> list:
    """Status, address and text of the answer and of the page it leads to, but for the address and random tokens."""
    client = another_browser()
    response = act(client, email)
    place = response.headers.get("Location")
    page = client.get(place) if place else response
    text = TOKEN.sub("", page.content.decode().replace(email, "ADDRESS"))
    return [response.status_code, place, page.status_code, text]


@pytest.mark.parametrize("act", [sign_up, ask_for_code, ask_for_password_reset])
def test_known_and_unknown_address_show_the_same(act, mailoutbox):
    make_user(KNOWN)

    known = what_is_shown(act, KNOWN)
    unknown = what_is_shown(act, UNKNOWN)

    assert known == unknown
    assert sorted(mail.to[0] for mail in mailoutbox) == [KNOWN, UNKNOWN]


@pytest.mark.parametrize(
    ("act", "confirm"),
    [
        (sign_up, "/accounts/confirm-email/"),
        (ask_for_code, "/accounts/login/code/confirm/"),
        (ask_for_password_reset, "/accounts/password/reset/confirm/"),
    ],
)
def test_wrong_code_shows_the_same(act, confirm):
    make_user(KNOWN)

    def enter_wrong_code(client, email):
        act(client, email)
        return client.post(confirm, {"code": "0000-0000"})

    assert what_is_shown(enter_wrong_code, KNOWN) == what_is_shown(enter_wrong_code, UNKNOWN)


def test_asking_for_another_code_shows_the_same():
    make_user(KNOWN)

    def ask_again(client, email):
        ask_for_code(client, email)
        return client.post("/accounts/login/code/confirm/", {"action": "resend"})

    assert what_is_shown(ask_again, KNOWN) == what_is_shown(ask_again, UNKNOWN)


def test_wrong_password_and_unknown_address_show_the_same():
    make_user(KNOWN)

    def guess(client, email):
        return sign_in(client, email, "not the password")

    assert what_is_shown(guess, KNOWN) == what_is_shown(guess, UNKNOWN)


class CountingHasher(MD5PasswordHasher):
    count = 0

    def encode(self, password, salt):
        CountingHasher.count += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("act", [sign_up, lambda client, email: sign_in(client, email, "not the password")])
def test_known_and_unknown_address_take_as_many_password_hashes(act, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_enumeration.CountingHasher"]
    make_user(KNOWN)
    counts = []

    for email in (KNOWN, UNKNOWN):
        CountingHasher.count = 0
        act(another_browser(), email)
        counts.append(CountingHasher.count)

    assert counts[0] == counts[1] > 0


def test_same_form_sent_twice_at_once_is_answered_like_a_known_address(client, monkeypatch, mailoutbox):
    make_user(KNOWN)
    monkeypatch.setattr(SignupForm, "clean_email", lambda form: form.cleaned_data["email"])  # nothing there yet

    response = sign_up(client, KNOWN)

    assert response.headers["Location"] == "/accounts/confirm-email/"
    assert mailoutbox[0].subject == "You have an account already"
