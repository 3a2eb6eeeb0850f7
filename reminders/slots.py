"""When a learner may get a reminder: at one hour of their clock, on the days they chose. Pure rules: no database."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_LOOKED_AHEAD = 9
"""A week, and a day that some place left out when it changed sides of the date line."""
LATE = timedelta(hours=3)
WAKING_HOURS = range(8, 21)


def slot_on(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, at which it is `hour` o'clock on `day` there.

    In the night in which clocks are put forward, an hour that is left out is the one after it; in the night in which
    they are put back, an hour that comes twice is its first time.
    """
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def next_slot(after: datetime, *, hour: int, weekdays: Collection[int], zone: ZoneInfo) -> datetime | None:
    """The first slot later than `after`; None without any weekday (ISO: Monday is 1)."""
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=count) for count in range(DAYS_LOOKED_AHEAD))
    slots = (slot_on(day, hour, zone) for day in days if day.isoweekday() in weekdays)
    return next((slot for slot in slots if slot > after), None)


def first_slot_on(day: date, *, hour: int, weekdays: Collection[int], zone: ZoneInfo) -> datetime | None:
    """The first slot on `day` or later."""
    before = slot_on(day, 0, zone) - timedelta(microseconds=1)
    return next_slot(before, hour=hour, weekdays=weekdays, zone=zone)


def is_too_late(slot: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a mail that could not go at its hour would come at night: then it waits for the next slot."""
    return now - slot > LATE and now.astimezone(zone).hour not in WAKING_HOURS
