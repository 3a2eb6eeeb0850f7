"""Which tasks come first."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import CONFIDENCES
from readiness.levels import Linked, LinkedAnswer, Standing
from readiness.plan import by_priority, default_day, is_time_to_rate_again, priority, steps_of, steps_offered

LENAS_ANSWERS = Linked(
    [
        LinkedAnswer(is_right, confidence)
        for is_right, confidence in zip([True] * 4 + [False] * 5, [95, 80, 80, 60, 95, 95, 80, 80, 40], strict=True)
    ]
)
SURE = Linked([LinkedAnswer(True, 95)] * 6)
TOO_SURE = Linked([LinkedAnswer(number < 4, 95) for number in range(6)])
answers = st.lists(st.builds(LinkedAnswer, st.booleans(), st.sampled_from(CONFIDENCES)), max_size=9).map(Linked)
standings = st.lists(st.builds(Standing, st.just("R1"), st.integers(0, 3), st.integers(0, 3), answers), max_size=6).map(
    lambda found: [Standing(f"R{n}", one.rated, one.evidence, one.linked) for n, one in enumerate(found, start=1)]
)


def test_lena_has_the_numbers_of_the_worked_example():
    lena = Standing("R2", 3, 1, LENAS_ANSWERS)

    assert lena.shown == 2
    assert (LENAS_ANSWERS.right, LENAS_ANSWERS.count) == (4, 9)
    assert round(LENAS_ANSWERS.share, 2) == 0.44
    assert round(LENAS_ANSWERS.mean_confidence, 2) == 0.78
    assert round(LENAS_ANSWERS.gap, 2) == 0.34
    assert priority(lena) == 2.5
    assert steps_of(lena) == [("R2", "practice"), ("R2", "2")]


@given(standings)
def test_order_is_by_priority_and_then_by_question(found):
    ranked = by_priority(found)

    assert sorted(one.code for one in ranked) == [one.code for one in found]
    for one, following in pairwise(ranked):
        assert (-priority(one), one.code) < (-priority(following), following.code)


@given(standings)
def test_priority_is_the_sum_that_the_page_explains(found):
    for one in found:
        low = bool(one.linked.share is not None and one.linked.share < 0.6)
        over = bool(one.linked.gap is not None and one.linked.gap > 0.15 + 1e-9)
        assert priority(one) == (3 - min(one.rated, one.evidence + 1)) + low + over / 2


@given(standings)
def test_no_step_is_offered_twice_and_none_leads_past_the_top(found):
    steps = steps_offered(found)

    assert len(set(steps)) == len(steps)
    assert {step.step for step in steps} <= {"1", "2", "3", "practice"}


@given(standings)
def test_practice_is_offered_where_answers_ask_for_it_and_comes_first(found):
    for one in found:
        steps = [step.step for step in steps_of(one)]
        assert ("practice" in steps[:1]) == (one.is_doubted or one.linked.is_over_confident)
        assert "practice" not in steps[1:]


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        (Standing("R1", 0, 0), ["1"]),
        (Standing("R1", 1, 0), ["2"]),
        (Standing("R1", 2, 1, SURE), ["3"]),
        (Standing("R1", 3, 3, SURE), []),
        (Standing("R1", 3, 3, TOO_SURE), ["practice"]),
        (Standing("R1", 1, 0, TOO_SURE), ["practice", "2"]),
        (Standing("R1", 1, 0, LENAS_ANSWERS), ["practice", "2"]),
        (Standing("R1", 3, 3, LENAS_ANSWERS), ["practice", "3"]),
    ],
)
def test_task_leads_to_the_next_level_or_to_the_one_that_is_doubted(standing, steps):
    assert [step.step for step in steps_of(standing)] == steps


def test_default_day_is_in_a_week():
    assert default_day(date(2026, 12, 28)) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("tasks", "done", "days", "is_time"),
    [(3, 2, 20, False), (3, 3, 0, True), (2, 2, 0, True), (0, 0, 20, False), (0, 0, 21, True), (3, 0, 21, True)],
)
def test_time_to_rate_again_is_after_the_third_task_or_three_weeks(tasks, done, days, is_time):
    day = date(2026, 11, 1)

    again = is_time_to_rate_again(tasks=tasks, done=done, last_pass=day, today=day + timedelta(days=days))

    assert again is is_time
