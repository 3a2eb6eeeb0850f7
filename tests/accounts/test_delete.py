"""The pages on which one asks to be erased: after a while, or at once."""

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts.models import User
from progress.models import Reading
from progress.services import note_place
from reviews.services import mark_prompt
from tests.accounts.actions import another_browser, confirm_that_it_is_me, is_signed_in, sign_in
from tests.accounts.everything import places_where
from tests.factories import make_authenticator_app, make_lesson, make_user

pytestmark = pytest.mark.django_db
PATH = "/accounts/delete/"
NOW = "/accounts/delete/now/"


@pytest.fixture
def user(client):
    """A member who has just confirmed that it is them."""
    user = make_user()
    sign_in(client, user.email)
    confirm_that_it_is_me(client)
    return user


def day_of(user) -> str:
    user.refresh_from_db()
    return f"{user.erase_on.day} {user.erase_on:%B %Y}"


def test_account_is_to_be_erased_in_14_days_and_the_page_says_so(client, user, mailoutbox):
    page = client.post(PATH, {"confirm": "on"}, follow=True).content.decode()

    assert (day_of(user) and user.erase_on - timezone.now().date()).days == 14
    assert f"Your account will be erased on {day_of(user)}" in page
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [
        ([user.email], f"Your account will be erased on {day_of(user)}")
    ]


def test_same_form_sent_twice_is_one_plan_and_one_mail(client, user, mailoutbox):
    for _ in range(2):
        assert client.post(PATH, {"confirm": "on"}).headers["Location"] == PATH

    assert len(mailoutbox) == 1


def test_other_devices_are_signed_out_and_this_one_stays(client, user):
    other = another_browser()
    sign_in(other, user.email)

    client.post(PATH, {"confirm": "on"})

    assert is_signed_in(client)
    assert not is_signed_in(other)
    assert UserSession.objects.filter(user=user).count() == 1


def test_member_can_sign_in_again_and_each_page_says_when_it_goes(client, user):
    lesson = make_lesson()
    client.post(PATH, {"confirm": "on"})
    other = another_browser()
    sign_in(other, user.email)

    for path in (lesson.get_absolute_url(), "/accounts/preferences/", "/course/"):
        page = other.get(path).content.decode()
        assert f"Your account will be erased on {day_of(user)}." in page, path
        assert "Keep my account" in page, path
    assert user.erase_on
    assert "will be erased" not in another_browser().get(lesson.get_absolute_url()).content.decode()


def test_box_that_is_not_ticked_is_named_and_nothing_is_planned(client, user, mailoutbox):
    page = client.post(PATH, {}).content.decode()

    user.refresh_from_db()
    assert page.count("Tick the box to say that you want your account erased.") == 2
    assert (user.erase_on, mailoutbox) == (None, [])


def test_opening_the_pages_erases_nothing(client, user):
    client.get(PATH, {"confirm": "on"})
    client.get(NOW, {"address": user.email})

    assert User.objects.get().erase_on is None


@pytest.mark.parametrize("path", [PATH, NOW])
def test_visitor_is_asked_to_sign_in(client, path):
    assert client.post(path, {"confirm": "on"}).headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("path", [PATH, NOW])
def test_member_who_signed_in_long_ago_confirms_that_it_is_them(client, path):
    sign_in(client, make_user().email)

    assert client.get(path).headers["Location"].startswith("/accounts/reauthenticate/")


@pytest.mark.parametrize("typed", ["{email}", " {EMAIL} "])
def test_everything_is_erased_at_once_when_the_address_is_typed(client, user, mailoutbox, typed):
    lesson = make_lesson()
    mark_prompt(learner=user, prompt=lesson.prompts.get(), rating="got-it")
    note_place(learner=user, lesson=lesson, is_read=True)
    make_authenticator_app(user)
    other = another_browser()
    sign_in(other, user.email)

    response = client.post(NOW, {"address": typed.format(email=user.email, EMAIL=user.email.upper())}, follow=True)

    assert response.redirect_chain == [("/", 302)]
    assert "Your account and everything in it is erased." in response.content.decode()
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([user.email], "Your account is erased")]
    assert places_where([user.email]) == []
    assert not Reading.objects.exists()
    assert not is_signed_in(client)
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "Enter your email address to have your account erased at once."),
        ("somebody@example.org", "This is not this account&#x27;s email address. Check it, and type it again."),
    ],
)
def test_another_address_erases_nothing_and_is_kept_in_the_form(client, user, typed, problem):
    page = client.post(NOW, {"address": typed}).content.decode()

    assert page.count(problem) == 2
    assert not typed or f'value="{typed}"' in page
    assert User.objects.filter(pk=user.pk).exists()


def test_others_are_left_alone(client, user):
    other = make_user()
    note_place(learner=other, lesson=make_lesson(), is_read=True)

    client.post(NOW, {"address": user.email})

    assert list(User.objects.all()) == [other]
    assert Reading.objects.filter(learner=other).exists()


def test_guest_is_erased_at_once(client, mailoutbox):
    client.post(f"/lessons/{make_lesson().slug}/read/")
    assert "You have no account" in client.get(PATH).content.decode()
    assert "Tick the box to say that you want it all erased." in client.post(PATH, {}).content.decode()
    assert User.objects.guests().exists()

    response = client.post(PATH, {"confirm": "on"}, follow=True)

    assert "Everything you have done here is erased." in response.content.decode()
    assert not User.objects.exists()
    assert not Reading.objects.exists()
    assert mailoutbox == []
    assert "guest_id" not in client.session


def test_pages_ask_as_little_for_a_member_with_much_as_for_one_with_nothing(client, user, django_assert_num_queries):
    client.get(PATH)
    for number in range(1, 4):
        note_place(learner=user, lesson=make_lesson(number), is_read=True)

    with django_assert_num_queries(9):
        client.get(PATH)
