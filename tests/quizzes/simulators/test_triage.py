from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["triage"]
SOURCE = read_entry("ACT05")
CONTENT = render_entry(SOURCE)
OURS = {f"call-{card['id']}": card["call"] for card in SOURCE["cards"]} | {
    f"question-{card['id']}": card["question"][0] for card in SOURCE["cards"]
}
CURRICULUM = """
rules plainer, assists shape, reviewed gain, none job, rules shape, assists shape, none job, assists shape, rules shape,
reviewed shape"""


@pytest.mark.parametrize("case", golden("triage"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_keys_are_those_that_were_agreed():
    keys = [f"{card['call']} {card['question'][0]}" for card in SOURCE["cards"]]

    assert keys == [key.strip() for key in CURRICULUM.split(",")]


def test_all_calls_and_questions_as_ours_score_one():
    graded = SIMULATOR.grade(CONTENT, OURS)

    assert graded.score == 1
    assert graded.verdict == "You and we agree on 10 of 10. What decided it is the same in 10."
    assert {line.score for line in graded.lines} == {1}
    assert graded.notice == SOURCE["notice"]


def test_call_counts_for_seven_tenths_and_question_for_three():
    wrong_question = SIMULATOR.grade(CONTENT, OURS | {"question-headline": "rub"})
    wrong_call = SIMULATOR.grade(CONTENT, OURS | {"call-headline": "assists"})

    assert [wrong_question.lines[6].score, wrong_call.lines[6].score] == [0.7, 0.3]
    assert (wrong_question.score, wrong_call.score) == (0.97, 0.93)


def test_every_accepted_question_counts_in_full():
    graded = SIMULATOR.grade(CONTENT, OURS | {"question-canteen": "shape"})

    assert graded.lines[0].score == 1


def test_card_that_differs_is_told_both_calls_and_why():
    line = SIMULATOR.grade(CONTENT, OURS | {"call-headline": "assists", "question-headline": "gain"}).lines[6]

    assert line.label == "Rewrite the home page headline daily with AI"
    assert line.text.startswith(
        "You: AI that assists. We: Do not build. What decides it? You: Gain. We: Job.\nNo reader"
    )


def test_muddled_pair_is_told_how_the_two_differ():
    content = render_entry(read_entry("ACT04"))
    choices = SIMULATOR.read(content, Posted({f"call-{card['id']}": card["call"] for card in content["cards"]}))

    line = SIMULATOR.grade(content, choices | {"call-notes-checked": "experience"}).lines[2]

    assert line.score == 0
    assert "Experience or trust? Experience asks how the help works" in line.text


CALLS = [("ACT01", 3), ("ACT02", 6), ("ACT03", 3), ("ACT04", 6), ("ACT12", 6), ("ACT14", 3)]


@pytest.mark.parametrize(("code", "calls"), CALLS)
def test_call_alone_counts_where_no_question_is_asked(code, calls):
    content = render_entry(read_entry(code))
    choices = SIMULATOR.read(content, Posted({f"call-{card['id']}": card["call"] for card in content["cards"]}))

    graded = SIMULATOR.grade(content, choices)

    assert len(content["calls"]) == calls
    assert {card["call"] for card in content["cards"]} == {call["id"] for call in content["calls"]}
    assert SIMULATOR.missing(content, Posted(choices)) == {}
    assert (graded.score, graded.verdict) == (
        1,
        f"You and we agree on {len(content['cards'])} of {len(content['cards'])}.",
    )


def test_text_is_shown_beside_a_model_and_not_graded():
    content = render_entry(read_entry("ACT01"))
    sent = {f"call-{card['id']}": card["call"] for card in content["cards"]}
    choices = SIMULATOR.read(content, Posted(sent | {"text-rewrite": "Decide with Ada.", "points-rewrite": [1]}))

    graded = SIMULATOR.grade(content, choices)

    assert (graded.score, graded.lines[-1].score) == (1, None)
    assert "Yours: Decide with Ada." in graded.lines[-1].text
    assert content["writing"][0]["model"] in graded.lines[-1].text
    assert "You ticked 1 of 3" in graded.lines[-1].text


def test_missing_calls_and_questions_are_named():
    missing = SIMULATOR.missing(CONTENT, Posted({"call-canteen": "rules"}))

    assert "call-canteen" not in missing
    assert missing["question-canteen"] == "Choose what decided “Canteen opening hours in a chat”."
    assert len(missing) == 19


def test_choices_come_back_from_a_query():
    choices = SIMULATOR.read(CONTENT, Posted(OURS))

    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(choices, doseq=True)))) == choices
    assert SIMULATOR.read(CONTENT, Posted(choices)) == choices == OURS


@given(st.dictionaries(st.sampled_from([*OURS, "x"]), st.lists(st.text(), max_size=2)))
def test_garbage_is_read_as_nothing_chosen(garbage):
    query = QueryDict(mutable=True)
    for name, values in garbage.items():
        query.setlist(name, [f"?{value}" for value in values])

    choices = SIMULATOR.read(CONTENT, Posted(query))

    assert set(choices.values()) == {""}
    assert SIMULATOR.outcome(CONTENT, choices)["open"] == 10


