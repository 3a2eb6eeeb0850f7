from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.schedule import (
    RETENTIONS,
    Recall,
    cost_a_day,
    interval_days,
    recall_of_answer,
    recalled,
    retrievability,
)

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = Recall
# The table of the course plan: computed with fsrs 6.3.2, default parameters, no fuzz, no learning steps.
INTERVALS = [
    (0.85, [GOOD] * 4, [4, 31, 173, 365]),
    (0.90, [GOOD] * 4, [2, 11, 46, 163]),
    (0.95, [GOOD] * 5, [1, 3, 8, 19, 43]),
    (0.85, [HARD, GOOD, GOOD, GOOD], [2, 13, 58, 218]),
    (0.90, [HARD, GOOD, GOOD, GOOD], [1, 5, 17, 50]),
    (0.95, [HARD, GOOD, GOOD, GOOD], [1, 2, 4, 8]),
    (0.85, [AGAIN, GOOD, GOOD, GOOD], [1, 4, 17, 61]),
    (0.90, [AGAIN, GOOD, GOOD, GOOD], [1, 2, 6, 17]),
    (0.95, [AGAIN, GOOD, GOOD, GOOD], [1, 1, 2, 4]),
]
LAPSES = [(0.85, [4, 31, "10 min", 4, 14]), (0.90, [2, 11, "10 min", 2, 5]), (0.95, [1, 3, "10 min", 1, 1])]


def intervals(recalls, retention):
    """Days (or minutes) until each next time, each time on the moment it is due."""
    memory, at, found = None, START, []
    for recall in recalls:
        memory = recalled(memory, recall, at, retention)
        gap = memory.due - at
        found.append(gap.days if gap >= timedelta(days=1) else f"{gap.seconds // 60} min")
        at = memory.due
    return found


@pytest.mark.parametrize(("retention", "recalls", "days"), INTERVALS)
def test_intervals_are_those_of_the_course_plan(retention, recalls, days):
    assert intervals(recalls, retention) == days


@pytest.mark.parametrize(("retention", "days"), LAPSES)
def test_lapse_returns_after_ten_minutes_and_then_sooner_than_before(retention, days):
    assert intervals([GOOD, GOOD, AGAIN, GOOD, GOOD], retention) == days


@pytest.mark.parametrize(
    ("score", "confidence", "times", "recall"),
    [
        (0.0, 95, 3, AGAIN),
        (0.98, 60, 0, AGAIN),
        (1.0, 20, 0, HARD),
        (1.0, 40, 5, HARD),
        (1.0, 50, 0, HARD),
        (1.0, 60, 0, GOOD),
        (1.0, 80, 9, GOOD),
        (1.0, 95, 0, GOOD),
        (1.0, 95, 1, EASY),
        (1.0, None, 4, GOOD),
    ],
)
def test_answer_counts_by_marks_and_confidence(score, confidence, times, recall):
    assert recall_of_answer(score, confidence, times) == recall


RECALLS = st.lists(st.sampled_from(Recall), min_size=1, max_size=12)
GAPS = st.integers(min_value=0, max_value=400 * 24 * 60)


@given(RECALLS, st.lists(GAPS, min_size=12, max_size=12), st.sampled_from(RETENTIONS))
def test_schedule_never_leaves_its_bounds(recalls, gaps, retention):
    memory, at = None, START
    for recall, gap in zip(recalls, gaps, strict=False):
        memory = recalled(memory, recall, at, retention)

        assert memory.reviewed_at == at
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10
        assert timedelta(minutes=10) <= memory.due - at <= timedelta(days=365)
        assert memory.is_relearning == (memory.due - at < timedelta(days=1))
        at += timedelta(minutes=gap)


@given(RECALLS, st.sampled_from(RETENTIONS), st.integers(min_value=0, max_value=700))
def test_probability_of_recall_falls_with_time(recalls, retention, days):
    memory = None
    for recall in recalls:
        memory = recalled(memory, recall, START, retention)

    now, later = (retrievability(memory, START + timedelta(days=count)) for count in (days, days + 1))

    assert 0 < later < now <= 1
    assert retrievability(memory, START) == 1


@given(RECALLS, st.integers(min_value=1, max_value=1000))
def test_clock_that_was_set_back_is_no_time_gone_by(recalls, hours):
    memory = None
    for recall in recalls:
        memory = recalled(memory, recall, START)

    back = recalled(memory, GOOD, START - timedelta(hours=hours))

    assert back == recalled(memory, GOOD, START)


def test_moment_in_another_zone_is_the_same_moment():
    berlin = START.astimezone(datetime.now().astimezone().tzinfo)

    assert recalled(None, GOOD, berlin) == recalled(None, GOOD, START)


def test_higher_retention_costs_more_reviews_a_day():
    stabilities = [2.3, 10.9, 46.0, 400.0]

    costs = [cost_a_day(stabilities, retention) for retention in RETENTIONS]

    assert costs[0] < costs[1] < costs[2]
    assert [interval_days(days, 0.90) for days in stabilities] == [2, 11, 46, 365]
    assert costs[1] == pytest.approx(1 / 2 + 1 / 11 + 1 / 46 + 1 / 365)


def test_fuzz_moves_longer_intervals_only_a_little():
    memory = recalled(recalled(None, GOOD, START), GOOD, START + timedelta(days=2))
    at = memory.due

    days = {(recalled(memory, GOOD, at, is_fuzzed=True).due - at).days for _ in range(200)}

    assert len(days) > 3
    assert min(days) >= 40
    assert max(days) <= 52
