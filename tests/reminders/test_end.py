"""The link in each mail that ends them."""

import pytest
from django.test import Client

from accounts.services import erase_account
from reminders.links import url_to_end
from reminders.models import Preference
from reminders.services import choose, switch_off
from tests.at_once import at_once
from tests.factories import make_user
from tests.reminders.factories import make_preference

pytestmark = [pytest.mark.database, pytest.mark.django_db]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mail_program():
    return Client(enforce_csrf_checks=True)


def path_of(learner, kind: str) -> str:
    return url_to_end(learner.pk, kind).removeprefix("http://localhost:8000")


def wanted(learner) -> list[str]:
    preference = Preference.objects.get(learner=learner)
    topics = ("is_on", "reviews", "next_step", "weekly", "replies")
    return [name for name in topics if getattr(preference, name)]


def test_mail_program_ends_all_reminders_with_one_post_without_cookies(mail_program):
    preference = make_preference()
    path = path_of(preference.learner, "reviews")

    response = mail_program.post(path, ONE_CLICK, headers={"Origin": "https://mail.example"})
    again = mail_program.post(path, ONE_CLICK)

    assert [response.status_code, again.status_code] == [200, 200]
    assert not response.cookies
    preference.refresh_from_db()
    assert (preference.is_on, preference.next_at) == (False, None)
    assert preference.reviews


def test_mail_program_ends_only_answers_from_a_mail_about_an_answer(mail_program):
    learner = make_preference().learner

    mail_program.post(path_of(learner, "replies"), ONE_CLICK)

    assert wanted(learner) == ["is_on", "reviews", "next_step"]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("kind", ["reviews", "next-step", "weekly", "goodbye", "replies"])
def test_opening_the_link_changes_nothing(client, method, kind):
    learner = make_preference(weekly=True).learner
    before = Preference.objects.values().get()

    response = getattr(client, method)(path_of(learner, kind))

    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert Preference.objects.values().get() == before


def test_reader_ends_mails_of_one_kind_and_then_all(client):
    learner = make_preference(weekly=True).learner
    path = path_of(learner, "next-step")
    assert "The next step, after a pause" in client.get(path).content.decode()

    page = client.post(path, {"what": "topic"}).content.decode()

    assert wanted(learner) == ["is_on", "reviews", "weekly", "replies"]
    assert "You get no more mails about this" in page
    assert 'href="/reminders/"' in page
    page = client.post(path, {"what": "all"}).content.decode()
    assert wanted(learner) == ["reviews", "weekly", "replies"]
    assert "You get no more reminders" in page


def test_last_mail_before_a_silence_offers_to_end_all_and_nothing_else(client):
    learner = make_preference().learner
    path = path_of(learner, "goodbye")

    assert 'value="topic"' not in client.get(path).content.decode()
    client.post(path, {"what": "topic"})

    assert "is_on" not in wanted(learner)


def test_member_without_a_row_can_end_them_too(mail_program):
    learner = make_user()

    mail_program.post(path_of(learner, "reviews"), ONE_CLICK)

    assert "is_on" not in wanted(learner)


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_that_is_cut_or_changed_says_what_to_do(client, method):
    learner = make_preference().learner
    path = path_of(learner, "reviews")

    for wrong in (f"{path[:-4]}/", path.replace("/end/", "/end/x"), "/reminders/end/ünlesbar/"):
        response = getattr(client, method)(wrong)
        assert response.status_code == 404
        assert "Open it from the mail once more" in response.content.decode()
    assert "is_on" in wanted(learner)


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_of_somebody_who_is_erased_meanwhile(client, method):
    learner = make_preference().learner
    path = path_of(learner, "reviews")
    erase_account(user=learner)

    response = getattr(client, method)(path)

    assert response.status_code == 200
    assert "The account that these mails were for is erased." in response.content.decode()
    assert not Preference.objects.exists()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(path_of(make_user(), "reviews")).status_code == 405


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("has_row", [True, False])
def test_link_pressed_while_the_account_is_erased_leaves_nothing(has_row):
    learner = make_preference().learner if has_row else make_user()

    results = at_once(*[lambda: erase_account(user=learner), lambda: switch_off(learner_id=learner.pk)] * 2)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert not Preference.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_first_choices_of_two_tabs_at_once_make_one_row():
    learner = make_user()
    choices = {"time_zone": "UTC", "is_on": True, "days": "1"}

    results = at_once(*[lambda hour=hour: choose(member=learner, hour=hour, **choices) for hour in range(4)])

    assert [result for result in results if isinstance(result, Exception)] == []
    assert Preference.objects.get().days == "1"
