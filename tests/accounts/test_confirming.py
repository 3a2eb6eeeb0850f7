"""Before something that protects an account is changed, one confirms that it is oneself."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import User
from tests.accounts.actions import confirm_that_it_is_me, sign_in, totp
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
