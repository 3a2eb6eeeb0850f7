"""What a learner is offered next: the rules, and a second computation of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from progress.states import NEW, READ, NextStep, Place, next_step

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Lesson:
    pk: int

    def get_absolute_url(self) -> str:
        return f"/lessons/{self.pk}/"


def place(minute: int, *, is_read: bool = False, anchor: str = "") -> Place:
    moment = NOON + timedelta(minutes=minute)
    return Place(moment, moment if is_read else None, anchor)


ONE, TWO, THREE = (Lesson(number) for number in (1, 2, 3))
LESSONS = [ONE, TWO, THREE]


def test_course_without_lessons_offers_nothing():
    assert next_step([], {1: place(0)}) is None


def test_visitor_starts_with_the_first_lesson():
    assert next_step(LESSONS, {}) == NextStep("start", ONE)


def test_learner_in_the_middle_of_a_lesson_goes_on_there():
    step = next_step(LESSONS, {1: place(0, is_read=True), 3: place(1, anchor="s-part")})

    assert (step, step.url) == (NextStep("continue", THREE, "s-part"), "/lessons/3/#s-part")


def test_of_two_lessons_begun_the_later_one_goes_on():
    assert next_step(LESSONS, {3: place(1), 2: place(2)}).lesson == TWO


def test_learner_between_lessons_gets_the_first_unread_one():
    step = next_step(LESSONS, {1: place(0, is_read=True), 3: place(1, is_read=True)})

    assert (step, step.url) == (NextStep("next", TWO), "/lessons/2/")


def test_learner_who_has_read_all_may_begin_again():
    assert next_step(LESSONS, {pk: place(pk, is_read=True) for pk in (1, 2, 3)}) == NextStep("again", ONE)


def test_places_in_lessons_that_are_withdrawn_do_not_count():
    assert next_step(LESSONS, {9: place(5, anchor="s-gone")}) == NextStep("start", ONE)


def test_state_of_a_lesson_is_read_once_it_was_read():
    assert (place(0).state, place(0, is_read=True).state) == (NEW, READ)


places = st.dictionaries(
    st.integers(1, 8),
    st.tuples(st.integers(0, 500), st.booleans()),
    max_size=8,
)


def expected(pks: list[int], begun: dict[int, tuple[int, bool]]) -> tuple[str, int] | None:
    """The same rules once more, by walking the lessons in order instead of comparing sets."""
    if not pks:
        return None
    kind, chosen, latest = None, None, -1
    unread = read = 0
    for pk in pks:
        if pk not in begun:
            unread += 1
            if kind in (None,):
                kind, chosen = "next", pk
        elif begun[pk][1]:
            read += 1
        elif begun[pk][0] > latest:
            kind, chosen, latest = "continue", pk, begun[pk][0]
    if unread == len(pks):
        return "start", pks[0]
    return (kind, chosen) if kind else ("again", pks[0])


@given(st.lists(st.integers(1, 8), unique=True), places)
def test_next_step_agrees_with_a_second_computation(pks, begun):
    step = next_step(
        [Lesson(pk) for pk in pks], {pk: place(minute, is_read=done) for pk, (minute, done) in begun.items()}
    )

    assert (step and (step.kind, step.lesson.pk)) == expected(pks, begun)


@given(st.lists(st.integers(1, 8), unique=True, min_size=1), places)
def test_following_the_steps_reads_every_lesson_once(pks, begun):
    lessons = [Lesson(pk) for pk in pks]
    known = {pk: place(minute, is_read=done) for pk, (minute, done) in begun.items()}
    unread = [pk for pk in pks if pk not in known or not known[pk].read_at]

    walked = []
    for minute in range(600, 600 + len(pks)):
        step = next_step(lessons, known)
        if step.kind == "again":
            break
        walked.append(step.lesson.pk)
        known[step.lesson.pk] = place(minute, is_read=True)

    assert sorted(walked) == sorted(unread)
    assert next_step(lessons, known).kind == "again"
