"""A mixed population of learners, one or more in each state that there is."""

import random
from datetime import datetime, timedelta

from accounts.addresses import note_undeliverable
from reminders.models import Kind, Preference, Reminder
from reminders.services import switch_off
from tests.factories import make_lesson, make_user
from tests.reminders.factories import MORNING, make_due_card, make_preference

DAY = timedelta(days=1)


def sent(preference, *days_ago: int, kind=Kind.REVIEWS, state=Reminder.State.SENT) -> None:
    """Mails of before."""
    for days in days_ago:
        at = preference.next_at - days * DAY
        day = at.astimezone(preference.learner.zone).date()
        times = {"slot_at": at, "written_at": at, "due_at": at, "ended_at": at}
        Reminder.objects.create(learner=preference.learner, day=day, kind=kind, state=state, **times)


def due(preference):
    make_due_card(preference.learner)


def nothing_due(preference):
    Preference.objects.filter(pk=preference.pk).update(next_step=False)


def nothing_chosen(preference):
    due(preference)
    Preference.objects.filter(pk=preference.pk).update(reviews=False, next_step=False, weekly=False)


def due_next_week(preference):
    make_due_card(preference.learner, due=MORNING + 9 * DAY)
    Preference.objects.filter(pk=preference.pk).update(next_step=False)


def due_within_the_hour(preference):
    make_due_card(preference.learner, due=MORNING + timedelta(minutes=30))


def after_a_pause(preference):
    preference.learner.last_seen_on -= 5 * DAY
    preference.learner.save()


def paused(preference):
    due(preference)
    Preference.objects.filter(pk=preference.pk).update(paused_until=MORNING.date() + 3 * DAY)


def week_is_full(preference):
    due(preference)
    preference.learner.last_seen_on -= 20 * DAY
    preference.learner.save()
    sent(preference, 5, 4, 2)


def may_have_gone(preference):
    due(preference)
    sent(preference, 1, state=Reminder.State.UNKNOWN)


def unanswered(preference):
    """The next one says that it is the last."""
    due(preference)
    preference.learner.last_seen_on -= 60 * DAY
    preference.learner.save()
    sent(preference, 40, 35, 30, 25, 20)


def quiet(preference):
    unanswered(preference)
    sent(preference, 10, kind=Kind.GOODBYE)


def unverified(preference):
    due(preference)
    preference.learner.emailaddress_set.update(verified=False)


def undeliverable(preference):
    due(preference)
    note_undeliverable(preference.learner.email, reason="bounced")


def leaving(preference):
    due(preference)
    preference.learner.erase_on = MORNING.date() + 10 * DAY
    preference.learner.save()


def was_here(preference):
    due(preference)
    preference.learner.last_seen_on = MORNING.date()
    preference.learner.save()


def off(preference):
    due(preference)
    slot = preference.next_at
    switch_off(learner_id=preference.learner_id)
    Preference.objects.filter(pk=preference.pk).update(next_at=slot)  # a look that was on its way


def switched_off(preference):
    due(preference)
    switch_off(learner_id=preference.learner_id)


def inactive(preference):
    due(preference)
    preference.learner.is_active = False
    preference.learner.save()


def tried_today(preference):
    due(preference)
    sent(preference, 0, state=Reminder.State.SKIPPED)


def missed_in_the_evening(preference):
    """Its hour was long ago, and there it is night now."""
    due(preference)
    preference.learner.time_zone = "Pacific/Auckland"
    preference.learner.save()
    Preference.objects.filter(pk=preference.pk).update(next_at=MORNING - timedelta(hours=5), hour=16)


STATES = (
    *(
        due,
        nothing_due,
        nothing_chosen,
        due_next_week,
        due_within_the_hour,
        after_a_pause,
        paused,
        week_is_full,
        may_have_gone,
    ),
    *(unanswered, quiet, unverified, undeliverable, leaving, was_here, off, switched_off, inactive, tried_today),
    missed_in_the_evening,
)


def make_population(seed: int, count: int = 40) -> dict[int, str]:
    """Preference → state of its learner: all states, then some again, by zones and hours of their own."""
    chosen = random.Random(seed)
    make_lesson(1)
    states = [*STATES, *chosen.choices(STATES, k=count - len(STATES))]
    made = {}
    for state in states:
        zone = chosen.choice(["UTC", "Europe/Berlin", "Africa/Nairobi"])
        slot = chosen.choice([MORNING, MORNING - timedelta(minutes=20), later(chosen)])
        learner = make_user(last_seen_on=MORNING.date() - 2 * DAY, time_zone=zone)
        hour = slot.astimezone(learner.zone).hour
        preference = make_preference(learner=learner, next_at=slot, hour=hour, weekly=chosen.random() < 0.3)
        state(preference)
        made[preference.pk] = state.__name__
    return made


def later(chosen: random.Random) -> datetime:
    return MORNING + timedelta(minutes=chosen.choice([20, 40, 60, 150]))
