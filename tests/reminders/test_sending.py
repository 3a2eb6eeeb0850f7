from datetime import timedelta

import pytest
from django.core import mail

from reminders import sending
from reminders.models import Kind, Preference, Reason, Reminder
from reminders.services import switch_off
from tests.factories import make_user
from tests.reminders.factories import MORNING, make_due, make_preference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
State = Reminder.State


def test_who_has_a_card_due_gets_one_mail_and_the_row_says_so():
    preference = make_due()

    reminder = sending.remind(preference_id=preference.pk)

    reminder.refresh_from_db()
    assert (reminder.kind, reminder.state, reminder.tries) == (Kind.REVIEWS, State.SENT, 1)
    assert [message.to for message in mail.outbox] == [[preference.learner.email]]
    preference.refresh_from_db()
    assert preference.next_at == MORNING + timedelta(days=1)


def test_second_task_for_the_same_slot_does_nothing():
    preference = make_due()

    sending.remind(preference_id=preference.pk)

    assert sending.remind(preference_id=preference.pk) is None
    assert len(mail.outbox) == 1


def test_who_unsubscribed_since_the_claim_gets_nothing():
    preference = make_due()
    reminder = sending.claim(preference.pk)

    switch_off(learner_id=preference.learner_id)
    sending.deliver(reminder)

    reminder.refresh_from_db()
    assert (reminder.state, reminder.because) == (State.SKIPPED, Reason.OFF)
    assert mail.outbox == []


def test_without_anything_due_it_looks_again_when_the_next_card_is_due():
    from tests.reminders.factories import make_due_card

    preference = make_preference(next_step=False)
    make_due_card(preference.learner, due=MORNING + timedelta(days=5))

    sending.remind(preference_id=preference.pk)

    preference.refresh_from_db()
    assert Reminder.objects.get().because == Reason.NOTHING_DUE
    assert preference.next_at == MORNING + timedelta(days=5)
    assert mail.outbox == []


def test_third_mail_of_a_week_is_the_last_one(morning):
    preference = make_due(learner=make_user(last_seen_on=MORNING.date() - timedelta(days=2)))
    for day in range(14):
        morning.move_to(MORNING + timedelta(days=day))
        sending.remind(preference_id=preference.pk)

    days = list(Reminder.objects.sent().order_by("day").values_list("day", "kind"))

    assert [((day - MORNING.date()).days, kind) for day, kind in days] == [
        (0, "reviews"),
        (1, "reviews"),
        (2, "reviews"),
        (7, "reviews"),
        (8, "reviews"),
        (9, "goodbye"),
    ]
    preference.refresh_from_db()
    assert preference.next_at is None


def test_look_queues_everybody_whose_time_has_come(monkeypatch):
    due, later = make_due(), make_preference(next_at=MORNING + timedelta(minutes=1))
    queued = []
    monkeypatch.setattr(sending.queue, "send_all", lambda task, numbers: queued.append((task, list(numbers))) or 0)

    sending.look_for_due()

    assert queued == [("resume", []), ("remind", [due.pk])]
    assert Preference.objects.get(pk=later.pk).next_at == MORNING + timedelta(minutes=1)
