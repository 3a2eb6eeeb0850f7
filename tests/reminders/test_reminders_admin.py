"""Reminders in the admin: read, and sent again with one more question."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail

from reminders import sending
from reminders.models import Kind, Preference, Reminder
from reminders.services import switch_off
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.factories import make_user
from tests.reminders.factories import MORNING, make_due, make_preference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "queued")]
State = Reminder.State
REMINDERS, PREFERENCES = "/admin/reminders/reminder/", "/admin/reminders/preference/"
DRY_RUN, RESEND = f"{PREFERENCES}dry-run/", f"{REMINDERS}resend/"


def browser_of(**fields):
    client = another_browser()
    user = make_user(**fields)
    sign_in_with_app(client, user)
    mail.outbox.clear()
    return client


@pytest.fixture
def administrator():
    return browser_of(is_staff=True, is_superuser=True)


def make_reminder(state=State.FAILED, *, preference=None, **fields) -> Reminder:
    """Tried this morning, for somebody to whom a card is due."""
    preference = preference or make_due(next_at=MORNING + timedelta(days=1))
    values = {"kind": Kind.REVIEWS, "because": "", "tries": 1, "ended_at": MORNING, "day": MORNING.date()} | fields
    times = {"slot_at": MORNING, "written_at": MORNING, "due_at": MORNING}
    return Reminder.objects.create(learner=preference.learner, state=state, **times, **values)


def texts(response) -> str:
    return " ".join(response.content.decode().split())


def send_again(client, *reminders):
    return client.post(RESEND, {"id": [reminder.pk for reminder in reminders]}, follow=True)


def send_what_is_queued(queued) -> None:
    for _task, pk in queued:
        sending.resume(reminder_id=pk)


def test_list_says_to_whom_what_and_why(administrator):
    reminder = make_reminder(State.SKIPPED, kind="", because="week-is-full")

    page = texts(administrator.get(REMINDERS))

    assert reminder.learner.email in page
    assert "As many mails this week as wanted" in page
    assert "not sent, since it was no longer due or wanted" in page


def test_list_says_what_went_wrong_in_words(administrator):
    make_reminder(State.UNKNOWN, because="WorkerLost")
    make_reminder(because="TimeoutError")

    page = texts(administrator.get(REMINDERS))

    assert "The worker ended while the mail server had the mail" in page
    assert "The mail server did not answer in time" in page


def test_reminders_are_found_by_address_and_by_what_needs_a_look(administrator):
    failed = make_reminder(because="554 5.7.1 Not wanted")
    left = make_reminder(State.WAITING, ended_at=None)
    Reminder.objects.filter(pk=left.pk).update(due_at=MORNING - timedelta(hours=1))
    make_reminder(ended_at=MORNING - timedelta(days=2), day=MORNING.date() - timedelta(days=2))

    def found(query):
        return set(administrator.get(f"{REMINDERS}?{query}").context["cl"].queryset.values_list("pk", flat=True))

    assert found(f"q={failed.learner.email}") == {failed.pk}
    assert found("look=failed") == {failed.pk}
    assert found("look=overdue") == {left.pk}
    assert found("because=week-is-full") == set()


def test_nothing_can_be_edited_added_or_deleted(administrator):
    reminder, preference = make_reminder(), make_preference()

    for path, row in ((REMINDERS, reminder), (PREFERENCES, preference)):
        page = texts(administrator.get(f"{path}{row.pk}/change/"))
        assert 'name="_save"' not in page
        assert administrator.post(f"{path}{row.pk}/change/", {"state": "sent", "is_on": ""}).status_code == 403
        assert administrator.get(f"{path}add/").status_code == 403
        assert administrator.get(f"{path}{row.pk}/delete/").status_code == 403


def test_detail_has_all_moments(administrator):
    reminder = make_reminder(State.UNKNOWN, handed_at=MORNING + timedelta(minutes=7))

    page = texts(administrator.get(f"{REMINDERS}{reminder.pk}/change/"))

    assert "8:07 a.m." in page
    assert f"{RESEND}?id={reminder.pk}" in page


@pytest.mark.parametrize("path", [REMINDERS, PREFERENCES])
def test_lists_take_as_many_queries_for_many_as_for_one(administrator, path, django_assert_max_num_queries):
    make_reminder()
    with django_assert_max_num_queries(40) as few:
        administrator.get(path)
    for _count in range(10):
        make_reminder()

    with django_assert_max_num_queries(len(few)):
        administrator.get(path)


def test_preferences_say_what_somebody_wants_and_when_they_are_looked_at(administrator):
    make_preference(weekly=True, next_step=False)

    page = texts(administrator.get(PREFERENCES))

    assert "reviews that are due, a summary of the week, answers to my comments" in page
    assert "March 3, 2027, 8 a.m." in page


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
def test_sent_again_is_sent_once_however_often_it_is_pressed(
    administrator, state, queued, django_capture_on_commit_callbacks
):
    reminder = make_reminder(state, handed_at=MORNING)

    with django_capture_on_commit_callbacks(execute=True):
        first = texts(send_again(administrator, reminder))
        second = texts(send_again(administrator, reminder))
    send_what_is_queued(queued * 2)
    third = texts(send_again(administrator, reminder))

    reminder.refresh_from_db()
    assert reminder.state == State.SENT
    assert [message.to for message in mail.outbox] == [[reminder.learner.email]]
    assert "1 reminder is sent again." in first
    assert "1 is left as it is" in second
    assert "1 is left as it is" in third
    assert [entry.get_change_message() for entry in LogEntry.objects.all()] == [
        f"Sent again. It was: {State(state).label}"
    ]


def test_question_says_that_one_may_have_arrived(administrator):
    reminder, other = make_reminder(State.UNKNOWN), make_reminder(State.FAILED)

    page = texts(administrator.get(f"{RESEND}?id={reminder.pk}"))
    about_failed = texts(administrator.get(f"{RESEND}?id={other.pk}"))

    assert "they may have arrived already" in page
    assert "they may have arrived already" not in about_failed
    assert "Reviews due" in page
    reminder.refresh_from_db()
    assert reminder.state == State.UNKNOWN


def test_action_asks_before_it_sends(administrator):
    reminders = [make_reminder(), make_reminder(State.SENT)]
    chosen = {"action": "resend", "_selected_action": [reminder.pk for reminder in reminders]}

    page = texts(administrator.post(REMINDERS, chosen, follow=True))

    assert reminders[0].learner.email in page
    assert reminders[1].learner.email not in page
    assert "1 more went, or waits to be sent" in page
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.FAILED, State.SENT}


def test_it_is_not_sent_again_once_its_occasion_is_over(administrator, morning, queued):
    off, yesterday = make_reminder(), make_reminder(day=MORNING.date() - timedelta(days=1))
    switch_off(learner_id=off.learner_id)

    page = texts(administrator.get(f"{RESEND}?id={off.pk}&id={yesterday.pk}"))
    send_again(administrator, off, yesterday)

    assert "Reminders are switched off" in page
    assert "Too late in the day" in page
    assert 'type="submit" class="default"' not in page
    assert queued == []
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.FAILED}
    assert not LogEntry.objects.exists()


def test_it_is_decided_about_anew_when_it_is_sent(administrator, queued, django_capture_on_commit_callbacks):
    reminder = make_reminder()
    with django_capture_on_commit_callbacks(execute=True):
        send_again(administrator, reminder)

    switch_off(learner_id=reminder.learner_id)
    send_what_is_queued(queued)

    reminder.refresh_from_db()
    assert (reminder.state, reminder.because) == (State.SKIPPED, "off")
    assert mail.outbox == []


def test_without_a_broker_the_next_look_finds_it(administrator, queued):
    reminder = make_reminder()
    send_again(administrator, reminder)

    sending.look_for_due()

    assert ("resume", reminder.pk) in queued


@pytest.mark.parametrize("numbers", ["", "id=", "id=x", "id=-1", f"id={'9' * 30}", "id=٣"])
def test_odd_numbers_choose_nothing(administrator, numbers):
    assert "None of the reminders you chose" in texts(administrator.get(f"{RESEND}?{numbers}"))


@pytest.mark.parametrize("path", [REMINDERS, PREFERENCES, DRY_RUN, RESEND])
def test_only_who_was_granted_it_sees_any_of_it(path, client, monkeypatch):
    from accounts.management.commands.make_instructor import Command as MakeInstructor

    instructor = make_user(is_staff=True)
    MakeInstructor().make(instructor.email)
    browser = another_browser()
    sign_in_with_app(browser, instructor)

    assert browser.get(path).status_code == 403
    assert client.get(path).headers["Location"].startswith("/admin/login/")


def test_moderators_see_none_of_it():
    from comments.management.commands.make_moderator import Command as MakeModerator

    moderator = make_user()
    MakeModerator().make(moderator.email)
    browser = another_browser()
    sign_in_with_app(browser, moderator)

    assert {browser.get(path).status_code for path in (REMINDERS, PREFERENCES, DRY_RUN, RESEND)} == {403}


def test_who_may_only_look_cannot_send():
    client = another_browser()
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_reminder"))
    sign_in_with_app(client, user)
    reminder = make_reminder()

    assert client.get(REMINDERS).status_code == 200
    assert client.get(f"{RESEND}?id={reminder.pk}").status_code == 403
    assert client.post(RESEND, {"id": reminder.pk}).status_code == 403
    assert 'value="resend"' not in texts(client.get(REMINDERS))
    assert Reminder.objects.get().state == State.FAILED
    assert Preference.objects.count() == 1


def test_index_counts_what_is_overdue_and_what_failed_for_whoever_may_see_it(administrator):
    make_due(next_at=MORNING - timedelta(minutes=10))
    make_due(next_at=MORNING - timedelta(minutes=1))
    make_reminder()
    left = make_reminder(State.WAITING, ended_at=None)
    Reminder.objects.filter(pk=left.pk).update(due_at=MORNING - timedelta(hours=1))

    page = texts(administrator.get("/admin/"))
    of_instructor = texts(browser_of(is_staff=True).get("/admin/"))

    assert "1 learner waits overdue for a look at what is due" in page
    assert "1 reminder is overdue" in page
    assert "1 mail failed in the last day" in page
    assert "overdue" not in of_instructor
