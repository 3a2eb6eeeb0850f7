"""A real mail server that fails: nobody gets two mails for one occasion, and nobody is forgotten."""

from datetime import timedelta

import pytest

from accounts.addresses import is_undeliverable
from reminders import handing_over, sending
from reminders.models import Reminder
from tests.reminders.factories import MORNING, make_due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning", "by_smtp")]
State = Reminder.State


def remind(preference) -> Reminder:
    reminder = sending.remind(preference_id=preference.pk)
    reminder.refresh_from_db()
    return reminder


def try_again(clock, reminder) -> Reminder:
    """What the next look does once it is time for another try."""
    reminder.refresh_from_db()
    clock.move_to(max(reminder.due_at, MORNING))
    sending.resume(reminder_id=reminder.pk)
    reminder.refresh_from_db()
    return reminder


def test_mails_go_over_one_connection(sink, by_smtp):
    first, second = make_due(), make_due()

    remind(first)
    session = by_smtp.connection
    reminder = remind(second)

    assert reminder.state == State.SENT
    assert by_smtp.connection is session
    assert sink.receivers == [first.learner.email, second.learner.email]


def test_server_that_is_down_is_asked_again_until_it_is_back(sink, morning):
    preference = make_due()
    sink.stop()
    reminder = remind(preference)
    before = (reminder.state, reminder.because, reminder.due_at)

    sink.start()
    reminder = try_again(morning, reminder)

    assert before == (State.WAITING, "ConnectionRefusedError", MORNING + timedelta(minutes=5))
    assert (reminder.state, reminder.tries) == (State.SENT, 2)
    assert sink.receivers == [preference.learner.email]


def test_server_that_stays_down_is_given_up_the_same_day(sink, morning):
    sink.stop()
    reminder = remind(make_due())
    while reminder.state == State.WAITING:
        reminder = try_again(morning, reminder)
    sink.start()

    assert reminder.tries == Reminder.MOST_TRIES
    assert reminder.state == State.FAILED
    assert reminder.because == "ConnectionRefusedError"
    assert reminder.ended_at - MORNING < timedelta(hours=6)


def test_connection_that_the_server_closed_while_idle_is_opened_anew(sink, by_smtp, monkeypatch):
    monkeypatch.setattr(handing_over, "ASKED_AFTER_SECONDS", 0)
    remind(make_due())
    sink.stop()
    sink.start()

    assert remind(make_due()).state == State.SENT
    assert len(sink.receivers) == 2


def test_connection_that_broke_a_moment_ago_is_opened_anew(sink):
    remind(make_due())
    sink.stop()
    sink.start()

    assert remind(make_due()).state == State.SENT
    assert len(set(sink.receivers)) == len(sink.receivers) == 2


@pytest.mark.parametrize("answer", ["451 4.3.0 Try again later", "421 4.7.0 Too many mails"])
def test_text_refused_for_now_is_offered_again(sink, morning, answer):
    sink.taken.answer = answer
    reminder = remind(make_due())
    before = (reminder.state, reminder.because)

    sink.taken.answer = "250 OK"
    reminder = try_again(morning, reminder)

    assert before == (State.WAITING, answer)
    assert reminder.state == State.SENT
    assert len(sink.receivers) == 1


def test_text_refused_for_good_is_not_offered_again(sink, morning):
    sink.taken.answer = "554 5.7.1 Not wanted"
    reminder = remind(make_due())

    assert (reminder.state, reminder.because) == (State.FAILED, "554 5.7.1 Not wanted")
    assert not Reminder.objects.overdue(MORNING + timedelta(days=1)).exists()


def test_one_recipient_refused_is_theirs_alone(sink):
    gone, other = make_due(), make_due()
    sink.taken.refused[gone.learner.email] = "550 5.1.1 No such mailbox"

    refused, sent = remind(gone), remind(other)

    assert (refused.state, refused.because) == (State.FAILED, "550 5.1.1 No such mailbox")
    assert is_undeliverable(gone.learner.email)
    assert sent.state == State.SENT
    assert sink.receivers == [other.learner.email]
    assert not is_undeliverable(other.learner.email)


def test_full_mailbox_is_tried_again_and_stays_deliverable(sink):
    preference = make_due()
    sink.taken.refused[preference.learner.email] = "452 4.2.2 Mailbox full"

    reminder = remind(preference)

    assert (reminder.state, reminder.because) == (State.WAITING, "452 4.2.2 Mailbox full")
    assert not is_undeliverable(preference.learner.email)


def test_connection_dropped_after_the_text_is_not_tried_again(sink, morning):
    sink.taken.drops = True

    reminder = remind(make_due())

    assert reminder.state == State.UNKNOWN
    assert not Reminder.objects.overdue(MORNING + timedelta(days=1)).exists()
    assert len(sink.receivers) == 1


def test_server_too_slow_to_say_whether_it_took_the_text_is_not_asked_twice(sink, settings):
    sink.taken.seconds = 2
    settings.EMAIL_TIMEOUT = 0.3

    reminder = remind(make_due())

    assert (reminder.state, reminder.because) == (State.UNKNOWN, "SMTPServerDisconnected")
    assert len(sink.receivers) == 1


def test_after_a_mail_that_may_have_gone_the_next_day_has_its_own(sink, morning):
    sink.taken.drops = True
    preference = make_due()
    remind(preference)
    sink.taken.drops = False

    morning.move_to(MORNING + timedelta(days=1))
    reminder = remind(preference)

    assert reminder.state == State.SENT
    assert reminder.day == MORNING.date() + timedelta(days=1)


def test_two_tries_carry_the_same_message_id(sink, morning):
    sink.taken.answer = "451 4.3.0 Try again later"
    reminder = remind(make_due())
    sink.taken.answer = "250 OK"

    reminder = try_again(morning, reminder)

    assert [message["Message-ID"] for message in sink.messages] == [reminder.message_id]
