"""Before something that protects an account is changed, one confirms that it is oneself."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import User
from tests.accounts.actions import (
    ask_for_code,
    code_in,
    confirm_that_it_is_me,
    enter_sign_in_code,
    is_signed_in,
    sign_in,
    totp,
)
from tests.factories import make_authenticator_app, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/delete/",
    ],
)
def test_page_opens_only_after_confirming(client, path):
    user = make_user()
    sign_in(client, user.email)

    response = client.get(path)

    assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    confirm_that_it_is_me(client)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/accounts/2fa/totp/deactivate/", "/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/download/"],
)
def test_second_factor_opens_only_after_confirming(client, path):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": totp(secret)})

    response = client.get(path)

    assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    confirm_that_it_is_me(client)
    assert client.get(path).status_code == 200


def test_change_of_address_waits_for_confirming_and_then_goes_on(client, mailoutbox):
    user = make_user()
    sign_in(client, user.email)

    response = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
    assert response.headers["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2Femail%2F"
    assert mailoutbox == []
    response = client.post(response.headers["Location"], {"password": "a long enough passphrase"})

    assert response.headers["Location"] == "/accounts/confirm-email/"
    assert mailoutbox[0].to == ["new@example.org"]


def test_erasing_needs_confirming_even_with_the_box_ticked(client):
    user = make_user()
    sign_in(client, user.email)

    client.post("/accounts/delete/", {"confirm": "on"})

    assert User.objects.filter(pk=user.pk).exists()


def test_confirming_is_forgotten_after_five_minutes(client):
    user = make_user()
    sign_in(client, user.email)
    confirm_that_it_is_me(client)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()

    assert client.get("/accounts/delete/").headers["Location"].startswith("/accounts/reauthenticate/")


def signed_in_by_code(client, mailoutbox, *, seconds_ago):
    """A member who has neither password nor second factor."""
    user = make_user(password=None)
    ask_for_code(client, user.email)
    enter_sign_in_code(client, code_in(mailoutbox[0]))
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= seconds_ago
    session.save()
    return user


WITHOUT_PASSWORD = ["/accounts/2fa/totp/activate/", "/accounts/delete/", "/accounts/password/set/"]


@pytest.mark.parametrize("path", WITHOUT_PASSWORD)
def test_member_without_password_signs_in_anew_after_five_minutes(client, mailoutbox, path):
    user = signed_in_by_code(client, mailoutbox, seconds_ago=301)

    page = client.get(path, follow=True)

    assert page.redirect_chain == [(f"/accounts/login/code/?next={path}", 302)]
    assert "so sign in anew first: we mail you a code." in page.content.decode()
    assert not is_signed_in(client)
    response = client.post("/accounts/login/code/", {"email": user.email, "next": path})
    response = client.post(response.headers["Location"], {"code": code_in(mailoutbox[1]), "next": path})
    assert response.headers["Location"] == path
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", WITHOUT_PASSWORD)
def test_member_without_password_who_has_just_signed_in_goes_on(client, mailoutbox, path):
    signed_in_by_code(client, mailoutbox, seconds_ago=0)

    assert client.get(path).status_code == 200


def test_member_without_password_changes_the_address_only_after_signing_in_anew(client, mailoutbox):
    signed_in_by_code(client, mailoutbox, seconds_ago=301)

    response = client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})

    assert response.headers["Location"] == "/accounts/login/code/?next=/accounts/email/"
    assert [mail for mail in mailoutbox if mail.to == ["new@example.org"]] == []


def test_password_is_set_only_after_signing_in(client):
    assert client.get("/accounts/password/set/").headers["Location"].startswith("/accounts/login/")


def test_wrong_password_confirms_nothing(client):
    user = make_user()
    sign_in(client, user.email)

    page = confirm_that_it_is_me(client, "not the password").content.decode()

    assert "This is not your password." in page
    assert client.get("/accounts/delete/").status_code == 302


def test_turning_the_app_off_takes_its_recovery_codes_along(client, mailoutbox):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": totp(secret)})
    confirm_that_it_is_me(client)

    client.post("/accounts/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=user).exists()
    assert mailoutbox[-1].subject == "Authenticator app turned off"
