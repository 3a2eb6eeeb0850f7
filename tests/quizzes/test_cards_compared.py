"""Cards that look the same are rendered once; the order of a showing comes from its seed."""

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from quizzes.cards import SEEDS, Reread, seed_for
from quizzes.places import Place
from tests.quizzes.factories import RIGHT, WRONG
from tests.quizzes.showing import card_of, given


def test_cards_that_look_the_same_are_equal():
    first, second = (card_of("single", RIGHT["single"], seed=2, label="3") for _time in range(2))

    assert first == second
    assert len({first, second}) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 3},
        {"ordinal": 2},
        {"label": "4"},
        {"place": Place("quiz", "L01")},
        {"hides_feedback": True},
        {"notice": "This was answered before."},
        {"reread": Reread("/lessons/x/#a1-1", "Lesson 1")},
        {"given": given("single", WRONG["single"])},
        {"given": given("single", RIGHT["single"], 95)},
        {"given": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_cards_that_differ_in_anything_that_shows_are_not_equal(change):
    same = {"seed": 2, "label": "3"}

    assert card_of("single", RIGHT["single"], **same) != card_of("single", RIGHT["single"], **(same | change))


@given_by(st.integers(1), st.sampled_from(["Q01.1", "Q05.4b"]), st.text(), st.integers(1, 9))
def test_seed_is_one_of_eight_and_the_same_when_a_page_is_loaded_again(learner, code, place, ordinal):
    seed = seed_for(learner, code, place, ordinal)

    assert 0 <= seed < SEEDS
    assert seed == seed_for(learner, code, place, ordinal)


def test_seed_differs_by_learner_question_place_and_try():
    learners = {seed_for(learner, "Q01.1", "quiz:L01", 1) for learner in range(1, 60)}
    codes = {seed_for(1, f"Q{number:02}.1", "quiz:L01", 1) for number in range(1, 60)}
    places = {seed_for(1, "Q01.1", f"quiz:L{number:02}", 1) for number in range(1, 60)}
    tries = {seed_for(1, "Q01.1", "practice", ordinal) for ordinal in range(1, 60)}

    assert learners == codes == places == tries == set(range(SEEDS))


def test_visitors_share_one_order():
    assert seed_for(None, "Q01.1", "quiz:L01", 1) == seed_for(None, "Q02.1", "recap:L05", 2) == 0
