from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["trade_off"]
SOURCE = read_entry("ACT07b")
CONTENT = render_entry(SOURCE)
LOOSE = {"quality": 75, "seconds": 5, "budget": 15000, "control": "any"}
CHAT = {
    "situation": "chat",
    "quality": 85,
    "seconds": 2,
    "budget": 300,
    "control": "at-once",
    "setup": "retrieval",
    "reason": "fits",
    "sentence": "Two points of quality.",
}


@pytest.mark.parametrize("case", golden("trade_off"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_loosest_requirement_lets_all_through():
    assert SIMULATOR.outcome(CONTENT, LOOSE)["survivors"] == ["small", "large", "retrieval", "review"]


@given(
    st.sampled_from(CONTENT["quality"]),
    st.sampled_from(CONTENT["seconds"]),
    st.sampled_from(CONTENT["budget"]),
    st.sampled_from(["any", "checked", "at-once"]),
)
def test_tighter_requirement_lets_nobody_else_through(quality, seconds, budget, control):
    wanted = {"quality": quality, "seconds": seconds, "budget": budget, "control": control}

    loose = SIMULATOR.outcome(CONTENT, LOOSE | {"quality": quality})["survivors"]

    assert set(SIMULATOR.outcome(CONTENT, wanted)["survivors"]) <= set(loose)


@pytest.mark.parametrize("situation", CONTENT["situations"], ids=lambda situation: situation["id"])
def test_requirement_that_fits_a_situation_leaves_the_set_up_that_fits(situation):
    wanted = {need: said["fits"][0] for need, said in situation["needs"].items()}

    best = max(situation["setups"], key=lambda judged: judged["score"])

    assert SIMULATOR.outcome(CONTENT, wanted)["survivors"] == [best["id"]]


def test_another_set_up_fits_each_situation():
    best = [max(case["setups"], key=lambda judged: judged["score"])["id"] for case in CONTENT["situations"]]

    assert sorted(best) == sorted(setup["id"] for setup in CONTENT["setups"])


def test_nothing_given_is_the_loosest_requirement():
    choices = SIMULATOR.read(CONTENT, Posted({}))

    assert choices == LOOSE | {"situation": "", "setup": "", "reason": "", "sentence": ""}


@given(st.dictionaries(st.sampled_from([*CHAT, "x"]), st.text()))
def test_garbage_is_read_as_the_start(garbage):
    query = {name: f"?{value}" for name, value in garbage.items() if name != "sentence"}

    assert SIMULATOR.read(CONTENT, Posted(query)) == SIMULATOR.read(CONTENT, Posted({}))


def test_choices_come_back_from_a_form_and_from_store():
    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(CHAT)))) == CHAT
    assert SIMULATOR.restore(CONTENT, CHAT) == CHAT


def test_sentence_is_cut_and_loses_what_cannot_be_stored():
    choices = SIMULATOR.read(CONTENT, Posted({"sentence": " a\x00b" + "c" * 500}))

    assert choices["sentence"] == "ab" + "c" * 298


def test_decision_lacks_situation_set_up_and_reason():
    assert list(SIMULATOR.missing(CONTENT, Posted({}))) == ["situation", "setup", "reason"]
    assert SIMULATOR.missing(CONTENT, Posted(CHAT)) == {}


def test_decision_that_fits_gets_full_marks():
    graded = SIMULATOR.grade(CONTENT, CHAT)

    assert graded.score == 1
    assert graded.verdict == "Live chat: the set-up fits, and 4 of 4 parts of the requirement do."
    assert [line.score for line in graded.lines] == [1] * 6


def test_set_up_that_misses_the_own_requirement_is_told_so():
    graded = SIMULATOR.grade(CONTENT, CHAT | {"setup": "large", "control": "any"})

    assert graded.verdict == "Live chat: 3 of 4 parts of the requirement fit; the set-up is “Small with retrieval”."
    assert graded.lines[3].score == 0.5
    assert graded.lines[4].text.endswith("It does not meet the requirement that you set.")
    assert graded.score == round(0.4 * 3.5 / 4 + 0.4 * 0.25 + 0.2, 3)


def test_same_choices_are_judged_by_their_situation():
    graded = SIMULATOR.grade(CONTENT, CHAT | {"situation": "claims"})

    assert graded.verdict.startswith(
        "Damage claims: 0 of 4 parts of the requirement fit; the set-up is “Retrieval, people"
    )


def test_description_tells_what_was_chosen():
    assert SIMULATOR.describe(CONTENT, CHAT)[1:] == [
        ("Set-up", "Small with retrieval"),
        ("Reason", "It meets the whole requirement, and the others each miss a part of it."),
        ("In your words", "Two points of quality."),
    ]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (LOOSE, "4 of 4 set-ups meet this requirement: A, B, C, D."),
        (LOOSE | {"seconds": 1}, "One of 4 set-ups meets this requirement: A."),
        (LOOSE | {"quality": 95}, "No set-up meets this requirement: something has to give way."),
    ],
)
def test_sentence_names_the_survivors(wanted, sentence):
    choices = SIMULATOR.read(CONTENT, Posted(wanted))

    assert SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))["sentence"] == sentence


def test_marks_stand_inside_the_field_exactly_where_they_meet_it():
    choices = SIMULATOR.read(CONTENT, Posted(CHAT))

    for panel in SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))["panels"]:
        for mark in panel["marks"]:
            assert (panel["from"] <= mark["x"] <= panel["from"] + panel["width"]) == mark["meets"]


def test_model_holds_no_answers():
    assert SIMULATOR.model(CONTENT).keys() == {"volume", "review_each", "setups"}


def test_course_file_has_no_mistakes():
    assert list(SIMULATOR.mistakes(SOURCE)) == []


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("quality",), [75, 80, 82], ("quality",)),
        (("situations", 0, "needs", "seconds", "fits"), [4], ("situations", 0, "needs", "seconds")),
        (("situations", 1, "setups", 0, "id"), "small", ("situations", 1, "setups")),
        (("reasons", 1, "id"), "fits", ("reasons", 1, "id")),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert place in [mistake.path for mistake in SIMULATOR.mistakes(source)]
