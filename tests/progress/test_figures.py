"""The figures of the dashboard: worked examples, and a second way of counting."""

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


def answer(at: datetime, code: str = "Q05.1") -> AnswerRow:
    return AnswerRow(at, 1, 1.0, 80, code, "single", 1, "lesson", "L05", 6, None)


def mark(card: int, day: float, *, is_recalled=True, is_answer=False, is_counted=True, question="") -> MarkRow:
    return MarkRow(card, NOON + timedelta(days=day), is_recalled, is_answer, is_counted, question)


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
        *(mark(3, 0), mark(3, 7)),
    ]

    kept = retention_of(marks, [])

    assert {(review.card, review.gap.days, review.is_recalled) for review in kept.reviews} == {
        (1, 7, False),
        (3, 7, True),
    }
    assert (kept.recalled, kept.count, kept.percent, kept.has_enough) == (1, 2, 50, False)


def test_card_tried_in_the_lesson_between_its_reviews_was_not_a_week_away():
    marks = [mark(1, 0), mark(1, 8, is_counted=False), mark(1, 10), mark(1, 17)]

    kept = retention_of(marks, [])

    assert [(review.at, review.gap.days) for review in kept.reviews] == [(NOON + timedelta(days=17), 7)]


def test_try_that_does_not_count_is_no_review_however_long_ago_the_last_was():
    assert retention_of([mark(1, 0), mark(1, 9, is_counted=False)], []).count == 0


@pytest.mark.parametrize("code", ["Q05.1", "Q05.1b"])
def test_question_answered_elsewhere_meanwhile_was_not_a_week_away(code):
    marks = [mark(1, day, is_answer=True, question="Q05.1") for day in (0, 10)]
    answers = [answer(row.at) for row in marks]

    gaps = [retention_of(marks, [*answers, *more]).count for more in ([], [answer(NOON + timedelta(days=8), code)])]

    assert gaps == [1, 0]


def test_question_answered_before_it_was_a_card_is_no_review():
    first = mark(1, 10, is_answer=True, is_recalled=False, question="Q05.1")

    assert retention_of([first], [answer(NOON), answer(first.at)]).count == 0


MARKS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60), st.booleans(), st.booleans()), max_size=40)
ANSWERS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60)), max_size=10)


@given(MARKS, ANSWERS)
def test_retention_counted_another_way(marks, answers):
    """Cards 1 and 2 are prompts, 3 and 4 questions. Going back from each review to whatever came last before it."""
    code = {3: "Q05.3", 4: "Q05.4b"}
    rows = [
        mark(card, day, is_recalled=ok, is_counted=counts, question=code.get(card, "").removesuffix("b"))
        for card, day, ok, counts in {(card, day): row for row in marks for card, day in [row[:2]]}.values()
    ]
    given_at = [answer(NOON + timedelta(days=day), code.get(card, "Q05.9")) for card, day in answers]
    expected = {}
    for card in range(1, 5):
        mine = sorted(row.at for row in rows if row.card == card)
        for row in sorted((row for row in rows if row.card == card and row.is_counted), key=lambda row: row.at):
            answered = [each.at for each in given_at if each.code == code.get(card) and each.at >= mine[0]]
            seen = [at for at in mine + answered if at < row.at]
            if mine[0] < row.at and (row.at - max(seen)).days >= 7:
                expected.setdefault(card, row.is_recalled)

    kept = retention_of(rows, given_at)

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
