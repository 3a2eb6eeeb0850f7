"""A card is due on a day of the learner's own calendar: clocks, zones and nights of a clock change lose none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from reviews.marks import end_of_day
from reviews.order import CAP
from reviews.standing import FORECAST_DAYS, forecast, through_on
from reviews.templatetags.reviews import return_words

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "Pacific/Apia", "Africa/Cairo"]
MOMENTS = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC))


def learner(zone: str) -> User:
    return User(time_zone=zone)


@pytest.mark.parametrize(
    ("zone", "at", "end"),
    [
        ("UTC", "2026-03-01 09:00", "2026-03-02 00:00"),
        ("Europe/Berlin", "2026-03-28 22:59", "2026-03-28 23:00"),
        ("Europe/Berlin", "2026-03-28 23:00", "2026-03-29 22:00"),  # the day has 23 hours
        ("Europe/Berlin", "2026-10-24 22:00", "2026-10-25 23:00"),  # and this one 25
        ("America/New_York", "2026-11-01 04:30", "2026-11-02 05:00"),
        ("Africa/Cairo", "2026-04-23 12:00", "2026-04-23 22:00"),  # midnight itself does not exist
        ("Pacific/Apia", "2026-03-01 09:00", "2026-03-01 11:00"),
    ],
)
def test_day_ends_at_the_learners_midnight(zone, at, end):
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, end)]

    assert end_of_day(learner(zone), moments[0]) == moments[1]


@given(MOMENTS, st.sampled_from(ZONES))
def test_day_ends_after_its_moment_within_25_hours_on_another_date(at, zone):
    end = end_of_day(learner(zone), at)

    local = at.astimezone(ZoneInfo(zone)).date()
    assert at < end <= at + timedelta(hours=25)
    assert (end - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date() == local
    assert end.astimezone(ZoneInfo(zone)).date() > local


@given(
    MOMENTS, st.lists(st.integers(-60 * 24 * 40, 60 * 24 * (FORECAST_DAYS - 1)), max_size=40), st.sampled_from(ZONES)
)
def test_each_card_is_on_one_day_of_the_forecast_in_every_zone(at, minutes, zone):
    dues = [at + timedelta(minutes=count) for count in minutes]

    days = forecast(dues, learner(zone), at)

    end = end_of_day(learner(zone), at)
    assert sum(day.due for day in days) == len(dues)
    assert days[0].due == sum(due < end for due in dues)
    assert [day.date for day in days] == [days[0].date + timedelta(days=count) for count in range(FORECAST_DAYS)]


@pytest.mark.parametrize(
    ("counts", "days"),
    [
        ({0: 20}, 0),
        ({0: 25}, 1),
        ({0: 53, 1: 2}, 2),
        ({0: 25, 10: 20}, 1),  # what comes due after the backlog is through is no backlog
        ({0: 25, 10: 45}, 1),
        ({0: 25, 1: 20, 2: 20}, 3),  # what comes due meanwhile is asked too
        ({0: 300}, 14),  # beyond the days that are shown
        ({0: 340, 16: 10, 18: 20}, 17),
    ],
)
def test_backlog_is_through_on_the_first_day_that_leaves_none_over(counts, days):
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    dues = [at + timedelta(days=day) for day, count in counts.items() for _ in range(count)]

    assert through_on(dues, learner("UTC"), at) == at.date() + timedelta(days=days)


@given(MOMENTS, st.lists(st.tuples(st.integers(-3, 30), st.integers(1, 60)), max_size=12), st.sampled_from(ZONES))
def test_backlog_is_through_as_when_cards_are_asked_one_by_one(at, counts, zone):
    dues = sorted(at + timedelta(days=day) for day, count in counts for _ in range(count))
    today = at.astimezone(ZoneInfo(zone)).date()
    dates = [due.astimezone(ZoneInfo(zone)).date() for due in dues]
    day = today
    while True:
        for _ in range(CAP):
            if dates and dates[0] <= day:
                dates.pop(0)
        if not dates or dates[0] > day:
            break
        day += timedelta(days=1)

    assert through_on(dues, learner(zone), at) == day


@given(MOMENTS, MOMENTS, st.sampled_from(ZONES), st.sampled_from(ZONES))
def test_moving_to_another_zone_makes_a_card_due_at_most_a_day_sooner_or_later(due, at, here, there):
    """What is due is a moment; a zone decides only on which side of midnight it falls."""
    is_due = [due < end_of_day(learner(zone), at) for zone in (here, there)]

    assert is_due[0] == is_due[1] or abs(due - at) <= timedelta(hours=26)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (14, "in 14 days"),
        (15, "on 16 March"),
        (320, "on 15 January 2027"),
    ],
)
def test_return_is_said_in_words(days, words):
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)

    assert return_words(at + timedelta(days=days), learner("UTC"), at) == words


def test_return_follows_the_learners_calendar():
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    due = datetime(2026, 3, 2, 2, tzinfo=UTC)

    assert return_words(due, learner("UTC"), at) == "tomorrow"
    assert return_words(due, learner("America/New_York"), at) == "today"
