"""A mail server that is away costs one reminder its try, not thousands of them; and no log line names an address."""

import logging
import socket
from datetime import timedelta

import pytest

from reminders import queue, sending
from reminders.mail_server import LEFT_ALONE_SECONDS
from reminders.models import Reason, Reminder
from tests.factories import make_user
from tests.reminders.factories import MORNING, make_due
from tests.run.running import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
State = Reminder.State


def test_after_one_failure_nothing_is_claimed_and_the_next_look_sends_all(sink, by_smtp, morning, queued):
    first, second = make_due(), make_due()
    sink.stop()
    sending.remind(preference_id=first.pk)

    meanwhile = sending.remind(preference_id=second.pk)
    sending.look_for_due()
    looked = list(queued)
    sink.start()
    morning.shift(timedelta(seconds=LEFT_ALONE_SECONDS + 1))
    sending.look_for_due()

    assert (meanwhile, looked) == (None, [])
    assert list(Reminder.objects.values_list("learner", flat=True)) == [first.learner_id]
    assert ("remind", second.pk) in queued
    assert sending.remind(preference_id=second.pk) is not None
    assert sink.receivers == [second.learner.email]


def test_reminder_left_behind_waits_as_well_and_keeps_its_tries(sink, by_smtp, morning):
    first, second = make_due(), make_due()
    left = sending.claim(first.pk)
    morning.shift(Reminder.LEASE)
    sink.stop()
    sending.remind(preference_id=second.pk)

    assert sending.resume(reminder_id=left.pk) is None
    sink.start()
    left.refresh_from_db()
    assert (left.state, left.tries) == (State.WAITING, 1)


def test_server_that_lets_nobody_speak_is_away(settings, by_smtp):
    """It takes the connection, and says nothing."""
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        sending.remind(preference_id=make_due().pk)

    assert sending.remind(preference_id=make_due().pk) is None


def test_provider_that_cannot_be_reached_has_certainly_taken_nothing(settings, morning):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token", "POSTMARK_API_URL": f"http://127.0.0.1:{free_port()}/"}
    preference = make_due()

    reminder = sending.remind(preference_id=preference.pk)

    reminder.refresh_from_db()
    assert (reminder.state, reminder.handed_at) == (State.WAITING, None)
    assert sending.remind(preference_id=make_due().pk) is None


def test_provider_that_falls_silent_may_have_taken_it(settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token", "POSTMARK_API_URL": address, "REQUESTS_TIMEOUT": 0.2}
        reminder = sending.remind(preference_id=make_due().pk)

    reminder.refresh_from_db()
    assert reminder.state == State.UNKNOWN


def test_neither_the_log_nor_the_row_repeats_the_address_that_a_server_names(sink, by_smtp, caplog):
    learner = make_user("ada.lovelace@example.org", last_seen_on=MORNING.date() - timedelta(days=2))
    preference = make_due(learner=learner)
    sink.taken.refused[learner.email] = f"550 5.1.1 <{learner.email}>: Recipient address rejected"

    with caplog.at_level(logging.DEBUG):
        sending.remind(preference_id=preference.pk)

    reminder = Reminder.objects.get()
    assert reminder.because == "550 5.1.1 <…>: Recipient address rejected"
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the sink's
    assert ours
    assert "lovelace" not in "".join(ours)


def test_broker_that_is_slow_is_not_given_all_at_once(monkeypatch, morning, settings):
    """A look ends before the next one begins; what it leaves is seen then."""
    seconds = iter(range(0, 1000, 5))
    monkeypatch.setattr(queue, "monotonic", lambda: next(seconds))
    sent = []
    monkeypatch.setattr(queue.current_app, "send_task", lambda name, args, **_options: sent.append(args[0]))

    assert queue.send_all("remind", range(1000)) == len(sent) == 4
    assert queue.QUEUE_SECONDS * 2 < queue.LOOK_SECONDS


def test_mail_that_was_not_taken_in_the_evening_does_not_come_at_night(sink, by_smtp, morning):
    """Nor on the next day, which has a mail of its own."""
    evening = MORNING.replace(hour=22)
    preference = make_due(next_at=evening, hour=22)
    sink.taken.answer = "451 4.3.0 Try again later"
    morning.move_to(evening)
    reminder = sending.remind(preference_id=preference.pk)
    for _try in range(4):
        reminder.refresh_from_db()
        morning.move_to(max(reminder.due_at, evening))
        if reminder.due_at.date() > MORNING.date():
            sink.taken.answer = "250 OK"
        sending.resume(reminder_id=reminder.pk)

    reminder.refresh_from_db()
    preference.refresh_from_db()
    assert (reminder.state, reminder.because) == (State.SKIPPED, Reason.TOO_LATE)
    assert sink.receivers == []
    assert preference.next_at == evening + timedelta(days=1)
