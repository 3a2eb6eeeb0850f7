from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.accounts.actions import ask_for_code, code_in, enter_sign_in_code, is_signed_in, sign_up
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def make_instructor(email) -> str:
    output = StringIO()
    call_command("make_instructor", email, stdout=output)
    return output.getvalue()


def test_new_account_is_made_and_the_next_steps_are_printed(settings):
    settings.SITE_URL = "http://localhost:8000"

    output = make_instructor(" Ada@Example.org ")

    user = User.objects.get(email="ada@example.org")
    assert user.is_staff
    assert not user.is_superuser
    assert not user.has_usable_password()
    assert "ada@example.org is an instructor now, with a new account." in output
    for address in ("/accounts/login/code/", "/accounts/2fa/", "/admin/"):
        assert f"http://localhost:8000{address}" in output


def test_new_instructor_signs_in_by_code(client, mailoutbox):
    make_instructor("ada@example.org")
    ask_for_code(client, "ada@example.org")

    enter_sign_in_code(client, code_in(mailoutbox[0]))

    assert is_signed_in(client)


def test_member_keeps_their_account():
    user = make_user("ada@example.org", display_name="Ada")

    output = make_instructor("ADA@example.org")

    assert User.objects.get() == user
    user.refresh_from_db()
    assert user.is_staff
    assert user.has_usable_password()
    assert "with a new account" not in output


def test_password_of_an_address_that_nobody_confirmed_is_void(client):
    sign_up(client, "ada@example.org")

    make_instructor("ada@example.org")

    assert not User.objects.get().has_usable_password()


def test_instructors_edit_what_the_settings_say(settings):
    settings.INSTRUCTORS_EDIT = ["reviews"]

    make_instructor("ada@example.org")

    permissions = Permission.objects.filter(group__name="Instructors")
    assert set(permissions.values_list("content_type__app_label", flat=True)) == {"reviews"}


def test_doing_it_twice_is_the_same_as_once():
    make_instructor("ada@example.org")
    make_instructor("ada@example.org")

    assert User.objects.get().groups.get().name == "Instructors"


@pytest.mark.parametrize("email", ["", "ada", "ada@", "ada example.org"])
def test_what_is_no_address_is_refused_with_the_remedy(email):
    with pytest.raises(CommandError, match=r"EMAIL=name@example\.org"):
        make_instructor(email)

    assert not User.objects.exists()


def test_account_that_is_switched_off_stays_as_it_is():
    user = make_user(is_active=False)

    with pytest.raises(CommandError, match="switched off"):
        make_instructor(user.email)

    user.refresh_from_db()
    assert not user.is_staff
