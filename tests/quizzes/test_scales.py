"""The scale of confidence and the table of what a stated confidence is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import CONFIDENCES
from quizzes.scales import FIVE_STEPS, FOUR_STEPS, SURE, brier, calibration_points
from quizzes.templatetags.quiz_numbers import decimals, signed

TABLE = [
    (20, "0.6400", "−39.0", "0.0400", "+21.0"),
    (40, "0.3600", "−11.0", "0.1600", "+9.0"),
    (50, "0.2500", "0.0", "0.2500", "0.0"),
    (60, "0.1600", "+9.0", "0.3600", "−11.0"),
    (80, "0.0400", "+21.0", "0.6400", "−39.0"),
    (95, "0.0025", "+24.8", "0.9025", "−65.2"),
]


def test_scale_has_five_steps_with_a_number_and_words_each():
    assert [(stated, str(words)) for stated, words in FIVE_STEPS] == [
        (20, "guessing"),
        (40, "hunch"),
        (60, "leaning"),
        (80, "fairly sure"),
        (95, "would bet on it"),
    ]


def test_scale_for_a_verdict_begins_at_an_even_chance():
    assert [(stated, str(words)) for stated, words in FOUR_STEPS] == [
        (50, "guessing"),
        (60, "leaning"),
        (80, "fairly sure"),
        (95, "would bet on it"),
    ]


def test_database_takes_exactly_the_steps_of_both_scales():
    assert set(CONFIDENCES) == {stated for stated, _words in FIVE_STEPS + FOUR_STEPS}


def test_confident_error_begins_at_eighty():
    assert SURE == 80


@pytest.mark.parametrize(("stated", "right", "_points", "wrong", "_lost"), TABLE)
def test_brier_score_is_that_of_the_table(stated, right, _points, wrong, _lost):
    assert (decimals(brier(stated, True), 4), decimals(brier(stated, False), 4)) == (right, wrong)


@pytest.mark.parametrize(("stated", "_brier", "right", "_other", "wrong"), TABLE)
def test_points_are_those_of_the_table(stated, _brier, right, _other, wrong):
    assert signed(calibration_points(stated, True)) == right
    assert signed(calibration_points(stated, False)) == wrong


@given(st.integers(0, 100), st.booleans())
def test_points_are_the_brier_score_turned_round(stated, is_right):
    assert calibration_points(stated, is_right) == pytest.approx(25 - 100 * brier(stated, is_right))
    assert 0 <= brier(stated, is_right) <= 1


@given(st.integers(0, 100), st.integers(0, 100))
def test_who_states_what_they_believe_expects_the_lowest_brier_score(believed, stated):
    def expected(confidence):
        chance = believed / 100
        return chance * brier(confidence, True) + (1 - chance) * brier(confidence, False)

    assert expected(believed) <= expected(stated) + 1e-12


@given(st.integers(0, 100))
def test_right_at_a_confidence_is_worth_what_wrong_at_its_opposite_is(stated):
    assert brier(stated, True) == pytest.approx(brier(100 - stated, False))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(24.75, "+24.8"), (-65.25, "−65.2"), (0, "0.0"), (-0.0, "0.0"), (0.04, "0.0"), (-0.04, "0.0"), (0.06, "+0.1")],
)
def test_points_have_one_decimal_and_a_sign_unless_they_are_nothing(value, shown):
    assert signed(value) == shown
