import pytest

from accounts.models import User
from tests.accounts.actions import LANDED, code_in, enter_sign_up_code, is_signed_in, sign_up
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_signing_up_mails_a_code_and_asks_for_it(client, mailoutbox):
    response = sign_up(client, "ada@example.org")

    assert response.headers["Location"] == "/accounts/confirm-email/"
    page = client.get("/accounts/confirm-email/")
    assert "<strong>ada@example.org</strong>" in page.content.decode()
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]]
    assert mailoutbox[0].subject == "Your code to finish signing up"
    assert not is_signed_in(client)


def test_right_code_signs_in_and_leads_to_the_course(client, mailoutbox):
    sign_up(client, "ada@example.org")

    response = enter_sign_up_code(client, code_in(mailoutbox[0]))

    assert response.headers["Location"] == LANDED
    assert is_signed_in(client)


def test_code_may_be_typed_without_the_dash_and_with_spaces(client, mailoutbox):
    sign_up(client, "ada@example.org")

    enter_sign_up_code(client, " " + code_in(mailoutbox[0]).replace("-", " "))

    assert is_signed_in(client)


def test_wrong_code_is_refused_and_stays_in_the_field(client, mailoutbox):
    sign_up(client, "ada@example.org")

    page = enter_sign_up_code(client, "0000-0000").content.decode()

    assert "<title>Error: Enter the code" in page
    assert "This code is not right." in page
    assert 'value="0000-0000"' in page
    assert not is_signed_in(client)


def test_third_wrong_code_makes_the_right_one_void(client, mailoutbox):
    sign_up(client, "ada@example.org")
    for _ in range(3):
        enter_sign_up_code(client, "0000-0000")

    enter_sign_up_code(client, code_in(mailoutbox[0]))

    assert not is_signed_in(client)


def test_code_is_void_after_20_minutes(client, mailoutbox):
    sign_up(client, "ada@example.org")
    session = client.session
    session["account_email_verification_code"]["at"] -= 20 * 60 + 1
    session.save()

    enter_sign_up_code(client, code_in(mailoutbox[0]))

    assert not is_signed_in(client)


def test_new_code_takes_the_place_of_the_old_one(client, mailoutbox, settings):
    settings.ACCOUNT_RATE_LIMITS = {"confirm_email": "5/s/key"}
    sign_up(client, "ada@example.org")

    response = client.post("/accounts/confirm-email/", {"action": "resend"}, follow=True)

    assert "A new code is on its way." in response.content.decode()
    enter_sign_up_code(client, code_in(mailoutbox[0]))
    assert not is_signed_in(client)
    enter_sign_up_code(client, code_in(mailoutbox[1]))
    assert is_signed_in(client)


def test_code_is_of_no_use_in_another_browser(client, mailoutbox):
    sign_up(client, "ada@example.org")
    code = code_in(mailoutbox[0])
    client.cookies.clear()

    enter_sign_up_code(client, code)

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("", "Choose a password."),
        ("short", "This password is too short."),
        ("qwerty123456", "This password is too common."),
        ("ada.lovelace@example", "The password is too similar to the"),
    ],
)
def test_weak_password_is_refused_beside_its_field(client, password, error):
    page = sign_up(client, "ada.lovelace@example.org", password).content.decode()

    assert page.count(error) == 2  # in the summary and at the field
    assert 'aria-invalid="true" aria-describedby="id_password1_helptext id_password1_error"' in page
    assert 'value="ada.lovelace@example.org"' in page
    assert f'value="{password}"' not in page
    assert not User.objects.exists()


def test_address_that_is_none_is_refused_and_kept(client):
    page = sign_up(client, "ada at example").content.decode()

    assert page.count("Enter an email address like name@example.org.") == 2
    assert 'value="ada at example"' in page
    assert '<a href="#id_email">' in page


def test_time_zone_of_the_browser_is_kept(client):
    sign_up(client, "ada@example.org", time_zone="Asia/Kolkata")

    assert User.objects.get().time_zone == "Asia/Kolkata"


@pytest.mark.parametrize("name", ["", "Etc/GMT+5", "Mars/Olympus", "../../etc/passwd", "x" * 65])
def test_time_zone_that_is_no_choice_becomes_utc(client, name):
    sign_up(client, "ada@example.org", time_zone=name)

    assert list(User.objects.values_list("time_zone", flat=True)) in (["UTC"], [])


def test_address_is_stored_in_lower_case(client):
    sign_up(client, "Ada@Example.ORG")

    assert User.objects.get().email == "ada@example.org"


def test_password_is_never_mailed(client, mailoutbox):
    sign_up(client, "ada@example.org")

    assert PASSWORD not in mailoutbox[0].body


def test_who_signs_up_a_second_time_is_led_to_a_code_that_signs_in(client, mailoutbox):
    make_user("robin@example.org")
    sign_up(client, "robin@example.org")
    page = client.get("/accounts/confirm-email/").content.decode()

    response = client.post("/accounts/logout/", {"next": "/accounts/login/code/"}, follow=True)

    assert 'name="next" value="/accounts/login/code/"' in page
    assert "/accounts/login/code/" in mailoutbox[-1].body
    assert response.redirect_chain == [("/accounts/login/code/", 302)]
    assert "Send me a code" in response.content.decode()
