"""Whichever way one signs in, what was done in the browser before comes along. (By passkey: tests/browser.)"""

import pytest

from accounts.models import User
from progress.models import Reading
from reviews.models import Card
from reviews.services import mark_prompt
from tests.accounts.actions import (
    another_browser,
    ask_for_code,
    code_in,
    enter_sign_in_code,
    enter_sign_up_code,
    is_signed_in,
    sign_in,
    sign_up,
    totp,
)
from tests.factories import make_authenticator_app, make_lesson, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return make_lesson()


@pytest.fixture
def guest(client, lesson):
    """Somebody who has marked a prompt and read a lesson in this browser, without an account."""
    client.post(f"/prompts/{lesson.prompts.get().code}/mark/", {"rating": "got-it"})
    client.post(f"/lessons/{lesson.slug}/read/")
    return User.objects.guests().get()


def assert_everything_belongs_to(email, lesson):
    member = User.objects.get()  # and the guest is gone
    assert member.email == email
    assert Card.objects.get(learner=member).rating == "got-it"
    assert Reading.objects.get(learner=member).lesson == lesson


def test_signing_up(client, guest, lesson, mailoutbox):
    sign_up(client, "ada@example.org")
    assert Card.objects.get().learner == guest  # until the address is known to be theirs

    enter_sign_up_code(client, code_in(mailoutbox[0]))

    assert_everything_belongs_to("ada@example.org", lesson)


def test_password(client, guest, lesson):
    user = make_user()

    sign_in(client, user.email)

    assert_everything_belongs_to(user.email, lesson)


def test_mailed_code(client, guest, lesson, mailoutbox):
    user = make_user()
    ask_for_code(client, user.email)
    enter_sign_in_code(client, code_in(mailoutbox[0]))

    assert_everything_belongs_to(user.email, lesson)


def test_second_factor(client, guest, lesson):
    user = make_user()
    secret = make_authenticator_app(user)
    sign_in(client, user.email)
    assert Card.objects.get().learner == guest  # a password alone moves nothing

    client.post("/accounts/2fa/authenticate/", {"code": totp(secret)})

    assert_everything_belongs_to(user.email, lesson)


def test_wrong_password_moves_nothing(client, guest):
    user = make_user()

    sign_in(client, user.email, "not the password")

    assert Card.objects.get().learner == guest


def test_signing_up_with_a_known_address_moves_nothing(client, guest):
    user = make_user()

    sign_up(client, user.email)

    assert Card.objects.get().learner == guest


def test_account_that_has_marks_already_keeps_them(client, guest, lesson):
    user = make_user()
    other = make_lesson(2)
    mark_prompt(learner=user, prompt=other.prompts.get(), rating="not-yet")

    sign_in(client, user.email)

    cards = Card.objects.filter(learner=user).order_by("prompt__code")
    assert [(card.prompt.code, card.rating) for card in cards] == [("P01.1", "got-it"), ("P02.1", "not-yet")]


def test_failure_leaves_the_guest_signed_out_with_everything_there(client, guest, monkeypatch):
    def fail(*, guest, member):
        raise RuntimeError("the disk is full")

    user = make_user()
    client.raise_request_exception = False
    with monkeypatch.context() as patched:
        patched.setattr("progress.services.carry_over", fail)
        assert sign_in(client, user.email).status_code == 500

    assert not is_signed_in(client)
    sign_in(client, user.email)
    assert Card.objects.get().learner == user


def test_what_one_member_does_never_goes_to_the_next_on_the_same_browser(client, guest, lesson):
    one, another = make_user(), make_user()
    sign_in(client, one.email)
    client.post("/accounts/logout/")

    sign_in(client, another.email)

    assert Card.objects.get().learner == one


def test_pages_tell_a_guest_that_the_work_comes_along(client, guest):
    assert "Everything you have marked and read in this browser" in client.get("/accounts/signup/").content.decode()
    assert "What you have done in this browser so far" in client.get("/accounts/login/").content.decode()
    assert "What you have done" not in another_browser().get("/accounts/login/").content.decode()
