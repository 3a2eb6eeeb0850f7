"""Addresses that were signed up with and never shown to be one's own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services import erase_unverified_members
from accounts.tasks import erase_unverified_members as erase_unverified_members_task
from tests.accounts.actions import (
    another_browser,
    ask_for_code,
    code_in,
    confirm_that_it_is_me,
    enter_sign_in_code,
    enter_sign_up_code,
    is_signed_in,
    sign_in,
    sign_up,
)
from tests.factories import PASSWORD, make_guest, make_user

pytestmark = pytest.mark.django_db
VICTIM = "victim@example.org"


def code_to(mailoutbox, subject) -> str:
    return code_in(next(mail for mail in mailoutbox if mail.subject == subject))


def sign_in_by_code(client, email, mailoutbox):
    ask_for_code(client, email)
    return enter_sign_in_code(client, code_to(mailoutbox, "Your code to sign in"))


def test_password_of_a_stranger_is_void_once_the_owner_signs_in_by_code(client, mailoutbox):
    stranger = another_browser()
    sign_up(stranger, VICTIM)

    sign_in_by_code(client, VICTIM, mailoutbox)

    assert is_signed_in(client)
    assert not User.objects.get().has_usable_password()
    sign_in(stranger, VICTIM)
    assert not is_signed_in(stranger)


def test_stranger_who_waits_at_the_code_does_not_get_in_either(client, mailoutbox):
    stranger = another_browser()
    sign_up(stranger, VICTIM)
    sign_in_by_code(client, VICTIM, mailoutbox)

    stranger.get("/accounts/confirm-email/")
    enter_sign_up_code(stranger, "0000-0000")

    assert not is_signed_in(stranger)


def test_session_of_a_stranger_ends(client, mailoutbox):
    user, stranger = User.objects.create_user(VICTIM, PASSWORD), another_browser()
    stranger.force_login(user)
    user.emailaddress_set.create(email=VICTIM, primary=True)

    sign_in_by_code(client, VICTIM, mailoutbox)

    assert is_signed_in(client)
    assert not is_signed_in(stranger)


def test_owner_who_confirms_with_the_code_for_signing_up_keeps_the_password(client, mailoutbox):
    sign_up(client, VICTIM)

    enter_sign_up_code(client, code_in(mailoutbox[0]))

    assert is_signed_in(client)
    assert User.objects.get().check_password(PASSWORD)


def test_member_who_signs_in_by_code_and_changes_the_address_keeps_the_password(client, mailoutbox):
    user = make_user()
    sign_in_by_code(client, user.email, mailoutbox)
    confirm_that_it_is_me(client)
    client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})

    client.post("/accounts/confirm-email/", {"code": code_to(mailoutbox, "Your code to confirm your email address")})

    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert user.check_password(PASSWORD)
    assert is_signed_in(client)


def sign_up_of(*, days_ago, **fields) -> User:
    joined_at = timezone.now() - timedelta(days=days_ago)
    user = User.objects.create_user(f"days{days_ago}@example.org", PASSWORD, joined_at=joined_at, **fields)
    user.emailaddress_set.create(email=user.email, primary=True)
    return user


def test_sign_ups_that_nobody_confirmed_are_erased_after_7_days():
    sign_up_of(days_ago=8)
    kept = {
        sign_up_of(days_ago=6),
        sign_up_of(days_ago=100, is_staff=True),
        sign_up_of(days_ago=101, last_login=timezone.now()),
        make_user(joined_at=timezone.now() - timedelta(days=100)),
        make_guest(),
    }
    User.objects.guests().update(joined_at=timezone.now() - timedelta(days=100))

    assert erase_unverified_members() == 1

    assert set(User.objects.all()) == kept


def test_beat_task_erases_them():
    sign_up_of(days_ago=8)

    erase_unverified_members_task()

    assert not User.objects.exists()
