import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from tests.accounts.actions import (
    another_browser,
    ask_for_code,
    code_in,
    confirm_that_it_is_me,
    enter_sign_in_code,
    is_signed_in,
    sign_in,
    totp,
    wait_out_the_end_of_a_period,
)
from tests.factories import make_authenticator_app, make_user

pytestmark = pytest.mark.django_db


def enter_second_factor(client, code):
    return client.post("/accounts/2fa/authenticate/", {"code": code})


def test_password_alone_does_not_sign_in(client):
    user = make_user()
    make_authenticator_app(user)

    response = sign_in(client, user.email)

    assert response.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)


def test_mailed_code_alone_does_not_sign_in(client, mailoutbox):
    user = make_user()
    make_authenticator_app(user)
    ask_for_code(client, user.email)

    enter_sign_in_code(client, code_in(mailoutbox[0]))

    assert not is_signed_in(client)


def test_code_of_the_app_signs_in(client):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)

    enter_second_factor(client, totp(secret))

    assert is_signed_in(client)


def test_code_of_the_period_before_is_still_good(client):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    wait_out_the_end_of_a_period()

    enter_second_factor(client, totp(secret, periods_ago=1))

    assert is_signed_in(client)


def test_code_from_two_periods_ago_is_not(client):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    wait_out_the_end_of_a_period()

    page = enter_second_factor(client, totp(secret, periods_ago=2)).content.decode()

    assert "This code is not right." in page
    assert not is_signed_in(client)


def test_code_of_the_app_works_once_for_as_long_as_it_is_good(client):
    user = make_user()
    secret = make_authenticator_app(user)
    code = totp(secret)
    sign_in(client, user.email)
    enter_second_factor(client, code)
    cache.delete_many([f"allauth.mfa.totp.used?user={user.pk}&code={code}"])  # what allauth forgets after a period

    other = another_browser()
    sign_in(other, user.email)
    enter_second_factor(other, f"{code[:3]} {code[3:]}")

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_recovery_code_signs_in_once(client):
    user = make_user()
    make_authenticator_app(user)
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = codes.get_unused_codes()[0]
    other = another_browser()

    for browser in (client, other):
        sign_in(browser, user.email)
        enter_second_factor(browser, code)

    assert is_signed_in(client)
    assert not is_signed_in(other)


def test_sixth_try_is_refused(client):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    for _ in range(5):
        enter_second_factor(client, "000000")

    page = enter_second_factor(client, totp(secret)).content.decode()

    assert "That was tried too often." in page
    assert not is_signed_in(client)


@pytest.mark.django_db(transaction=True)  # the mail leaves after the commit
def test_setting_up_an_app_shows_its_secret_and_then_recovery_codes(client, mailoutbox):
    user = make_user()
    sign_in(client, user.email)
    confirm_that_it_is_me(client)
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = client.session["mfa.totp.secret"]
    assert all(f"<span>{secret[start : start + 4]}</span>" in page for start in range(0, 32, 4))
    assert '<svg class="qr"' in page
    assert "data:image" not in page
    assert "style=" not in page

    response = client.post("/accounts/2fa/totp/activate/", {"code": totp(secret)})

    assert response.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert len(codes) == 10
    assert all(f"<span>{code[:4]}</span><wbr><span>{code[4:]}</span>" in page for code in codes)
    assert client.get("/accounts/2fa/recovery-codes/download/").content.decode().split() == codes
    assert mailoutbox[0].subject == "Authenticator app set up"


def test_pages_of_an_account_are_not_kept_by_browsers(client):
    user = make_user()
    sign_in(client, user.email)

    assert "no-store" in client.get("/accounts/2fa/").headers["Cache-Control"]
