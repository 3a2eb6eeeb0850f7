from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.models import Lesson
from progress.models import Reading
from progress.services import carry_over
from tests.factories import make_guest, make_lesson, make_user

pytestmark = pytest.mark.database
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at(minute: int | None) -> datetime | None:
    return None if minute is None else NOON + timedelta(minutes=minute)


def make_reading(learner, lesson: Lesson, *, seen: int = 0, read: int | None = None, anchor: str = "") -> Reading:
    return Reading.objects.create(learner=learner, lesson=lesson, seen_at=at(seen), read_at=at(read), anchor=anchor)


def test_readings_of_the_guest_become_the_members(db):
    lesson, guest, member = make_lesson(1), make_guest(), make_user()
    reading = make_reading(guest, lesson, seen=5, read=3, anchor="s-part")

    carry_over(guest=guest, member=member)

    assert Reading.objects.get() == reading
    assert Reading.objects.get().learner == member


def test_lesson_that_either_has_read_is_read_since_the_first_time(db):
    lesson, guest, member = make_lesson(1), make_guest(), make_user()
    make_reading(member, lesson, seen=10, read=10)
    make_reading(guest, lesson, seen=2, read=2)

    carry_over(guest=guest, member=member)

    assert Reading.objects.for_learner(member).get().read_at == at(2)


def test_lesson_that_only_the_guest_has_read_is_read(db):
    lesson, guest, member = make_lesson(1), make_guest(), make_user()
    make_reading(member, lesson, seen=10, anchor="s-middle")
    make_reading(guest, lesson, seen=2, read=2, anchor="s-end")

    carry_over(guest=guest, member=member)

    reading = Reading.objects.for_learner(member).get()
    assert (reading.read_at, reading.seen_at, reading.anchor) == (at(2), at(10), "s-middle")


def test_later_place_stays(db):
    lesson, guest, member = make_lesson(1), make_guest(), make_user()
    make_reading(member, lesson, seen=1, anchor="s-first")
    make_reading(guest, lesson, seen=2, anchor="s-second")

    carry_over(guest=guest, member=member)

    reading = Reading.objects.for_learner(member).get()
    assert (reading.seen_at, reading.anchor) == (at(2), "s-second")


@pytest.mark.parametrize(("members", "guests"), [((1, "s-first"), (2, "")), ((2, ""), (1, "s-first"))])
def test_place_is_not_forgotten_for_a_later_visit_without_one(db, members, guests):
    lesson, guest, member = make_lesson(1), make_guest(), make_user()
    for learner, (seen, anchor) in ((member, members), (guest, guests)):
        make_reading(learner, lesson, seen=seen, anchor=anchor)

    carry_over(guest=guest, member=member)

    assert Reading.objects.for_learner(member).get().anchor == "s-first"


def test_readings_of_others_are_not_touched(db):
    lesson, guest, member, other = make_lesson(1), make_guest(), make_user(), make_guest()
    make_reading(guest, lesson, read=1)
    make_reading(other, lesson)

    carry_over(guest=guest, member=member)

    assert Reading.objects.for_learner(other).get().read_at is None


readings = st.dictionaries(
    st.integers(1, 3),
    st.tuples(st.integers(0, 500), st.none() | st.integers(0, 500), st.sampled_from(["", "s-a", "s-b"])),
)


@given(readings, readings)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_is_lost_and_nothing_is_there_twice(db, guests, members):
    for number in (1, 2, 3):
        Lesson.objects.filter(code=f"L{number:02}").exists() or make_lesson(number)
    guest, member = make_guest(), make_user()
    for learner, all_readings in ((guest, guests), (member, members)):
        for number, (seen, read, anchor) in all_readings.items():
            make_reading(learner, Lesson.objects.get(code=f"L{number:02}"), seen=seen, read=read, anchor=anchor)

    carry_over(guest=guest, member=member)
    guest.delete()

    kept = {reading.lesson.number: reading for reading in Reading.objects.for_learner(member)}
    assert kept.keys() == guests.keys() | members.keys()
    for number, reading in kept.items():
        both = [all_readings[number] for all_readings in (members, guests) if number in all_readings]
        assert reading.seen_at == at(max(seen for seen, _read, _anchor in both))
        assert reading.read_at == at(min((read for _seen, read, _anchor in both if read is not None), default=None))
        by_time = sorted(both, key=lambda one: one[0], reverse=True)  # the member's first where they are equal
        assert reading.anchor == next((anchor for _seen, _read, anchor in by_time if anchor), "")
