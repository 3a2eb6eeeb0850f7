"""Which questions are put together for the quiz of a lesson, and for another try at what was missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.draws import BASELINE, form_a, is_reserved, lesson_quiz, other_form, retry
from tests.quizzes.pools import answered, both_forms, item, lesson_pool, past


def in_author_order(codes: list[str]) -> list[str]:
    return sorted(codes, key=lambda code: int(form_a(code).split(".")[1]))


def test_quiz_has_six_questions_with_the_one_in_own_words_last():
    pool = lesson_pool(1, graded=7)

    codes = lesson_quiz(pool)

    assert len(codes) == 6
    assert codes[-1] == "Q01.8"
    assert [code for code in codes if code in ("Q01.8", "Q01.8b")] == ["Q01.8"]


def test_first_quiz_is_form_a_throughout_and_in_the_authors_order():
    codes = lesson_quiz(lesson_pool(1, graded=7))

    assert not any(code.endswith("b") for code in codes)
    assert codes == in_author_order(codes)


def test_first_quiz_is_form_a_also_where_form_b_stands_first():
    pool = [item("Q01.1b"), item("Q01.1"), item("Q01.2b", "branch"), item("Q01.2", "branch")]

    assert lesson_quiz(pool) == ["Q01.1", "Q01.2"]


def test_first_quiz_is_the_same_for_everybody():
    pool = lesson_pool(1, graded=9)

    assert lesson_quiz(pool) == lesson_quiz(pool, {})


def test_story_is_preferred_to_free_text():
    codes = lesson_quiz(lesson_pool(3, graded=6, own_words=("free", "branch")))

    assert codes[-1] == "Q03.8"
    assert "Q03.7" not in codes


def test_free_text_takes_its_turn_when_both_stories_were_told():
    pool = lesson_pool(3, graded=6, own_words=("free", "branch"))
    history = answered(["Q03.8", "Q03.8b"])

    assert lesson_quiz(pool, history)[-1] == "Q03.7"


def test_quiz_covers_as_many_points_as_can_be():
    pool = [
        *(each for number in range(1, 6) for each in both_forms(f"Q01.{number}", points=["A1.1"])),
        *both_forms("Q01.6", points=["A1.2", "A1.3"]),
        *both_forms("Q01.7", points=["A1.4"]),
        item("Q01.8", "free"),
    ]

    codes = lesson_quiz(pool)

    assert {"Q01.6", "Q01.7"} < set(codes)
    assert len(codes) == 6


def test_retake_asks_nothing_that_the_first_quiz_asked_but_free_text():
    pool = lesson_pool(2, graded=5)
    first = lesson_quiz(pool)

    second = lesson_quiz(pool, answered(first))

    assert second == ["Q02.1b", "Q02.2b", "Q02.3b", "Q02.4b", "Q02.5b", "Q02.6"]


def test_forms_rotate_from_retake_to_retake():
    pool, history, quizzes = lesson_pool(2, graded=5), {}, []

    for _attempt in range(4):
        quizzes.append(lesson_quiz(pool, history))
        history = answered(quizzes[-1], history)

    assert quizzes[2] == quizzes[0]
    assert quizzes[3] == quizzes[1]
    assert not set(quizzes[0][:-1]) & set(quizzes[1])


def test_retakes_of_a_large_pool_ask_everything_before_anything_a_third_time():
    pool, history = lesson_pool(2, graded=9), {}

    for _attempt in range(4):
        history = answered(lesson_quiz(pool, history), history)

    graded = [each.code for each in pool if each.kind != "free"]
    assert all(code in history for code in graded)
    assert max(history[code].times for code in graded) <= 2


@pytest.mark.parametrize("graded", [1, 3, 4])
@pytest.mark.parametrize("own_words", [(), ("free",), ("branch", "free")])
def test_small_pool_gives_each_question_in_one_form_once(graded, own_words):
    pool = lesson_pool(4, graded, own_words)

    first = lesson_quiz(pool)
    second = lesson_quiz(pool, answered(first))

    for codes in (first, second):
        assert sorted(map(form_a, codes)) == sorted({form_a(each.code) for each in pool})


def test_retake_of_a_small_pool_turns_to_the_other_forms():
    pool = lesson_pool(4, graded=3)

    second = lesson_quiz(pool, answered(lesson_quiz(pool)))

    assert second == ["Q04.1b", "Q04.2b", "Q04.3b", "Q04.4"]


def test_empty_pool_gives_no_quiz():
    assert lesson_quiz([]) == []


@given(
    st.integers(0, 9),
    st.sampled_from([(), ("free",), ("branch",), ("branch", "free"), ("free", "branch")]),
    st.dictionaries(
        st.builds("Q{:02}.{}{}".format, st.just(5), st.integers(1, 11), st.sampled_from(["", "b"])),
        st.builds(past, st.sampled_from([0, 0.5, 1]), st.sampled_from([20, 95, None]), times=st.integers(1, 4)),
    ),
)
def test_quiz_never_has_both_forms_of_a_question_or_a_reserved_one(graded, own_words, history):
    pool = lesson_pool(5, graded, own_words)

    codes = lesson_quiz(pool, history)

    items = [form_a(code) for code in codes]
    wanted = {form_a(each.code) for each in pool} - {"Q05.4"}
    assert len(items) == len(set(items)) == min(6, len(wanted))
    assert set(codes) <= {each.code for each in pool}
    assert "Q05.4" not in items
    kinds = {each.code: each.kind for each in pool}
    assert [kinds[code] in ("free", "branch") for code in codes] == sorted(
        kinds[code] in ("free", "branch") for code in codes
    )


def test_retry_asks_the_other_form_of_what_was_missed():
    known = {each.code: each for each in lesson_pool(2)}

    assert retry(["Q02.1", "Q02.3b"], known) == ["Q02.1b", "Q02.3"]


def test_retry_asks_the_same_where_there_is_no_other_form():
    known = {each.code: each for each in [item("Q00.1"), item("Q00.2")]}

    assert retry(["Q00.2"], known) == ["Q00.2"]


def test_forms_of_a_question_find_each_other():
    assert (other_form("Q05.4"), other_form("Q05.4b")) == ("Q05.4b", "Q05.4")
    assert (form_a("Q05.4"), form_a("Q05.4b")) == ("Q05.4", "Q05.4")


def test_reserved_are_both_forms_of_the_baseline_and_nothing_else():
    codes = [each.code for number in range(1, 18) for each in lesson_pool(number, graded=9)]

    assert {code for code in codes if is_reserved(code)} == {*BASELINE, *map(other_form, BASELINE)}


@pytest.mark.parametrize(
    ("score", "confidence", "is_weak"),
    [
        (1.0, 95, False),
        (1.0, 60, False),
        (1.0, 50, False),
        (1.0, 40, True),
        (0.98, 95, True),
        (0, None, True),
        (1.0, None, False),
    ],
)
def test_weak_is_what_was_missed_or_right_with_little_confidence(score, confidence, is_weak):
    assert past(score, confidence).is_weak is is_weak
