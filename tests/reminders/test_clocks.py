"""Clocks that are put forward and back, and learners who travel: one mail on a day, whatever the clock does."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts.models import User
from reminders import sending, services
from reminders.models import Preference, Reminder
from tests.factories import make_user
from tests.reminders.factories import MORNING, make_due

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)


def look(clock, moment) -> None:
    """What beat and the workers do at `moment`, for everybody."""
    clock.move_to(moment)
    for number in Preference.objects.due(moment).values_list("pk", flat=True):
        sending.remind(preference_id=number)


def live(clock, begin: datetime, days: int) -> None:
    for count in range(days * 96):
        look(clock, begin + count * QUARTER)


def mails() -> Counter[date]:
    return Counter(Reminder.objects.sent().values_list("day", flat=True))


def traveller(zone: str, *, hour: int, begin: datetime) -> Preference:
    learner = make_user(time_zone=zone, last_seen_on=begin.date() - timedelta(days=10))
    preference = make_due(learner=learner, hour=hour, most_a_week=7)
    Preference.objects.update(next_at=preference.slot_after(begin))
    return preference


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [
        ("Europe/Berlin", 2, date(2027, 3, 28)),
        ("Europe/Berlin", 2, date(2027, 10, 31)),
        ("America/New_York", 1, date(2027, 11, 7)),
        ("America/New_York", 2, date(2027, 3, 14)),
        ("Africa/Cairo", 0, date(2027, 4, 30)),
        ("Australia/Lord_Howe", 2, date(2027, 4, 4)),
    ],
)
def test_night_in_which_clocks_are_changed_has_one_mail(clock, zone, hour, day):
    begin = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(hours=26)
    clock.move_to(begin)
    traveller(zone, hour=hour, begin=begin)

    live(clock, begin, 4)

    assert mails()[day - timedelta(days=1)] == mails()[day] == mails()[day + timedelta(days=1)] == 1
    assert set(mails().values()) == {1}


@pytest.mark.parametrize(
    ("zone", "other"), [("Pacific/Auckland", "Pacific/Honolulu"), ("Pacific/Honolulu", "Asia/Tokyo")]
)
def test_learner_who_crosses_the_date_line_gets_one_mail_on_a_day(clock, zone, other):
    begin = datetime(2027, 5, 3, 0, 0, tzinfo=UTC)
    clock.move_to(begin)
    preference = traveller(zone, hour=8, begin=begin)
    live(clock, begin, 2)

    User.objects.update(time_zone=other)
    services.wake(learner_id=preference.learner_id)
    live(clock, begin + timedelta(days=2), 2)

    assert set(mails().values()) == {1}
    assert sum(mails().values()) >= 3


def test_clock_that_jumps_back_sends_nothing_twice(clock):
    preference = make_due(most_a_week=7)
    look(clock, MORNING)

    clock.move_to(MORNING - timedelta(days=1))
    services.wake(learner_id=preference.learner_id)
    live(clock, MORNING - timedelta(hours=12), 1)

    assert mails()[MORNING.date()] == 1


def test_clock_that_jumps_forward_sends_one_mail_not_one_for_each_day_left_out(clock):
    make_due(most_a_week=7)

    look(clock, MORNING + timedelta(days=10))
    look(clock, MORNING + timedelta(days=10, minutes=1))

    assert sum(mails().values()) == 1


def test_mail_that_could_not_go_in_the_evening_does_not_go_at_night(clock):
    preference = make_due(hour=20)
    Preference.objects.update(next_at=preference.slot_after(MORNING))

    look(clock, MORNING + timedelta(hours=19))
    at_night = sum(mails().values())
    live(clock, MORNING + timedelta(hours=20), 1)

    assert at_night == 0
    assert mails() == {MORNING.date() + timedelta(days=1): 1}
