"""After an erasure, however it came about, no row of any table refers to the person, by number, address or word."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from accounts.addresses import is_undeliverable
from accounts.admin import UserAdmin
from accounts.models import ErasureMail, User
from accounts.services import (
    erase_account,
    erase_idle_guests,
    erase_those_who_asked,
    erase_unverified_members,
    forget_old_sessions,
)
from quizzes.models import Report
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.accounts.everything import learn, make_member_with_everything, places_where, rows_of
from tests.factories import make_guest, make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
MINE, OTHERS = "quokka", "wombat"
NUMBER, OTHER = 987_654_321, 123_456_789
TRACES = [MINE, str(NUMBER)]


def at_once(member):
    erase_account(user=member)


def on_its_day(member):
    User.objects.filter(pk=member.pk).update(erase_on=timezone.now().date() - timedelta(days=1))
    assert erase_those_who_asked() == 1


def by_staff(member):
    browser = another_browser()
    sign_in_with_app(browser, make_user(is_staff=True, is_superuser=True))
    response = browser.post(f"/admin/accounts/user/{member.pk}/delete/", {"post": "yes"})
    assert response.headers["Location"] == "/admin/accounts/user/"
    Session.objects.filter(pk=browser.session.session_key).delete()  # what it says to the one who did it


def by_staff_with_others(member):
    UserAdmin(User, admin.site).delete_queryset(None, User.objects.filter(pk=member.pk))


def as_never_confirmed(member):
    member.emailaddress_set.update(verified=False)
    long_ago = timezone.now() - timedelta(days=100)
    User.objects.filter(pk=member.pk).update(is_staff=False, last_login=None, joined_at=long_ago)
    assert erase_unverified_members() == 1


@pytest.mark.parametrize("erase", [at_once, on_its_day, as_never_confirmed, by_staff, by_staff_with_others])
def test_no_trace_of_a_member_is_left_in_any_table(erase, mailoutbox):
    other = make_member_with_everything(OTHER, OTHERS)
    member = make_member_with_everything(NUMBER, MINE)
    before = {model: len(rows) for model, rows in rows_of(OTHER).items()}
    assert len(places_where(TRACES)) > 30
    assert "a session" in places_where(TRACES)

    erase(member)

    ErasureMail.objects.filter(kind="done").delete()  # what tells them; see test_erasure_mails.py
    assert places_where(TRACES) == []
    assert not is_undeliverable(member.email)
    assert {model: len(rows) for model, rows in rows_of(other.pk).items()} == before
    cached = [key.encode() + value for key, value in cache._cache.items()]
    assert [entry for entry in cached if any(trace.encode() in entry for trace in TRACES)] == []


def test_no_trace_of_a_guest_is_left_in_any_table():
    guest, other = User.objects.create(id=NUMBER, email=None, is_guest=True), make_guest()
    learn(guest, MINE)
    learn(other, OTHERS)
    assert len(places_where(TRACES)) > 10

    erase_account(user=guest)

    assert places_where(TRACES) == []
    assert len(rows_of(other.pk)) > 5


def test_guest_who_did_not_come_back_leaves_no_session_either(client):
    guest = User.objects.create(id=NUMBER, email=None, is_guest=True, last_seen_on="2020-01-01")
    session = client.session
    session["guest_id"] = guest.pk
    session.save()

    erase_idle_guests()
    forget_old_sessions()

    assert places_where(TRACES) == []


def test_sessions_of_those_who_are_there_stay(client):
    client.force_login(make_member_with_everything(OTHER, OTHERS))
    before = Session.objects.count()

    forget_old_sessions()

    assert Session.objects.count() == before


def test_log_of_staff_says_that_and_no_longer_whose():
    member = make_member_with_everything(NUMBER, MINE)

    erase_account(user=member)

    entry = LogEntry.objects.get()
    assert (entry.user.display_name, entry.object_id, entry.object_repr) == ("Somebody else", None, "")


def test_report_without_a_name_stays():
    member = make_member_with_everything(NUMBER, MINE)
    question = member.answers.get().question
    Report.objects.create(question=question, revision=question.revision, reason="unclear", text="Which threshold?")

    erase_account(user=member)

    assert Report.objects.get().text == "Which threshold?"
