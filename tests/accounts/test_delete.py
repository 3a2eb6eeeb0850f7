import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts.models import User
from progress.models import Reading
from progress.services import note_place
from reviews.models import Mark
from reviews.services import mark_prompt
from tests.accounts.actions import another_browser, confirm_that_it_is_me, is_signed_in, sign_in
from tests.factories import make_authenticator_app, make_lesson, make_user

pytestmark = pytest.mark.django_db
PATH = "/accounts/delete/"


@pytest.fixture
def user(client):
    """A member who has just confirmed that it is them."""
    user = make_user()
    sign_in(client, user.email)
    confirm_that_it_is_me(client)
    return user


def test_everything_of_the_member_is_erased(client, user, mailoutbox):
    lesson = make_lesson()
    mark_prompt(learner=user, prompt=lesson.prompts.get(), rating="got-it")
    note_place(learner=user, lesson=lesson, is_read=True)
    make_authenticator_app(user)

    response = client.post(PATH, {"confirm": "on"}, follow=True)

    for model in (User, EmailAddress, Authenticator, UserSession, Mark, Reading):
        assert not model.objects.exists(), model
    assert response.redirect_chain == [("/", 302)]
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([user.email], "Your account is erased")]


def test_others_are_left_alone(client, user):
    other = make_user()
    note_place(learner=other, lesson=make_lesson(), is_read=True)

    client.post(PATH, {"confirm": "on"})

    assert list(User.objects.all()) == [other]
    assert Reading.objects.filter(learner=other).exists()


def test_every_device_is_signed_out(client, user):
    other = another_browser()
    sign_in(other, user.email)

    client.post(PATH, {"confirm": "on"})

    assert not is_signed_in(client)
    assert not is_signed_in(other)
    assert str(user.pk) not in [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]


def test_box_that_is_not_ticked_is_named_and_nothing_is_erased(client, user):
    page = client.post(PATH, {}).content.decode()

    assert page.count("Tick the box to say that you want your account erased.") == 2
    assert User.objects.filter(pk=user.pk).exists()


def test_opening_the_page_erases_nothing(client, user):
    client.get(PATH, {"confirm": "on"})

    assert User.objects.filter(pk=user.pk).exists()


def test_visitor_is_asked_to_sign_in(client):
    assert client.post(PATH, {"confirm": "on"}).headers["Location"].startswith("/accounts/login/")
