from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given
from hypothesis import strategies as st

from reminders.slots import first_slot_on, is_too_late, next_slot

BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")
DAILY = frozenset(range(1, 8))
zones = st.sampled_from(sorted(name for name in available_timezones() if "/" in name)).map(ZoneInfo)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))


def test_slot_later_today_is_next():
    slot = next_slot(datetime(2027, 1, 6, 6, 30, tzinfo=UTC), hour=8, weekdays=DAILY, zone=BERLIN)

    assert slot == datetime(2027, 1, 6, 7, 0, tzinfo=UTC)


def test_slot_at_this_very_moment_is_over():
    slot = next_slot(datetime(2027, 1, 6, 7, 0, tzinfo=UTC), hour=8, weekdays=DAILY, zone=BERLIN)

    assert slot == datetime(2027, 1, 7, 7, 0, tzinfo=UTC)


def test_only_chosen_days_have_slots():
    slot = next_slot(datetime(2027, 1, 6, 9, 0, tzinfo=UTC), hour=8, weekdays={2}, zone=BERLIN)

    assert slot == datetime(2027, 1, 12, 7, 0, tzinfo=UTC)


def test_without_days_there_is_no_slot():
    assert next_slot(datetime(2027, 1, 6, tzinfo=UTC), hour=8, weekdays=(), zone=BERLIN) is None


def test_hour_left_out_in_the_night_of_summer_time_is_the_one_after_it():
    slot = next_slot(datetime(2027, 3, 27, 12, 0, tzinfo=UTC), hour=2, weekdays=DAILY, zone=BERLIN)

    assert slot.astimezone(BERLIN) == datetime(2027, 3, 28, 3, 0, tzinfo=BERLIN)


def test_hour_that_comes_twice_in_the_night_of_winter_time_is_used_once():
    first = next_slot(datetime(2027, 10, 30, 12, 0, tzinfo=UTC), hour=2, weekdays=DAILY, zone=BERLIN)
    second = next_slot(first, hour=2, weekdays=DAILY, zone=BERLIN)

    assert first == datetime(2027, 10, 31, 0, 0, tzinfo=UTC)
    assert second == datetime(2027, 11, 1, 1, 0, tzinfo=UTC)


def test_day_that_a_place_left_out_has_no_slot_of_its_own():
    """On Samoa, 30 December 2011 did not happen."""
    slots = [datetime(2011, 12, 28, tzinfo=UTC)]
    for _count in range(3):
        slots.append(next_slot(slots[-1], hour=8, weekdays=DAILY, zone=APIA))

    assert [slot.astimezone(APIA).date() for slot in slots[1:]] == [
        date(2011, 12, 28),
        date(2011, 12, 29),
        date(2011, 12, 31),
    ]


@given(moments, st.integers(0, 23), st.sets(st.integers(1, 7), min_size=1), zones)
def test_slots_are_later_and_never_twice_on_a_day(after, hour, weekdays, zone):
    first = next_slot(after, hour=hour, weekdays=weekdays, zone=zone)
    second = next_slot(first, hour=hour, weekdays=weekdays, zone=zone)

    assert after < first < second
    assert first.astimezone(zone).date() < second.astimezone(zone).date()
    assert first - after <= timedelta(days=9)


@given(moments, st.integers(0, 23), st.sets(st.integers(1, 7), min_size=1), zones)
def test_first_slot_on_a_day_is_not_before_it(moment, hour, weekdays, zone):
    day = moment.date()

    assert first_slot_on(day, hour=hour, weekdays=weekdays, zone=zone).astimezone(zone).date() >= day


def test_mail_of_the_evening_does_not_come_at_night():
    slot = datetime(2027, 1, 6, 19, 0, tzinfo=UTC)

    assert not is_too_late(slot, slot + timedelta(hours=2), BERLIN)
    assert is_too_late(slot, slot + timedelta(hours=5), BERLIN)
    assert not is_too_late(slot, slot + timedelta(hours=13), BERLIN)
