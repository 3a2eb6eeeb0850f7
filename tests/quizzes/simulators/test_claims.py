from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["claims"]
SOURCE = read_entry("ACT08")
CONTENT = render_entry(SOURCE)
LINES = {line["id"]: line for line in SOURCE["lines"]}


def ours(name: str) -> dict:
    """What we would send for one line."""
    broken = [phrase["id"] for phrase in LINES[name]["phrases"] if phrase["broken"]]
    return {f"phrases-{name}": broken, f"text-{name}": LINES[name]["model"], f"points-{name}": [0, 1]}


def graded(sent: dict, content: dict = CONTENT):
    return SIMULATOR.grade(content, SIMULATOR.read(content, Posted(sent)))


@pytest.mark.parametrize("case", golden("claims"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


@pytest.mark.parametrize("line", SOURCE["lines"], ids=LINES)
def test_phrases_stand_in_their_line_and_the_model_keeps_its_own_rules(line):
    found = SIMULATOR.outcome(CONTENT, {f"text-{line['id']}": line["model"]})["lines"][line["id"]]

    assert [phrase["text"] for phrase in line["phrases"] if phrase["text"] not in line["line"]] == []
    assert (found["words"] <= 40, found["absolute"], found["checks"]) == (True, [], ["limit"])


@pytest.mark.parametrize("line", read_entry("ACT11")["lines"], ids=lambda line: line["id"])
def test_model_of_a_managed_requirement_names_all_that_is_not_supplied(line):
    content = render_entry(read_entry("ACT11"))

    found = SIMULATOR.outcome(content, {f"text-{line['id']}": line["model"]})["lines"][line["id"]]

    assert found["checks"] == ["sample", "rate", "worst", "unsure", "again"]


def test_supplied_parts_fade_from_four_to_none():
    assert [len(line.get("given", [])) for line in read_entry("ACT11")["lines"]] == [4, 2, 0]


def test_line_as_ours_scores_one():
    result = graded(ours("receipts"))

    assert (result.score, result.verdict) == (1, "Rewritten: 1 of 6. Found: 3 of 3 phrases that cannot be kept.")
    assert [line.label for line in result.lines] == ["Receipts: what cannot be kept", "Receipts: the rewrite"]


def test_phrase_that_can_be_kept_takes_back_a_hit():
    result = graded(ours("receipts") | {"phrases-receipts": ["forget", "accurate", "exports"]})

    assert result.lines[0].score == 0.3333
    assert result.score == round(0.6 * 0.3333 + 0.4, 4)
    assert "“exports to your accounts” can be kept. Ordinary software" in result.lines[0].text
    assert result.lines[0].text.count("(You saw it differently.)") == 2


def test_ticking_everything_earns_little():
    result = graded(ours("parcel-desk") | {"phrases-parcel-desk": ["drafts", "finds", "answers", "relax"]})

    assert result.lines[0].score == 0.6667


@pytest.mark.parametrize(
    ("text", "score", "words"),
    [
        ("short and modest", 1, "3 of 40 words. Absolute words: none."),
        ("word " * 41, 0.5, "41 of 40 words. Absolute words: none."),
        ("never wrong", 0.5, "2 of 40 words. Absolute words: “never”."),
        ("never " + "word " * 40, 0, "41 of 40 words. Absolute words: “never”."),
    ],
)
def test_rewrite_is_judged_by_its_length_and_absolute_words(text, score, words):
    line = graded(ours("receipts") | {"text-receipts": text}).lines[1]

    assert line.score == score
    assert line.text.startswith(words)


def test_own_rating_is_shown_and_changes_nothing():
    few, many = (graded(ours("receipts") | {"points-receipts": points}) for points in ([], [0, 1, 2, 3, 4]))

    assert few.score == many.score == 1
    assert "Your own rating: 5 of 5 (not part of the score)." in many.lines[1].text
    assert f"Ours: {LINES['receipts']['model']}" in many.lines[1].text


def test_score_is_the_mean_of_the_lines_that_were_rewritten():
    result = graded(ours("receipts") | ours("lease-reader") | {"text-lease-reader": "never " + "word " * 40})

    assert result.score == (1 + 0.6) / 2
    assert len(result.lines) == 4


def test_without_phrases_nothing_is_graded():
    content = render_entry(read_entry("ACT11"))

    result = graded({"text-damage": "Again each Monday."}, content)

    assert (result.score, result.verdict) == (None, "Rewritten: 1 of 3.")
    assert [line.score for line in result.lines] == [None]


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        ({}, {"text-parcel-desk": "Write at least one of them anew."}),
        ({"text-receipts": "It reads."}, {"phrases-receipts": "Receipts: tick what cannot be kept."}),
        (
            {"phrases-receipts": ["forget"]},
            {"text-receipts": "Receipts: write the line anew, or untick its phrases."},
        ),
        (ours("receipts"), {}),
    ],
)
def test_a_line_is_sent_whole_or_left_out(sent, missing):
    assert SIMULATOR.missing(CONTENT, Posted(sent)) == missing


def test_choices_come_back_from_a_query():
    choices = SIMULATOR.read(CONTENT, Posted(ours("receipts") | ours("essay-coach")))

    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(choices, doseq=True)))) == choices
    assert SIMULATOR.read(CONTENT, Posted(choices)) == choices


@given(st.dictionaries(st.sampled_from([f"{part}-receipts" for part in ("phrases", "text", "points")]), st.text()))
def test_garbage_is_read_without_fail(garbage):
    choices = SIMULATOR.read(CONTENT, Posted(garbage))

    outcome = SIMULATOR.outcome(CONTENT, choices)
    SIMULATOR.present(CONTENT, choices, outcome)

    assert choices["phrases-receipts"] == [] or garbage["phrases-receipts"] in ("forget",)
    assert set(outcome["lines"]) == set(LINES)


def test_sentence_counts_lines_within_the_limit_and_without_absolute_words():
    sent = {"text-receipts": "never", "text-visit-notes": "word " * 41}
    choices = SIMULATOR.read(CONTENT, Posted(sent))

    sentence = SIMULATOR.present(CONTENT, choices, SIMULATOR.outcome(CONTENT, choices))["sentence"]

    assert sentence == "2 of 6 rewritten; 1 within 40 words, 1 without absolute words."


def test_what_is_shown_before_deciding_holds_no_reason_and_no_model():
    nothing = SIMULATOR.read(CONTENT, Posted({}))
    shown = str([SIMULATOR.model(CONTENT), SIMULATOR.present(CONTENT, nothing, SIMULATOR.outcome(CONTENT, nothing))])

    reasons = [phrase["why"] for line in CONTENT["lines"] for phrase in line["phrases"]]
    assert [reason for reason in [*reasons, *(line["model"] for line in CONTENT["lines"])] if reason in shown] == []
    assert "broken" not in shown


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("lines", 0, "model"), "It never fails.", ("lines", 0, "model")),
        (("lines", 0, "model"), "word " * 41, ("lines", 0, "model")),
        (("lines", 1, "id"), "parcel-desk", ("lines", 1, "id")),
        (("lines", 1, "given"), [{"part": "luck", "text": "x"}], ("lines", 1, "given", 0, "part")),
        (("lines", 2, "phrases"), [{"id": "a", "text": "a", "broken": False, "why": "a"}], ("lines", 2, "phrases")),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert [mistake.path for mistake in SIMULATOR.mistakes(source)] == [place]
