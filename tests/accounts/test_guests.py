from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.services import erase_idle_guests
from accounts.tasks import erase_idle_guests as erase_idle_guests_task
from progress.models import Reading
from progress.services import note_place
from tests.accounts.actions import another_browser
from tests.factories import make_guest, make_lesson, make_user

pytestmark = pytest.mark.django_db


def last_seen(user, *, days_ago: int) -> User:
    user.last_seen_on = timezone.now().date() - timedelta(days=days_ago)
    user.save()
    return user


def test_visitor_who_only_reads_is_not_stored(client):
    lesson = make_lesson()

    client.get(lesson.get_absolute_url())
    client.get("/course/")

    assert not User.objects.exists()
    assert client.cookies == {}


def test_first_mark_makes_a_guest_and_the_second_none(client):
    lesson = make_lesson()

    for rating in ("got-it", "not-yet"):
        client.post(f"/prompts/{lesson.prompts.get().code}/mark/", {"rating": rating})

    assert User.objects.guests().count() == 1


def test_guests_are_told_apart_by_browser(client):
    lesson = make_lesson()
    for browser in (client, another_browser()):
        browser.post(f"/prompts/{lesson.prompts.get().code}/mark/", {"rating": "got-it"})

    assert User.objects.guests().count() == 2


def test_guests_idle_for_more_than_30_days_are_erased_with_all_they_left():
    idle = last_seen(make_guest(), days_ago=31)
    here = last_seen(make_guest(), days_ago=30)
    member = last_seen(make_user(), days_ago=400)
    lesson = make_lesson()
    for learner in (idle, here, member):
        note_place(learner=learner, lesson=lesson, is_read=True)

    assert erase_idle_guests() == 1

    assert set(User.objects.all()) == {here, member}
    assert set(Reading.objects.values_list("learner", flat=True)) == {here.pk, member.pk}


def test_beat_task_erases_them():
    last_seen(make_guest(), days_ago=31)

    erase_idle_guests_task()

    assert not User.objects.exists()


def test_they_are_erased_in_batches(monkeypatch):
    monkeypatch.setattr("accounts.services.ERASED_AT_ONCE", 2)
    for _ in range(5):
        last_seen(make_guest(), days_ago=31)

    assert erase_idle_guests() == 5
    assert not User.objects.exists()


def test_what_takes_too_long_is_left_for_the_next_run(monkeypatch, settings):
    monkeypatch.setattr("accounts.services.ERASED_AT_ONCE", 2)
    monkeypatch.setattr("accounts.services.monotonic", count(step=40).__next__)
    settings.CELERY_TASK_TIME_LIMIT = 120
    for _ in range(5):
        last_seen(make_guest(), days_ago=31)

    assert erase_idle_guests() == 2
    assert User.objects.count() == 3


@pytest.mark.skipif(not connection.features.has_select_for_update_skip_locked, reason="SQLite locks no rows")
def test_guest_who_signs_in_just_now_is_passed_over():
    last_seen(make_guest(), days_ago=31)

    with CaptureQueriesContext(connection) as queries:
        erase_idle_guests()

    assert any("SKIP LOCKED" in query["sql"] for query in queries)


def test_visit_counts_as_being_here(client):
    lesson = make_lesson()
    client.post(f"/lessons/{lesson.slug}/read/")
    last_seen(User.objects.get(), days_ago=29)

    client.get("/course/")

    assert User.objects.get().last_seen_on == timezone.now().date()


def test_browser_of_an_erased_guest_starts_anew(client):
    lesson = make_lesson()
    client.post(f"/lessons/{lesson.slug}/read/")
    erased = User.objects.get()
    erased.delete()

    assert client.get("/course/").status_code == 200
    client.post(f"/lessons/{lesson.slug}/read/")

    assert User.objects.get().pk != erased.pk


def test_guest_is_asked_to_sign_in_for_the_pages_of_an_account(client):
    client.post(f"/lessons/{make_lesson().slug}/read/")

    for path in (
        "/accounts/preferences/",
        "/accounts/email/",
        "/accounts/2fa/",
        "/accounts/sessions/",
        "/accounts/delete/now/",
    ):
        response = client.get(path)
        assert response.status_code == 302, path
        assert "/login/" in response.headers["Location"], path
