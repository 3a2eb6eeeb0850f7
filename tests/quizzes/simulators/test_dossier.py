from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from quizzes.simulators.dossier import REASON_LIMIT, one_line, outcome_with
from quizzes.simulators.threshold import best_line
from tests.quizzes.factories_activities import read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["dossier"]
SOURCE = read_entry("ACT17")
CONTENT = render_entry(SOURCE)
DECISIONS = {decision["id"]: decision for decision in SOURCE["decisions"]}


def choice_of(name: str, score: float) -> str:
    return next(choice["id"] for choice in DECISIONS[name]["choices"] if choice["score"] == score)


def sent(**scores) -> dict:
    """A whole decision: the best choices, or those with the scores given by name."""
    fields = {"confidence": "80"}
    for name, decision in DECISIONS.items():
        fields[f"choice-{name}"] = choice_of(name, scores.get(name, 1))
        fields[f"reason-{name}"] = "It takes most of the desk’s time."
        fields[f"document-{name}"] = decision["documents"][0]
    return fields


def read(fields: dict) -> dict:
    return SIMULATOR.read(CONTENT, Posted(fields))


def graded(**scores):
    return SIMULATOR.grade(CONTENT, read(sent(**scores)))


# --- What follows while it is filled in ------------------------------------------------------------------------------


@pytest.mark.parametrize("case", golden("dossier"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_reason_is_one_line_whatever_was_typed():
    assert one_line(" Foxes\r\n and\t\u00a0 dogs. \ufeff") == "Foxes and dogs."


@given(st.dictionaries(st.sampled_from(sorted(sent())), st.text(max_size=400)))
def test_garbage_is_read_without_fail_and_presented(fields):
    choices = read(fields)

    presented = SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))

    assert len(presented["rows"]) == 6
    assert SIMULATOR.restore(CONTENT, choices) == choices
    assert len(SIMULATOR.brief(CONTENT, choices).parts) == 6


# --- What is missing -------------------------------------------------------------------------------------------------


def test_decision_without_anything_is_one_message():
    missing = SIMULATOR.missing(CONTENT, Posted({"confidence": "80"}))

    assert list(missing) == [f"choice-{name}" for name in DECISIONS]
    assert missing["choice-trust"] == "Decide “Trust”, with a reason and a document."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("choice-value", "nonsense", "Choose one of three for “Value”."),
        ("reason-value", " \n ", "Give your reason for “Value” in a sentence."),
        ("document-value", "", "Name the document on which “Value” rests."),
        ("confidence", "50", "Say how sure you are of your choices."),
        (
            "reason-value",
            "x" * (REASON_LIMIT + 1),
            "Shorten your reason for “Value”: it has 301 characters of 300.",
        ),
    ],
)
def test_what_is_missing_or_too_long_is_named(field, value, message):
    assert SIMULATOR.missing(CONTENT, Posted(sent() | {field: value})) == {field: message}


def test_reason_of_the_greatest_length_is_enough():
    assert SIMULATOR.missing(CONTENT, Posted(sent() | {"reason-value": "x" * REASON_LIMIT})) == {}


# --- What is said about it -------------------------------------------------------------------------------------------


def test_best_choices_score_one():
    result = graded()

    assert (result.score, result.is_right, result.confidence) == (1, True, 80)
    assert result.verdict == "6 of your 6 choices are the best on offer. Your score: 100%."
    assert [len(line.parts) for line in result.lines] == [1] * 6 + [0]


def test_score_is_the_mean_of_the_choices():
    result = graded(value=0, trust=0.5)

    assert result.score == 0.75
    assert [line.score for line in result.lines] == [0, 1, 1, 0.5, 1, 1, None]


@pytest.mark.parametrize(("others", "is_right", "points"), [(1, True, "21.0"), (2, False, "−39.0")])
def test_confidence_is_about_at_least_five_best_choices(others, is_right, points):
    result = graded(**dict.fromkeys(list(DECISIONS)[:others], 0.5))

    assert result.is_right is is_right
    assert f"{points} calibration points" in result.lines[-1].text


def test_other_choice_is_shown_beside_the_best():
    ((yours, _mine, why), (best, text, reason)) = graded(loop=0).lines[5].parts

    assert (yours, best) == ("Yours", "Best on offer")
    assert why.startswith("Nothing broke")
    assert (text, reason) == (DECISIONS["loop"]["choices"][1]["text"], DECISIONS["loop"]["choices"][1]["why"])


def test_source_stands_beside_ours_and_counts_for_nothing():
    choices = read(sent() | {"document-value": "offer"})

    result = SIMULATOR.grade(CONTENT, choices)

    assert result.score == 1
    assert result.lines[0].text == (
        "It rests on: The supplier’s offer. Ours rests on: Sixty enquiries, The desk’s own page."
    )


def test_reasons_stand_beside_ours_for_the_own_rating():
    rubric = SIMULATOR.rubric(CONTENT, read(sent()))

    assert [level for level, _means in rubric.levels] == ["What", "Why", "From what", "At what price"]
    assert rubric.works[0] == ("value", "Value", "It takes most of the desk’s time.", DECISIONS["value"]["reason"])


def test_brief_has_choice_reason_and_source_of_each_decision():
    brief = SIMULATOR.brief(CONTENT, read(sent()))

    assert brief.title == "AI at the enquiry desk"
    assert [part["label"] for part in brief.parts] == [decision["title"] for decision in SOURCE["decisions"]]
    assert brief.parts[0] == {
        "label": "Value",
        "question": DECISIONS["value"]["question"],
        "choice": DECISIONS["value"]["choices"][1]["text"],
        "reason": "It takes most of the desk’s time.",
        "source": "Sixty enquiries",
    }


