from collections import Counter
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from quizzes.simulators.mirror import mean
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["mirror"]
SOURCE = read_entry("ACT15")
CONTENT = render_entry(SOURCE)
FIELDS = [f"pair-{pair['id']}" for pair in SOURCE["pairs"]]
NOTHING = SIMULATOR.read(CONTENT, Posted({}))
EIGHT = SIMULATOR.read(CONTENT, Posted(golden("mirror")[5]["choices"]))


@pytest.mark.parametrize("case", golden("mirror"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


@pytest.mark.parametrize(
    ("total", "count", "expected"),
    [(1, 4, 0.3), (-1, 4, -0.3), (3, 4, 0.8), (5, 3, 1.7), (-7, 4, -1.8), (0, 3, 0.0), (0, 0, None)],
)
def test_mean_is_rounded_with_halves_away_from_zero(total, count, expected):
    assert mean(total, count) == expected


def test_twelve_pairs_weigh_each_trait_as_often_and_turn_their_sides():
    pairs = SOURCE["pairs"]
    sides = {
        trait["id"]: {pair["second"] for pair in pairs if pair["trait"] == trait["id"]} for trait in SOURCE["traits"]
    }

    assert len(pairs) == 12
    assert set(Counter(pair["trait"] for pair in pairs).values()) == {3}
    assert Counter(pair["second"] for pair in pairs) == {"a": 6, "b": 6}
    assert all(side == {"a", "b"} for side in sides.values())


def test_role_comes_first_and_has_three_neighbours():
    labels = [role["label"] for role in SOURCE["roles"]]

    assert labels == ["AI product manager", "ML engineer", "Analytics", "UX research"]


def test_nothing_given_is_open():
    assert dict.fromkeys(FIELDS, "") == NOTHING


@given(st.dictionaries(st.sampled_from([*FIELDS, "x"]), st.lists(st.text(), max_size=2)))
def test_garbage_is_read_as_nothing_chosen(garbage):
    query = QueryDict(mutable=True)
    for name, values in garbage.items():
        query.setlist(name, [f"?{value}" for value in values])

    assert SIMULATOR.read(CONTENT, Posted(query)) == NOTHING


@given(st.dictionaries(st.sampled_from(FIELDS), st.integers(-2, 2)))
def test_means_stay_on_the_scale_and_every_answer_counts_once(sent):
    outcome = SIMULATOR.outcome(CONTENT, SIMULATOR.read(CONTENT, Posted(sent)))

    assert outcome["answered"] == sum(outcome["counts"].values()) == len(sent)
    assert all(-2 <= number <= 2 for number in outcome["means"].values() if number is not None)
    assert [trait for trait, count in outcome["counts"].items() if not count] == [
        trait for trait, number in outcome["means"].items() if number is None
    ]


def test_choices_come_back_from_a_query_and_from_store():
    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(EIGHT)))) == EIGHT
    assert SIMULATOR.restore(CONTENT, EIGHT) == EIGHT


def test_pairs_may_be_missing_but_not_all_of_them():
    assert SIMULATOR.missing(CONTENT, Posted({FIELDS[4]: "0"})) == {}
    assert SIMULATOR.missing(CONTENT, Posted({})) == {
        FIELDS[0]: "Choose in at least one of the pairs: then there is a profile to keep."
    }


def test_sentence_names_leanings_what_is_in_between_and_what_is_open():
    sentences = [
        SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))["sentence"]
        for choices in (NOTHING, EIGHT, NOTHING | {FIELDS[-1]: -1})
    ]

    assert sentences == [
        "Nothing chosen yet: all 12 pairs are open.",
        "8 of 12 pairs answered. You lean to unknown answers (1.3), the system (−0.5), deciding with others (0.5). "
        "In between: depth in one thing and breadth across many (0.0).",
        "1 of 12 pairs answered. You lean to deciding on your own (−1.0). Nothing yet on: known answers and unknown "
        "answers, depth in one thing and breadth across many, the system and the people.",
    ]


