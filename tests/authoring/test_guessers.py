"""Nobody gets far in the quizzes who knows nothing and is good at tests.

Guessers answer every question with one right option among four, of both forms, by a rule that looks at the options
alone. Where a rule fits several options, it chooses among them at random: a tie of three with the key counts a third.
"""

import re
from collections import Counter

import pytest

from authoring.files.entry_files import entries_of
from quizzes.cards import SEEDS
from quizzes.kinds.base import Shuffle

CHANCE = 0.25
MARGIN = 0.05
SALTS = range(40)
"""A salt is drawn when a question is stored. Over these many, what is left of chance is well below the margin."""
HEDGES = re.compile(
    r"\b(may|might|can|could|some|sometimes|often|usually|perhaps|likely|probably|mostly|tends?|partly|depends|depending"
    r"|generally|rather|almost|about|typically|roughly|seems?|appears?|in (part|some cases)|as a rule|unless)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def entries(files_of_course) -> list[dict]:
    return [entry for _file, _number, entry in entries_of(files_of_course.quizzes)]


@pytest.fixture(scope="module")
def singles(entries) -> list[list[dict]]:
    """The options of each single question, in the author's order."""
    return [entry["options"] for entry in entries if entry["kind"] == "single"]


def score(singles: list[list[dict]], appeal) -> float:
    """The share that a guesser gets who always takes the option with the most `appeal`."""
    return sum(chance_of_key(options, appeal) for options in singles) / len(singles)


def chance_of_key(options: list[dict], appeal) -> float:
    most = max(appeal(option) for option in options)
    taken = [option for option in options if appeal(option) == most]
    return sum(bool(option.get("key")) for option in taken) / len(taken)


def length(option: dict) -> int:
    return len(option["text"])


def place_of_key(options: list[dict]) -> int:
    return next(place for place, option in enumerate(options) if option.get("key"))


def test_there_are_questions_of_both_forms_to_guess_at(entries):
    forms = Counter(entry["id"].endswith("b") for entry in entries if entry["kind"] == "single")

    assert min(forms[True], forms[False]) >= 30


def test_whoever_takes_the_longest_option_does_no_better_than_chance(singles):
    assert score(singles, length) == pytest.approx(CHANCE, abs=MARGIN)


def test_whoever_takes_the_shortest_option_does_no_better_than_chance(singles):
    assert score(singles, lambda option: -length(option)) == pytest.approx(CHANCE, abs=MARGIN)


def test_whoever_takes_the_option_with_most_hedges_does_no_better_than_chance(singles):
    assert score(singles, lambda option: len(HEDGES.findall(option["text"]))) == pytest.approx(CHANCE, abs=MARGIN)


def test_whoever_takes_the_first_option_as_authored_does_no_better_than_chance(singles):
    firsts = [bool(options[0].get("key")) for options in singles]

    assert sum(firsts) / len(firsts) == pytest.approx(CHANCE, abs=MARGIN)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whoever_takes_the_first_option_on_the_page_does_no_better_than_chance(singles, seed):
    firsts = [
        bool(options[Shuffle(salt, seed).order("options", len(options))[0]].get("key"))
        for options in singles
        for salt in SALTS
    ]

    assert sum(firsts) / len(firsts) == pytest.approx(CHANCE, abs=MARGIN)


def test_keys_are_spread_over_the_places(singles):
    places = Counter(place_of_key(options) for options in singles)

    assert [place for place in range(4) if not 0.15 <= places[place] / len(singles) <= 0.35] == []


def test_key_is_the_longest_option_in_one_question_of_four_at_most(singles):
    """Longer than each other option: where two are the longest, length gives less away, and a guesser shares."""
    longest = [options for options in singles if chance_of_key(options, length) == 1]

    assert len(longest) / len(singles) <= 0.25


def test_about_half_of_the_statements_are_true(entries):
    verdicts = [entry["verdict"] for entry in entries if entry["kind"] == "tf-why"]

    assert 0.4 <= sum(verdicts) / len(verdicts) <= 0.6