def test_choice_that_an_author_took_away_is_a_dash():
    content = deepcopy(CONTENT)
    content["decisions"][0]["choices"][1]["id"] = "renamed"

    choices = SIMULATOR.restore(content, read(sent()))

    assert SIMULATOR.brief(content, choices).parts[0]["choice"] == "–"


# --- The line --------------------------------------------------------------------------------------------------------


def test_trial_has_the_scores_of_the_parcel_desk():
    desk, trial = read_entry("ACT07a"), SOURCE["trial"]

    same = ("lines", "messages", "save", "fix")
    assert [trial[name] for name in same] == [desk[name] for name in same]
    assert trial["right"] == desk["scores"][0]["right"]
    assert [error["slip"] for error in trial["errors"]] == desk["slip"]
    assert (sum(trial["messages"]), trial["caught"] in desk["caught"]) == (200, True)


def test_best_choice_draws_the_best_line_for_each_error():
    trial = SOURCE["trial"]
    table = trial | {"scores": [{"id": "trial", "right": trial["right"]}]}
    settings = [{"scores": "trial", "caught": trial["caught"], "slip": error["slip"]} for error in trial["errors"]]

    best = next(choice for choice in DECISIONS["technical"]["choices"] if choice["score"] == 1)

    assert best["lines"] == [best_line(table, setting)[0] for setting in settings] == [0.5, 0.7, 0.9]


@pytest.mark.parametrize(
    ("score", "figures"),
    [
        (1, "Poor tip 294.2, Wrong branch 194.4, Wrong order 102.9; together 591.5."),
        (0.5, "Poor tip 275.4, Wrong branch 194.4, Wrong order 5.4; together 475.2."),
        (0, "Poor tip 265.0, Wrong branch 40.0, Wrong order −485.0; together −180.0."),
    ],
)
def test_minutes_that_lines_gain_are_computed(score, figures):
    _yours, _text, why = graded(technical=score).lines[2].parts[0]

    assert why.endswith(f"Minutes gained: {figures}")


def test_table_of_the_trial_is_computed():
    presented = SIMULATOR.present(CONTENT, read({}), SIMULATOR.outcome(CONTENT, read({})))

    assert presented["trial_rows"][4] == {
        "line": "0.70",
        "shown": 132,
        "right": 114,
        "minutes": ["275.4", "194.4", "5.4"],
    }
    assert outcome_with(SOURCE["trial"], SOURCE["trial"]["errors"][2], 0.9)["net"] == 102.9


# --- What the author wrote -------------------------------------------------------------------------------------------


def test_model_and_presented_rows_tell_nothing_of_what_is_best():
    shown = str(SIMULATOR.model(CONTENT)) + str(SIMULATOR.present(CONTENT, read({}), SIMULATOR.outcome(CONTENT, {})))

    told = [choice["why"] for decision in SOURCE["decisions"] for choice in decision["choices"]]
    told += [decision["reason"] for decision in SOURCE["decisions"]]
    assert [text for text in told if text in shown] == []
    assert "score" not in shown


def test_documents_are_pages_with_their_tables():
    pages = {document["id"]: document["page"] for document in CONTENT["documents"]}

    assert len(pages) == 8
    assert [name for name, page in pages.items() if "<table>" in page] == ["enquiries", "pilot", "offer", "hours"]
    assert '<td class="num">900</td>' in pages["pilot"]


def test_each_document_carries_some_decision_or_misleads_one():
    carrying = {name for decision in SOURCE["decisions"] for name in decision["documents"]}

    assert {document["id"] for document in SOURCE["documents"]} - carrying == {"offer"}


def test_place_and_length_give_no_best_choice_away():
    places = [[choice["score"] for choice in decision["choices"]].index(1) for decision in SOURCE["decisions"]]
    lengths = [sorted(decision["choices"], key=lambda choice: len(choice["text"])) for decision in SOURCE["decisions"]]

    assert sorted(places) == [0, 0, 1, 1, 2, 2]
    assert sum(choices[-1]["score"] == 1 for choices in lengths) <= 4
    assert sum(choices[0]["score"] == 1 for choices in lengths) <= 3
    for choices in lengths:
        assert len(choices[-1]["text"]) <= 1.25 * len(choices[0]["text"])


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda source: source["documents"][1].update(id="talks"), ("documents", 1, "id")),
        (lambda source: source["trial"].update(document="none"), ("trial", "document")),
        (lambda source: source["trial"]["right"].pop(), ("trial", "right")),
        (lambda source: source["trial"]["right"].__setitem__(0, 99), ("trial", "right")),
        (lambda source: source["decisions"][0].update(documents=["none"]), ("decisions", 0, "documents", 0)),
        (lambda source: source["decisions"][0]["choices"][0].update(score=1), ("decisions", 0, "choices")),
        (lambda source: source["decisions"][0]["choices"][0].update(id="advice"), ("decisions", 0, "choices")),
        (
            lambda source: source["decisions"][2]["choices"][0].update(lines=[0.5]),
            ("decisions", 2, "choices", 0, "lines"),
        ),
        (lambda source: source.update(at_least=7), ("at_least",)),
    ],
)
def test_mistake_of_an_author_is_found_where_it_stands(change, path):
    source = deepcopy(SOURCE)
    change(source)

    assert path in [mistake.path for mistake in SIMULATOR.mistakes(source)]