def test_kept_profile_has_no_score_and_no_verdict_on_anybody():
    graded = SIMULATOR.grade(CONTENT, EIGHT)

    assert graded.score is None
    assert graded.verdict == "Kept: a profile, not a verdict. 8 of 12 pairs answered."
    assert {line.score for line in graded.lines} == {None}
    assert graded.notice == SOURCE["notice"]
    assert "%" not in str(graded)


def test_line_says_where_one_stands_beside_all_four_roles():
    lines = SIMULATOR.grade(CONTENT, EIGHT).lines

    assert [line.label for line in lines] == [
        "Known answers or unknown answers: you lean to unknown answers (1.3)",
        "Depth in one thing or breadth across many: you stand in between (0.0)",
        "The system or the people: you lean to the system (−0.5)",
        "Deciding on your own or deciding with others: you lean to deciding with others (0.5)",
    ]
    assert lines[2].text.splitlines() == [
        f"{role['label']} ({at}): {role['texture'][2]['note']}"
        for role, at in zip(SOURCE["roles"], ("0.5", "−1.5", "−0.5", "2.0"), strict=True)
    ]


def test_trait_without_an_answer_says_so():
    line = SIMULATOR.grade(CONTENT, NOTHING | {FIELDS[0]: 2}).lines[3]

    assert line.label == "Deciding on your own or deciding with others: no pair answered"


def test_answered_pairs_are_described_in_words():
    described = SIMULATOR.describe(CONTENT, NOTHING | {FIELDS[1]: 0, FIELDS[2]: -2})

    pair = SOURCE["pairs"][2]
    assert [words for _, words in described] == ["Neither", "Strongly A"]
    assert described[1][0] == f"A: {pair['a']} B: {pair['b']}"


def test_marks_of_roles_at_the_same_place_do_not_cover_each_other():
    rows = SIMULATOR.present(CONTENT, NOTHING, SIMULATOR.outcome(CONTENT, NOTHING))["rows"]

    for row in rows:
        assert len({(mark["x"], mark["y"]) for mark in row["marks"]}) == 4
        assert {mark["letter"] for mark in row["marks"]} == {"P", "M", "A", "U"}
    assert [(mark["x"], mark["level"]) for mark in rows[0]["marks"]][::3] == [("81.50%", 1), ("81.50%", 2)]


def test_mark_of_the_learner_is_hidden_until_a_pair_is_answered():
    none, some = (
        SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))["rows"][3]
        for choices in (NOTHING, NOTHING | {FIELDS[-1]: 2})
    )

    assert (none["is_open"], none["mean"], none["answered"]) == (True, "–", 0)
    assert (some["is_open"], some["mean"], some["mine"]) == (False, "2.0", "92.00%")


def mistakes_with(path: tuple, value) -> list:
    """The mistakes of the course's entry with one thing set to something else."""
    return list(SIMULATOR.mistakes(changed(SOURCE, path, value)))


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("pairs", 3, "trait"), "luck", ("pairs", 3, "trait")),
        (("pairs", 1, "id"), "parcel-calls", ("pairs", 1, "id")),
        (("roles", 2, "id"), "pm", ("roles", 2, "id")),
        (("roles", 2, "letter"), "P", ("roles", 2, "letter")),
        (("roles", 1, "texture"), SOURCE["roles"][1]["texture"][:3], ("roles", 1, "texture")),
        (("roles", 1, "texture", 0, "trait"), "reach", ("roles", 1, "texture")),
        (("pairs",), [pair for pair in SOURCE["pairs"] if pair["trait"] != "reach"], ("traits", 1)),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place_and_a_remedy(path, value, place):
    (mistake,) = mistakes_with(path, value)

    assert mistake.path == place
    assert mistake.remedy


def test_trait_used_twice_is_a_mistake():
    places = [mistake.path for mistake in mistakes_with(("traits", 1, "id"), "answers")]

    assert ("traits", 1, "id") in places