@given(st.dictionaries(st.sampled_from(list(OURS)), st.sampled_from([*OURS.values(), ""])))
def test_every_card_is_counted_once(sent):
    outcome = SIMULATOR.outcome(CONTENT, SIMULATOR.read(CONTENT, Posted(sent)))

    assert sum(outcome["calls"].values()) + outcome["open"] == 10
    assert sum(outcome["questions"].values()) + outcome["without"] == 10


def test_sentence_says_how_the_cards_are_spread():
    some = SIMULATOR.read(CONTENT, Posted({"call-vat": "rules", "call-canteen": "rules", "call-survey": "none"}))
    none = SIMULATOR.read(CONTENT, Posted({}))

    sentences = [SIMULATOR.present(CONTENT, it, SIMULATOR.outcome(CONTENT, it))["sentence"] for it in (some, none)]

    assert sentences == [
        "3 of 10 proposals have a place: Rules or workflow 2, Do not build 1. Open: 7.",
        "Nothing chosen yet: all 10 proposals are open.",
    ]


def test_bar_is_as_long_as_all_cards():
    parts = SIMULATOR.present(CONTENT, OURS, SIMULATOR.outcome(CONTENT, OURS))["segments"]

    assert [part["width"] for part in parts] == ["30.00%", "30.00%", "20.00%", "20.00%"]
    assert [part["x"] for part in parts] == ["0.00%", "30.00%", "60.00%", "80.00%"]


def test_what_is_shown_before_deciding_holds_no_reason_and_no_key():
    nothing = SIMULATOR.read(CONTENT, Posted({}))
    shown = str([SIMULATOR.model(CONTENT), SIMULATOR.present(CONTENT, nothing, SIMULATOR.outcome(CONTENT, nothing))])

    assert [card["id"] for card in CONTENT["cards"] if card["why"] in shown] == []
    assert "'call': 'rules'" not in shown


def test_decision_is_described_in_words():
    described = SIMULATOR.describe(CONTENT, OURS)

    assert described[0] == ("Canteen opening hours in a chat", "Rules or workflow · Plainer workflow")


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("cards", 0, "call"), "maybe", ("cards", 0, "call")),
        (("cards", 1, "question"), ["luck"], ("cards", 1, "question", 0)),
        (("cards", 1, "id"), "canteen", ("cards", 1, "id")),
        (("contrasts",), [{"between": ["rules", "luck"], "text": "?"}], ("contrasts", 0, "between", 1)),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert [mistake.path for mistake in SIMULATOR.mistakes(source)] == [place]


def test_card_without_a_question_among_cards_that_have_one_is_a_mistake():
    source = deepcopy(SOURCE)
    del source["cards"][3]["question"]

    assert [mistake.path for mistake in SIMULATOR.mistakes(source)] == [("cards", 3)]


SIX_WAYS = render_entry(read_entry("ACT04"))
AREAS = SIMULATOR.read(SIX_WAYS, Posted({f"call-{card['id']}": card["call"] for card in SIX_WAYS["cards"]}))
MUDDLED, ASTRAY = "notes-checked", "planner-cooked"  # trust taken for experience; metrics taken for value
FIRST = AREAS | {f"call-{MUDDLED}": "experience", f"call-{ASTRAY}": "value"}


def lines_by_card(graded) -> dict:
    return {card["id"]: line for card, line in zip(SIX_WAYS["cards"], graded.lines, strict=False)}


def test_first_sorting_is_told_what_does_not_fit_and_not_where_it_belongs():
    graded = SIMULATOR.grade_first(SIX_WAYS, FIRST)

    lines = lines_by_card(graded)
    assert [code for code, line in lines.items() if line.score == 0] == [MUDDLED, ASTRAY]
    assert lines[MUDDLED].text.startswith("Experience or trust?")
    assert lines[ASTRAY].text == "We put it elsewhere. What is being decided here?"
    assert graded.score == SIMULATOR.grade(SIX_WAYS, FIRST).score
    assert "Sort the others once more" in graded.verdict


def test_second_sorting_is_told_where_each_belongs_and_why():
    lines = lines_by_card(SIMULATOR.grade(SIX_WAYS, FIRST))

    assert lines[ASTRAY].text.startswith("You: Value. We: Metrics.\nA figure that says whether it helps.")


def test_first_sorting_that_fits_throughout_is_told_everything():
    assert SIMULATOR.grade_first(SIX_WAYS, AREAS) == SIMULATOR.grade(SIX_WAYS, AREAS)


def test_entry_without_hints_tells_everything_at_once():
    other = OURS | {"call-headline": "assists"}

    assert SIMULATOR.grade_first(CONTENT, other) == SIMULATOR.grade(CONTENT, other)
