"""The figures of the dashboard: worked examples, and a second way of counting."""

import itertools
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.figures import (
    Area,
    Cell,
    areas_of,
    goal_of,
    heat_map,
    retention_of,
    study_days,
    weakest_of,
    week_of,
)
from progress.record import AnswerRow, MarkRow
from quizzes.draws import Past

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
TODAY = NOON.date()


def answer(at: datetime) -> AnswerRow:
    return AnswerRow(at, 1, 1.0, 80, "Q05.1", "single", 1, "lesson", "L05", 6, None)


def mark(card: int, day: float, *, is_recalled=True, is_answer=False, is_counted=True) -> MarkRow:
    return MarkRow(card, NOON + timedelta(days=day), is_recalled, is_answer, is_counted)


def test_day_counts_answers_marks_and_the_rest_once_each():
    days = study_days([answer(NOON)], [mark(1, 0), mark(2, 0, is_answer=True)], [NOON], ZoneInfo("UTC"))

    assert days == {TODAY: 3}


def test_day_is_that_of_the_learners_calendar():
    late = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)

    days = [study_days([answer(late)], [], [], ZoneInfo(zone)) for zone in ("UTC", "Asia/Kolkata")]

    assert days == [{TODAY: 1}, {TODAY + timedelta(days=1): 1}]


def test_week_begins_on_monday():
    assert [day.day for day in week_of(TODAY)] == [23, 24, 25, 26, 27, 28, 29]


@pytest.mark.parametrize(
    ("studied", "reached", "is_met"), [([], 0, False), ([23, 25], 2, False), ([22, 23, 24, 25], 3, True)]
)
def test_goal_counts_the_days_of_this_week(studied, reached, is_met):
    goal = goal_of({date(2026, 11, day): 4 for day in studied}, TODAY, 3)

    assert (goal.reached, goal.is_met) == (reached, is_met)


def test_heat_map_is_the_last_26_weeks_and_this_one_is_the_last():
    weeks = heat_map({TODAY: 7, date(2026, 6, 1): 1, date(2026, 5, 31): 9}, TODAY)

    assert (len(weeks), weeks[0].monday, weeks[-1].monday) == (26, date(2026, 6, 1), date(2026, 11, 23))
    assert [week.count for week in weeks if week.count] == [1, 7]
    assert [cell.is_future for cell in weeks[-1].cells] == [False] * 3 + [True] * 4


@pytest.mark.parametrize(
    ("count", "step"), [(0, 0), (1, 1), (5, 1), (6, 2), (15, 2), (16, 3), (30, 3), (31, 4), (900, 4)]
)
def test_colour_of_a_day_has_five_steps(count, step):
    assert Cell(TODAY, count).step == step


def test_retention_is_of_the_first_long_gap_of_each_card():
    marks = [
        *(mark(1, 0), mark(1, 3), mark(1, 10.5, is_recalled=False), mark(1, 20)),
        *(mark(2, 0), mark(2, 6.9)),
        *(mark(3, 0), mark(3, 5, is_counted=False), mark(3, 7)),
    ]

    kept = retention_of(sorted(marks, key=lambda row: row.at))

    assert {(review.card, review.gap.days, review.is_recalled) for review in kept.reviews} == {
        (1, 7, False),
        (3, 7, True),
    }
    assert (kept.recalled, kept.count, kept.percent, kept.has_enough) == (1, 2, 50, False)


MARKS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60), st.booleans(), st.booleans()), max_size=40)


@given(MARKS)
def test_retention_counted_another_way(marks):
    rows = sorted(
        (mark(card, day, is_recalled=ok, is_counted=counts) for card, day, ok, counts in marks), key=lambda r: r.at
    )
    expected = {}
    for card in range(1, 5):
        mine = [row for row in rows if row.card == card and row.is_counted]
        gaps = [(later.at - earlier.at, later.is_recalled) for earlier, later in itertools.pairwise(mine)]
        long_ones = [is_recalled for gap, is_recalled in gaps if gap.days >= 7]
        if long_ones:
            expected[card] = long_ones[0]

    kept = retention_of(rows)

    assert {review.card: review.is_recalled for review in kept.reviews} == expected


def question(code: str, kind: str = "single"):
    lesson = SimpleNamespace(code=f"L{code[1:3]}", short=code[1:3])
    return SimpleNamespace(code=code, kind=kind, lesson=lesson)


def past(score: float, day: int = 0) -> Past:
    return Past(1, score, 80, NOON + timedelta(days=day))


def test_area_counts_each_question_once_by_the_last_answer_to_either_form():
    questions = {code: question(code) for code in ("Q05.1", "Q05.1b", "Q05.2", "Q01.1")}
    questions["Q05.9"] = question("Q05.9", "free")
    history = {
        "Q05.1": past(1.0, 0),
        "Q05.1b": past(0.5, 1),
        "Q05.2": past(1.0),
        "Q05.9": past(1.0),
        "Q01.1": past(0.0),
        "Q05.8": past(0.0),  # no longer asked
    }

    areas = areas_of(history, questions)

    assert [(area.lesson.code, set(area.codes), area.right) for area in areas] == [("L05", {"Q05.1b", "Q05.2"}, 1)]


def area(name: str, right: int, count: int) -> Area:
    return Area(SimpleNamespace(code=name, short=name), ("",) * count, right)


@pytest.mark.parametrize(
    ("areas", "weakest"),
    [
        ([area("L05", 3, 6), area("L06", 2, 6)], "L06"),
        ([area("L05", 3, 6), area("L06", 0, 4)], None),
        ([area("L05", 6, 6), area("L06", 8, 8)], None),
        ([area("L05", 3, 6), area("L06", 5, 10), area("L07", 9, 9)], "L06"),
        ([], None),
    ],
)
def test_weakest_area_has_the_lowest_share_of_those_with_five_questions(areas, weakest):
    found = weakest_of(areas)

    assert (found and found.lesson.code) == weakest
