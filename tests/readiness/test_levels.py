"""From a rating, its evidence and linked answers to a level."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.models import CONFIDENCES
from readiness.levels import Linked, LinkedAnswer, Standing, evidence_level, shown_level

answers = st.lists(st.builds(LinkedAnswer, st.booleans(), st.sampled_from(CONFIDENCES)), max_size=20)
levels = st.integers(0, 3)


def linked(right: int, count: int, confidence: int | None = 60) -> Linked:
    return Linked([LinkedAnswer(number < right, confidence) for number in range(count)])


@pytest.mark.parametrize(
    ("text", "meets", "confirmed", "level"),
    [
        ("", False, False, 0),
        (" \n", True, True, 0),
        ("A case.", False, False, 1),
        ("A case.", True, False, 2),
        ("A case.", False, True, 3),
        ("A case.", True, True, 3),
    ],
)
def test_evidence_counts_by_who_stands_behind_it(text, meets, confirmed, level):
    assert evidence_level(text, meets_descriptor=meets, is_confirmed=confirmed) == level


@pytest.mark.parametrize(
    ("rated", "evidence", "shown"),
    [(0, 0, 0), (1, 0, 1), (2, 0, 1), (3, 0, 1), (3, 1, 2), (2, 1, 2), (3, 2, 3), (3, 3, 3), (0, 3, 0)],
)
def test_claim_runs_one_step_ahead_of_its_evidence_never_two(rated, evidence, shown):
    assert shown_level(rated, evidence) == shown


@given(levels, levels, answers)
def test_answers_never_change_a_level(rated, evidence, given_answers):
    standing = Standing("R1", rated, evidence, Linked(given_answers))

    assert standing.rated == rated
    assert standing.shown == Standing("R1", rated, evidence).shown


@given(levels, levels)
def test_more_evidence_never_lowers_the_level(rated, evidence):
    assert shown_level(rated, evidence) <= shown_level(rated, min(3, evidence + 1)) <= rated


@given(answers)
def test_figures_are_those_of_an_independent_computation(given_answers):
    found, count = Linked(given_answers), len(given_answers)
    right = [Fraction(int(answer.is_right)) for answer in given_answers]
    stated = [Fraction(answer.confidence, 100) for answer in given_answers]

    if count < 6:
        assert (found.share, found.gap, found.is_low, found.is_over_confident) == (None, None, False, False)
    else:
        accuracy, gap = sum(right) / count, sum(stated) / count - sum(right) / count
        assert found.share == pytest.approx(float(accuracy))
        assert found.gap == pytest.approx(float(gap))
        assert found.is_low == (accuracy < Fraction(60, 100))
        assert found.is_over_confident == (gap > Fraction(15, 100))
        assert found.is_under_confident == (gap < Fraction(-15, 100))


@pytest.mark.parametrize(("right", "count", "is_low"), [(6, 10, False), (5, 10, True), (3, 5, False), (0, 5, False)])
def test_sixty_percent_is_not_low_and_five_answers_say_nothing(right, count, is_low):
    assert linked(right, count).is_low is is_low


@pytest.mark.parametrize(
    ("stated", "right", "over", "under"),
    [
        ([60] * 10 + [80] * 10, 11, False, False),  # 70% sure, 55% right: 15 points and not more
        ([60] * 10 + [80] * 10, 10, True, False),
        ([60] * 10 + [80] * 10, 17, False, False),
        ([60] * 10 + [80] * 10, 18, False, True),
    ],
)
def test_gap_counts_from_more_than_fifteen_points_on(stated, right, over, under):
    found = Linked([LinkedAnswer(number < right, confidence) for number, confidence in enumerate(stated)])

    assert (found.is_over_confident, found.is_under_confident) == (over, under)


def test_answers_without_a_confidence_count_for_the_share_alone():
    found = Linked([*linked(3, 5).answers, LinkedAnswer(True, None)])

    assert found.share == pytest.approx(4 / 6)
    assert found.gap is None


@pytest.mark.parametrize(
    ("rated", "evidence", "is_doubted"), [(1, 3, False), (2, 0, False), (2, 1, True), (3, 3, True)]
)
def test_low_results_speak_against_a_level_from_two_on(rated, evidence, is_doubted):
    assert Standing("R1", rated, evidence, linked(2, 6)).is_doubted is is_doubted


@pytest.mark.parametrize(("right", "count", "rounded"), [(4, 9, "+16"), (9, 9, "−40"), (6, 10, "0")])
def test_gap_is_said_in_whole_points_with_its_sign(right, count, rounded):
    assert linked(right, count).gap_rounded == rounded
