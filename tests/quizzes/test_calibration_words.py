"""The sentence under the curve, and the drawing."""

import math

import pytest

from quizzes.calibration import Curve, Level, Rated, report_on


def answers(stated: int, right: int, count: int) -> list[Rated]:
    return [Rated(stated, number < right, "L05") for number in range(count)]


def test_sentence_of_the_example_calls_it_a_little_over_confident():
    assert Level(80, 20, 14).sentence == (
        "When you said 80%, you were right 56–81% of the time (14 of 20): a little over-confident."
    )


@pytest.mark.parametrize(
    ("stated", "right", "count", "words"),
    [
        (80, 16, 20, "about as often as you said"),
        (95, 57, 60, "about as often as you said"),
        (60, 26, 40, "a little under-confident"),
        (60, 30, 40, "clearly under-confident"),
        (80, 14, 20, "a little over-confident"),
        (95, 10, 20, "clearly over-confident"),
        (20, 5, 5, "clearly under-confident"),
        (95, 0, 5, "clearly over-confident"),
    ],
)
def test_judgement_is_clear_only_where_the_stated_level_is_outside_the_interval(stated, right, count, words):
    assert Level(stated, count, right).sentence.endswith(f"({right} of {count}): {words}.")


@pytest.mark.parametrize("stated", [20, 40, 50, 60, 80, 95])
def test_gap_of_five_points_is_said_and_less_is_not(stated):
    judgements = [Level(stated, 100, stated + gap).judgement for gap in (-5, -4, 4, 5)]

    assert [judgement != "fits" for judgement in judgements] == [True, False, False, True]


def test_sentence_is_about_the_level_with_the_most_to_say():
    few_and_far_off, many_and_off = answers(95, 7, 10), answers(80, 24, 40)

    report = report_on([*answers(60, 12, 20), *few_and_far_off, *many_and_off])

    assert report.sentence.startswith("When you said 80%, you were right")


def test_sentence_leaves_out_levels_with_fewer_than_five_answers():
    rated = [*answers(95, 0, 4), *answers(60, 10, 16)]

    assert report_on(rated).sentence.startswith("When you said 60%, you were right")


def test_sentence_without_a_level_of_five_says_so():
    assert report_on(answers(95, 0, 4)).sentence == "No level has five answers yet."


def test_perfect_calibration_lies_on_the_diagonal():
    curve = Curve([Level(20, 10, 2), Level(60, 10, 6), Level(80, 10, 8)])

    for dot in curve.dots:
        assert dot.x - curve.left == pytest.approx(curve.bottom - dot.y, abs=0.2)


def test_better_than_stated_lies_above_the_diagonal():
    dot = Curve([Level(60, 10, 9)]).dots[0]

    assert curve_height(dot) > curve_height(Curve([Level(60, 10, 6)]).dots[0])


def curve_height(dot) -> float:
    return Curve([]).bottom - dot.y


def test_area_of_a_dot_grows_with_its_answers():
    few, many = Curve([Level(60, 16, 8), Level(80, 64, 40)]).dots

    assert many.radius**2 / few.radius**2 == pytest.approx(4, rel=0.05)


def test_interval_stands_around_its_dot():
    dot = Curve([Level(80, 20, 14)]).dots[0]

    assert dot.top < dot.y < dot.bottom


def test_drawing_stays_inside_its_frame_at_both_ends():
    dots = Curve([Level(20, 5, 0), Level(95, 500, 500)]).dots

    for dot in dots:
        assert 16 <= dot.top <= dot.y <= dot.bottom <= 348
        assert 52 <= dot.x <= 384


def test_ticks_are_from_0_to_100_in_both_directions():
    ticks = Curve([]).ticks

    assert [tick.percent for tick in ticks] == [0, 20, 40, 60, 80, 100]
    assert (ticks[0].x, ticks[0].y, ticks[-1].x, ticks[-1].y) == (52, 348, 384, 16)
    assert math.isclose(ticks[1].x - ticks[0].x, ticks[0].y - ticks[1].y)
