"""The two questions that open a lesson."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.draws import form_a, is_reserved, recap
from tests.quizzes.pools import both_forms, course_pool, item, lesson_pool, past

POOL = course_pool()
BY_CODE = {each.code: each for each in POOL}


def lessons_of(codes: list[str]) -> list[str]:
    return [BY_CODE[code].lesson.code for code in codes]


@pytest.mark.parametrize("number", [0, 1])
def test_first_lessons_open_without_a_recap(number):
    assert recap(POOL, number) == []


def test_recap_of_the_second_lesson_is_two_questions_of_the_first():
    codes = recap(POOL, 2)

    assert lessons_of(codes) == ["L01", "L01"]
    assert form_a(codes[0]) != form_a(codes[1])


@pytest.mark.parametrize("number", range(3, 18))
def test_recap_without_a_history_is_form_b_of_the_two_lessons_before(number):
    codes = recap(POOL, number)

    assert lessons_of(codes) == [f"L{number - 1:02}", f"L{number - 2:02}"]
    assert all(code.endswith("b") for code in codes)


def test_recap_never_looks_ahead_or_at_the_warm_up():
    pool = [*lesson_pool(0), *lesson_pool(3), *lesson_pool(4)]

    assert recap(pool, 3) == []


def test_recap_asks_first_what_was_missed():
    history = {
        "Q01.1": past(1.0, 95, day=0),
        "Q02.1": past(1.0, 20, day=1),
        "Q03.1": past(0.5, 95, day=2),
    }

    assert recap(POOL, 9, history) == ["Q03.1", "Q02.1"]


def test_recap_asks_next_what_was_right_with_the_least_confidence():
    history = {"Q01.1": past(1.0, 80), "Q02.1": past(1.0, 40), "Q03.1": past(1.0, 60), "Q04.1": past(1.0, 95)}

    assert recap(POOL, 9, history) == ["Q02.1", "Q03.1"]


def test_recap_asks_then_what_was_answered_longest_ago():
    history = {"Q01.1": past(day=3), "Q02.1": past(day=1), "Q03.1": past(day=2)}

    assert recap(POOL, 9, history) == ["Q02.1", "Q03.1"]


def test_recap_takes_the_second_question_from_another_lesson():
    history = {"Q02.1": past(0, 95), "Q02.2": past(0, 95), "Q02.3": past(0, 95), "Q05.1": past(1.0, 95)}

    assert recap(POOL, 9, history) == ["Q02.1", "Q05.1"]


def test_recap_asks_one_form_of_what_was_missed_in_both():
    history = {"Q01.1": past(0, 95), "Q01.1b": past(0, 95), "Q01.2": past(1.0, 95)}

    assert recap(POOL, 2, history) == ["Q01.1", "Q01.2"]


def test_recap_fills_up_with_what_was_never_asked():
    codes = recap(POOL, 9, {"Q02.1": past(0, 95)})

    assert codes[0] == "Q02.1"
    assert lessons_of(codes) == ["L02", "L08"]


def test_recap_leaves_out_what_takes_long_and_what_the_machine_cannot_grade():
    pool = [
        *(each for kind in ("branch", "estimate", "order") for each in both_forms(f"Q01.{len(kind)}", kind)),
        item("Q01.1", "free"),
    ]

    assert {form_a(code) for code in recap(pool, 2, {"Q01.1": past(0), "Q01.6": past(0)})} == {"Q01.5"}


@given(
    st.integers(2, 17),
    st.dictionaries(
        st.sampled_from(sorted(BY_CODE)),
        st.builds(past, st.sampled_from([0, 0.5, 1]), st.sampled_from([20, 60, 95, None]), day=st.integers(0, 40)),
    ),
)
def test_recap_is_two_questions_of_different_earlier_lessons(number, history):
    codes = recap(POOL, number, history)

    assert len(codes) == 2
    assert all(1 <= int(lesson[1:]) < number for lesson in lessons_of(codes))
    assert len({form_a(code) for code in codes}) == 2
    assert len(set(lessons_of(codes))) == (1 if number == 2 else 2)
    assert not any(is_reserved(code) or BY_CODE[code].kind == "free" for code in codes)


@given(
    st.integers(3, 17),
    st.dictionaries(st.sampled_from(sorted(BY_CODE)), st.builds(past, st.sampled_from([0, 1])), min_size=1),
)
def test_recap_begins_with_something_missed_where_there_is_any(number, history):
    missed = [
        code
        for code, seen in history.items()
        if seen.score == 0 and int(code[1:3]) < number and not is_reserved(code) and BY_CODE[code].kind != "free"
    ]

    first, _second = recap(POOL, number, history)

    assert not missed or first in missed
