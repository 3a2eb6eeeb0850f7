import pytest

from accounts.models import User
from tests.accounts.actions import (
    LANDED,
    another_browser,
    ask_for_code,
    code_in,
    enter_sign_in_code,
    is_signed_in,
    sign_in,
    sign_up,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_right_password_leads_to_the_course(client):
    user = make_user()

    response = sign_in(client, user.email.upper())

    assert response.headers["Location"] == LANDED
    assert is_signed_in(client)


def test_wrong_password_is_refused_and_the_address_kept(client):
    user = make_user()

    page = sign_in(client, user.email, "not the password").content.decode()

    assert "<title>Error: Sign in" in page
    assert '<a href="#id_login">The email address or the password is not right.</a>' in page
    assert f'value="{user.email}"' in page
    assert "not the password" not in page


def test_empty_form_names_what_is_missing(client):
    page = sign_in(client, "", "").content.decode()

    assert page.count("Enter your email address.") == 2
    assert page.count("Enter your password.") == 2


def test_sixth_try_is_refused_even_with_the_right_password(client):
    user = make_user()
    for _ in range(5):
        sign_in(client, user.email, "not the password")

    page = sign_in(client, user.email).content.decode()

    assert "That was tried too often." in page
    assert not is_signed_in(client)


def test_too_many_posts_from_one_address_get_a_page_that_says_what_to_do(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, "", "")

    response = sign_in(client, "", "")

    assert response.status_code == 429
    assert "Wait a little" in response.content.decode()


def test_unverified_member_is_asked_for_a_code_first(client, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "5/s/key"}
    sign_up(another_browser(), "ada@example.org")

    response = sign_in(client, "ada@example.org")

    assert response.headers["Location"] == "/accounts/confirm-email/"
    client.post("/accounts/confirm-email/", {"code": code_in(mailoutbox[-1])})
    assert is_signed_in(client)


def test_account_that_is_switched_off_stays_closed(client, mailoutbox):
    user = make_user(is_active=False)

    assert sign_in(client, user.email).headers["Location"] == "/accounts/inactive/"
    ask_for_code(client, user.email)

    assert mailoutbox[0].subject == "No account with this address"
    assert client.get("/accounts/inactive/").status_code == 200
    assert not is_signed_in(client)


def test_mailed_code_signs_in(client, mailoutbox):
    user = make_user()
    ask_for_code(client, user.email)

    response = enter_sign_in_code(client, code_in(mailoutbox[0]))

    assert response.headers["Location"] == LANDED
    assert is_signed_in(client)


def test_mailed_code_works_once(client, mailoutbox):
    user = make_user()
    ask_for_code(client, user.email)
    code = code_in(mailoutbox[0])
    enter_sign_in_code(client, code)
    client.post("/accounts/logout/")

    enter_sign_in_code(client, code)

    assert not is_signed_in(client)


def test_third_wrong_code_makes_the_right_one_void(client, mailoutbox):
    user = make_user()
    ask_for_code(client, user.email)
    for _ in range(3):
        enter_sign_in_code(client, "0000-0000")

    enter_sign_in_code(client, code_in(mailoutbox[0]))

    assert not is_signed_in(client)


def test_fourth_code_within_a_minute_is_refused(mailoutbox):
    user = make_user()

    pages = [ask_for_code(another_browser(), user.email) for _ in range(4)]

    assert [page.status_code for page in pages] == [302, 302, 302, 200]
    assert "That was tried too often." in pages[3].content.decode()
    assert len(mailoutbox) == 3


def test_page_that_asked_for_signing_in_comes_next(client):
    user = make_user()

    response = sign_in(client, user.email, next="/accounts/preferences/")

    assert response.headers["Location"] == "/accounts/preferences/"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_page_is_never_on_another_site(client, target):
    user = make_user()

    assert sign_in(client, user.email, next=target).headers["Location"] == LANDED


def test_opening_the_sign_out_page_signs_nobody_out(client):
    user = make_user()
    sign_in(client, user.email)

    client.get("/accounts/logout/")

    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


def test_guest_cannot_sign_in(client):
    guest = User.objects.create_guest()

    sign_in(client, guest.email or "", "")

    assert not is_signed_in(client)


def test_mail_server_that_is_away_is_said_and_loses_nothing(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    response = client.post(
        "/accounts/signup/", {"email": "ada@example.org", "password1": "a long passphrase"}, follow=True
    )

    assert "We cannot send email just now." in response.content.decode()
    assert User.objects.filter(email="ada@example.org").exists()
