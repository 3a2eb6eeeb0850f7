"""How well stated confidence fits results."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.calibration import Estimated, Level, Ranges, Rated, levels_of, report_on, wilson
from quizzes.templatetags.quiz_numbers import decimals

STATED = (95, 95, 95, 80, 80, 80, 60, 60, 40, 40)
RESULTS = (True, True, False, True, True, False, True, False, False, True)
EXAMPLE = [Rated(stated, is_right, "L05") for stated, is_right in zip(STATED, RESULTS, strict=True)]
COUNTS = st.integers(1, 400).flatmap(lambda count: st.tuples(st.integers(0, count), st.just(count)))


def answers(stated: int, right: int, count: int, lesson: str = "L05") -> list[Rated]:
    return [Rated(stated, number < right, lesson) for number in range(count)]


@pytest.mark.parametrize(
    ("right", "count", "low", "high"), [(4, 5, 51, 94), (8, 10, 60, 91), (14, 20, 56, 81), (57, 60, 90, 98)]
)
def test_interval_is_that_of_the_examples(right, count, low, high):
    level = Level(80, count, right)

    assert (level.low, level.high) == (low, high)


@given(COUNTS)
def test_interval_ends_where_the_share_lies_just_within_the_quantile(right_count):
    """Wilson's interval by its definition: the chances p from which the share is z standard deviations away."""
    right, count = right_count
    share = right / count

    for chance in wilson(right, count):
        deviation = math.sqrt(max(0.0, chance * (1 - chance)) / count)
        assert abs(share - chance) == pytest.approx(NormalDist().inv_cdf(0.9) * deviation, rel=1e-4, abs=1e-7)


@given(COUNTS)
def test_interval_holds_the_share_and_lies_between_0_and_1(right_count):
    right, count = right_count

    low, high = wilson(right, count)

    assert 0 <= low <= right / count + 1e-12
    assert right / count - 1e-12 <= high <= 1
    assert high - low > 0


@given(COUNTS)
def test_interval_of_the_wrong_answers_is_the_mirror_image(right_count):
    right, count = right_count

    low, high = wilson(right, count)

    assert wilson(count - right, count) == (pytest.approx(1 - high), pytest.approx(1 - low))


def test_interval_without_answers_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)


def test_worked_example_comes_to_its_figures():
    overall = report_on(EXAMPLE).overall

    assert (overall.count, overall.right) == (10, 6)
    assert overall.accuracy_percent == pytest.approx(60)
    assert overall.confidence_percent == pytest.approx(72.5)
    assert overall.gap_points == pytest.approx(12.5)
    assert overall.brier == pytest.approx(0.26675)
    assert decimals(overall.brier, 3) == "0.267"
    assert overall.points == pytest.approx(25 - 26.675)


def test_worked_example_has_a_row_for_each_level():
    rows = [(level.stated, level.right, level.count) for level in levels_of(EXAMPLE)]

    assert rows == [(40, 1, 2), (60, 1, 2), (80, 2, 3), (95, 2, 3)]


@given(st.lists(st.builds(Rated, st.sampled_from([20, 40, 50, 60, 80, 95]), st.booleans(), st.just("L01")), min_size=1))
def test_measures_are_those_of_a_second_computation(rated):
    overall = report_on(rated).overall
    levels = levels_of(rated)

    squares = sum(((100 if answer.is_right else 0) - answer.confidence) ** 2 for answer in rated)
    assert overall.brier == pytest.approx(squares / 10_000 / len(rated))
    assert overall.points == pytest.approx(25 - squares / 100 / len(rated))
    assert sum(level.count for level in levels) == len(rated)
    assert sum(level.right for level in levels) == overall.right
    assert sum(level.count * level.stated for level in levels) == pytest.approx(len(rated) * overall.confidence_percent)


@pytest.mark.parametrize(
    ("count", "has_curve", "missing"), [(0, False, 20), (19, False, 1), (20, True, 0), (21, True, 0)]
)
def test_curve_is_there_from_twenty_answers_on(count, has_curve, missing):
    report = report_on(answers(80, count // 2, count))

    assert (report.has_curve, report.missing) == (has_curve, missing)


@pytest.mark.parametrize(("count", "has_enough"), [(1, False), (4, False), (5, True), (20, True)])
def test_level_has_an_interval_from_five_answers_on(count, has_enough):
    assert Level(60, count, 1).has_enough is has_enough


def test_areas_are_told_apart_and_the_rest_of_the_course_comes_last():
    rated = [
        *answers(80, 2, 3, "L10"),
        *answers(60, 1, 2, "L05"),
        *answers(95, 1, 1, "L01"),
        *answers(40, 0, 1, "L17"),
        *answers(40, 1, 1, "L08"),
    ]

    areas = report_on(rated).areas

    assert [(area.name, area.right, area.count) for area in areas] == [
        ("Value", 1, 2),
        ("Trust", 1, 1),
        ("Learning loop", 2, 3),
        ("The rest of the course", 1, 2),
    ]


def test_every_core_area_has_its_name():
    rated = [Rated(60, True, f"L{number:02}") for number in range(5, 11)]

    assert [area.name for area in report_on(rated).areas] == [
        *("Value", "Experience", "Technical reality", "Trust", "Metrics", "Learning loop")
    ]


def test_periods_are_of_twenty_answers_each_in_the_order_of_time():
    rated = [*answers(80, 20, 20), *answers(60, 0, 20), *answers(40, 1, 3)]

    periods = report_on(rated).periods

    assert [(period.name, period.right, period.count) for period in periods] == [
        ("1 to 20", 20, 20),
        ("21 to 40", 0, 20),
        ("41 to 43", 1, 3),
    ]


def test_report_without_answers_has_no_rows():
    report = report_on([])

    assert (report.levels, report.areas, report.periods, report.has_curve) == ([], [], [], False)


def test_ranges_are_held_against_eight_of_ten():
    ranges = Ranges([Estimated(number < 7, width) for number, width in enumerate([0.1, 0.2] * 5)])

    assert (ranges.held, ranges.count, ranges.target) == (7, 10, 8)


@pytest.mark.parametrize(("count", "target"), [(1, 0.8), (3, 2.4), (5, 4), (7, 5.6)])
def test_target_of_the_ranges_is_eight_tenths_of_them(count, target):
    assert Ranges([Estimated(True, 1.0)] * count).target == target


@pytest.mark.parametrize(("widths", "percent"), [([0.3], 30), ([0.1, 0.2, 9.0], 20), ([0.1, 0.2, 0.3, 9.0], 25)])
def test_width_of_the_ranges_is_the_median_so_that_one_absurd_range_does_not_count(widths, percent):
    assert Ranges([Estimated(True, width) for width in widths]).median_width_percent == percent
