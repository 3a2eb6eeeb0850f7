"""What a learner is offered next: the rules, and a second computation of them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from progress.states import NEW, PRACTISED, READ, NextStep, Place, next_step, state_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Lesson:
    pk: int

    @property
    def code(self) -> str:
        return f"L{self.pk:02}"

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


def test_lessons_practised_and_withdrawn_do_not_count():
    assert next_step(LESSONS, {}, {"L09"}) == NextStep("start", ONE)


def test_lesson_practised_without_reading_is_passed_over():
    assert next_step(LESSONS, {}, {"L01"}) == NextStep("next", TWO)


def test_lesson_practised_in_the_middle_of_reading_is_not_gone_back_to():
    assert next_step(LESSONS, {1: place(0)}, {"L01"}) == NextStep("next", TWO)


def test_learner_who_has_practised_all_may_begin_again():
    assert next_step(LESSONS, {1: place(0)}, {"L01", "L02", "L03"}) == NextStep("again", ONE)


def test_state_of_a_lesson_is_the_furthest_that_was_reached():
    read = {1: place(0, is_read=True), 2: place(0, is_read=True), 3: place(0)}

    assert [state_of(lesson, read, {"L02"}) for lesson in LESSONS] == [READ, PRACTISED, NEW]
    assert [state_of(lesson, {}, {"L02"}) for lesson in LESSONS] == [NEW, PRACTISED, NEW]


places = st.dictionaries(
    st.integers(1, 8),
    st.tuples(st.integers(0, 500), st.booleans()),
    max_size=8,
)


practised = st.sets(st.integers(1, 8), max_size=3)


def expected(pks: list[int], begun: dict[int, tuple[int, bool]], done: set[int]) -> tuple[str, int] | None:
    """The same rules once more, by walking the lessons in order instead of comparing sets."""
    if not pks:
        return None
    kind, chosen, latest = None, None, -1
    untouched = 0
    for pk in pks:
        if pk in done:
            continue
        if pk not in begun:
            untouched += 1
            if kind is None:
                kind, chosen = "next", pk
        elif not begun[pk][1] and begun[pk][0] > latest:
            kind, chosen, latest = "continue", pk, begun[pk][0]
    if untouched == len(pks):
        return "start", pks[0]
    return (kind, chosen) if kind else ("again", pks[0])


@given(st.lists(st.integers(1, 8), unique=True), places, practised)
def test_next_step_agrees_with_a_second_computation(pks, begun, done):
    step = next_step(
        [Lesson(pk) for pk in pks],
        {pk: place(minute, is_read=is_read) for pk, (minute, is_read) in begun.items()},
        {Lesson(pk).code for pk in done},
    )

    assert (step and (step.kind, step.lesson.pk)) == expected(pks, begun, done)


@given(st.lists(st.integers(1, 8), unique=True, min_size=1), places, practised)
def test_following_the_steps_reads_every_lesson_once(pks, begun, done):
    lessons, codes = [Lesson(pk) for pk in pks], {Lesson(pk).code for pk in done}
    known = {pk: place(minute, is_read=is_read) for pk, (minute, is_read) in begun.items()}
    unread = [pk for pk in pks if pk not in done and (pk not in known or not known[pk].read_at)]

    walked = []
    for minute in range(600, 600 + len(pks)):
        step = next_step(lessons, known, codes)
        if step.kind == "again":
            break
        walked.append(step.lesson.pk)
        known[step.lesson.pk] = place(minute, is_read=True)

    assert sorted(walked) == sorted(unread)
    assert next_step(lessons, known, codes).kind == "again"
