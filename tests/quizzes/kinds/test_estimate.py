import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds.estimate import kind, number_in
from tests.quizzes.kinds.asking import SHUFFLE, content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("estimate")  # 50, accepted from 45 to 55, the range at most 30 wide
SENT = {"guess": "50", "low": "40", "high": "60", "confidence": "60"}
FIGURES = st.floats(-1e12, 1e12)


@pytest.mark.parametrize("guess", [45, 45.0, 50, 54.9, 55])
@pytest.mark.parametrize(("low", "high"), [(0, 100), (-1000, 1000)])
def test_guess_inside_the_tolerance_scores_one_however_wide_the_range(guess, low, high):
    assert kind.grade(CONTENT, {"guess": guess, "low": low, "high": high}) == (1.0, True)


@pytest.mark.parametrize(
    ("guess", "low", "high"),
    [(44.9, 40, 60), (55.1, 50, 80), (40, 20, 50), (60, 50, 60), (56, 49, 56)],
)
def test_narrow_range_that_holds_the_answer_scores_half(guess, low, high):
    assert kind.grade(CONTENT, {"guess": guess, "low": low, "high": high}) == (0.5, False)


@pytest.mark.parametrize(
    ("guess", "low", "high"),
    [(40, 30, 49.9), (60, 50.1, 70), (60, 45, 75.1), (20, 0, 100), (90, 80, 95)],
)
def test_range_that_misses_the_answer_or_is_wider_than_the_cap_scores_nothing(guess, low, high):
    assert kind.grade(CONTENT, {"guess": guess, "low": low, "high": high}) == (0.0, False)


def test_range_as_wide_as_the_cap_counts_despite_rounding():
    content = content_of("estimate", answer=0.5, accept=[0.45, 0.55], range_cap=0.3)

    grade = kind.grade(content, {"guess": 0.8, "low": 0.5, "high": 0.8})

    assert 0.8 - 0.5 > 0.3
    assert grade.score == 0.5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("12,044", 12_044),
        ("12 044", 12_044),
        ("12\u202f044,5", 12_044.5),
        ("12’044", 12_044),
        ("1,234,567.8", 1_234_567.8),
        ("0,125", 0.125),
        ("00,125", 0.125),
        (".5", 0.5),
        ("5.", 5),
        ("49 %", 49),
        ("€44", 44),
        ("−11.2", -11.2),
        ("-11.2", -11.2),
        ("+3", 3),
        ("  7  ", 7),
    ],
)
def test_number_is_understood_as_people_write_it(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    ["about 12", "1e5", "1.2.3", "1,23,456", "--5", "5-", "0x1F", "1_000", "nan", "inf", "٣", "½", "12 to 14", "%"],
)
def test_text_that_is_no_number_is_named(text):
    assert errors_of("estimate", CONTENT, SENT | {"low": text}) == {"low": ["Write a number, like 12 or 12.5."]}


@given(FIGURES)
def test_number_that_python_writes_is_read_back(figure):
    assert number_in(f"{figure:.6f}") == pytest.approx(figure, abs=1e-6)
    assert number_in(f"{figure:,.6f}") == pytest.approx(figure, abs=1e-6)


def test_three_figures_are_stored():
    response = {"guess": 50.0, "low": 40.5, "high": 12_044.0}

    assert taken("estimate", CONTENT, response) == response


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("guess", "Write your best guess."),
        ("low", "Write the lower end of your range."),
        ("high", "Write the upper end of your range."),
    ],
)
def test_missing_figure_is_named(field, message):
    assert errors_of("estimate", CONTENT, SENT | {field: ""}) == {field: [message]}


@pytest.mark.parametrize("figure", ["1000000000001", "-1000000000001", "9" * 30])
def test_figure_that_is_too_large_is_named(figure):
    field = "low" if figure.startswith("-") else "high"

    assert errors_of("estimate", CONTENT, SENT | {field: figure}) == {field: ["Write a smaller number."]}


def test_range_the_wrong_way_round_is_named_at_its_lower_end():
    errors = errors_of("estimate", CONTENT, SENT | {"low": "60", "high": "40"})

    assert errors == {"low": ["The lower end is above the upper end. Swap the two."]}


@pytest.mark.parametrize("guess", ["39.9", "60.1"])
def test_guess_outside_its_range_is_named(guess):
    errors = errors_of("estimate", CONTENT, SENT | {"guess": guess})

    assert errors == {"guess": ["The best guess is outside your range. Widen the range, or change the guess."]}


def test_range_of_one_figure_is_a_range():
    form = form_for("estimate", CONTENT, SENT | {"low": "50", "high": "50"})

    assert form.is_valid()


@given(guess=FIGURES, low=FIGURES, high=FIGURES)
def test_number_line_has_everything_inside_it(guess, low, high):
    line = kind.number_line(CONTENT, {"guess": guess, "low": low, "high": high})

    assert all(math.isfinite(place) for place in line.values())
    assert all(0 <= line[name] <= 100 for name in ("low", "guess", "answer", "accept"))


def test_number_line_puts_figures_in_proportion():
    line = kind.number_line(CONTENT, {"guess": 60, "low": 0, "high": 100})

    assert (line["low"] + line["low"] + line["width"]) / 2 == pytest.approx(50, abs=0.02)
    assert line["answer"] == pytest.approx(50, abs=0.02)
    assert (line["guess"] - line["answer"]) / line["width"] == pytest.approx(0.1, abs=0.001)
    assert line["accept_width"] / line["width"] == pytest.approx(0.1, abs=0.001)


def test_estimate_has_no_rows_and_shows_no_misconception():
    response = {"guess": 1.0, "low": 0.0, "high": 2.0}

    assert kind.rows(CONTENT, response, SHUFFLE) == []
    assert kind.misconceptions(CONTENT, response) == []


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("estimate") == []


@pytest.mark.parametrize("accept", [[51, 55], [45, 49], [55, 45]])
def test_answer_outside_what_is_accepted_is_a_mistake(accept):
    assert (("accept",), "The answer lies outside 'accept'.") in mistakes_in("estimate", accept=accept)


def test_cap_that_is_not_wider_than_what_is_accepted_is_a_mistake():
    assert mistakes_in("estimate", range_cap=10) == [(("range_cap",), "'range_cap' is not wider than 'accept'.")]


def test_schema_wants_two_figures_and_a_cap_above_nothing():
    assert schema_errors("estimate", accept=[45]) == [(("accept",), "minItems")]
    assert schema_errors("estimate", accept=[45, 50, 55]) == [(("accept",), "maxItems")]
    assert schema_errors("estimate", range_cap=0) == [(("range_cap",), "exclusiveMinimum")]
    assert schema_errors("estimate", answer="50") == [(("answer",), "type")]
