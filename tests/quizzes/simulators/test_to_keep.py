"""What each kind of activity says about a decision for somebody who keeps it: own words whole, choices short."""

import pytest

from quizzes.decisions import verdict_on
from quizzes.models import Activity
from quizzes.simulators import Posted, load, render_entry
from tests.quizzes.factories_activities import read_entry
from tests.quizzes.simulators.test_dossier import sent as dossier_sent
from tests.quizzes.simulators.test_frame import CODES


def kept(code: str, given: dict, source: dict | None = None) -> list[tuple[str, str]]:
    """What is kept of a decision with these fields, made today, or before the author changed the entry to `source`."""
    activity = Activity(code=code, kind=read_entry(code)["kind"], content=render_entry(read_entry(code)))
    simulator = load()[activity.kind]
    decided = verdict_on(activity, simulator.read(activity.content, Posted(given)), is_first=True)
    content = render_entry(source) if source else activity.content
    return simulator.to_keep(content, simulator.restore(content, decided["choices"]), decided["outcome"])


def first_of_each(code: str) -> dict:
    """A whole decision of a triage, the first call (and question) for every card."""
    source = read_entry(code)
    fields = {f"call-{card['id']}": source["calls"][0]["id"] for card in source["cards"]}
    if "questions" in source:
        fields |= {f"question-{card['id']}": source["questions"][0]["id"] for card in source["cards"]}
    return fields


def ways_back(way: str) -> dict:
    """A whole decision of the recoveries, the same for every failure."""
    return {f"failure-{failure['id']}": way for failure in read_entry("ACT06")["failures"]}


def lines_at(line: str) -> dict:
    """A whole decision about thresholds, the same line for every task."""
    tasks = {f"task-{task['id']}": line for task in read_entry("ACT07a")["tasks"]}
    return tasks | {"prediction": "0.9", "confidence": "60"}


def nothing_on_the_tree() -> dict:
    """A whole decision about metrics, of which none belongs anywhere."""
    source = read_entry("ACT09")
    figures = [figure["id"] for figure in source["panel"]["figures"][:2]]
    metrics = {f"metric-{metric['id']}": "nowhere" for metric in source["metrics"]}
    return metrics | {"figures": figures, "conclusion": "Stop and read the drafts."}


def record() -> dict:
    """A whole decision after a launch."""
    source = read_entry("ACT10")
    fields = {f"group-{item['id']}": "apart" for item in source["quotations"] + source["tickets"]}
    fields |= {f"label-{pattern['id']}": "need" for pattern in source["patterns"]}
    fields |= {"decision": "narrow", "what": "Only one question.", "owner": "Desk lead", "date": "2026-12-04"}
    return fields | {"reverse": "Fewer write again."}


def test_triage_keeps_own_words_alone():
    said = kept("ACT01", first_of_each("ACT01") | {"text-rewrite": "Decide with support what it answers."})

    assert said == [("Rewrite one of the mystique lines as work", "Decide with support what it answers.")]


def test_triage_without_own_words_keeps_what_is_under_each_call():
    said = kept("ACT01", first_of_each("ACT01") | {"call-speed": "mystique"})

    assert [label for label, _text in said] == ["Work", "Mystique"]
    assert said[0][1].startswith("• “Own the vision for our agentic future.”\n• “Decide with design")
    assert said[1][1] == "• “Agree with support how fast a draft must appear, and what we give up for it.”"


@pytest.mark.parametrize(
    ("code", "fields", "is_kept"),
    [("ACT01", {}, False), ("ACT01", {"text-rewrite": "Mine."}, True), ("ACT02", {}, False), ("ACT13", {}, True)],
)
def test_cards_sorted_for_practice_stand_in_no_brief_by_themselves(code, fields, is_kept):
    content = render_entry(read_entry(code))
    simulator = load()[content["kind"]]

    assert simulator.is_kept(content, simulator.read(content, Posted(fields))) == is_kept


def test_recovery_keeps_the_ways_back_the_dials_and_who_gets_through():
    said = kept("ACT06", ways_back("undo"))

    assert [label for label, _text in said] == ["Ways back", "Dials", "What came of it"]
    assert said[0][1].split("\n")[0] == "• Fourteen eggs: Undo with notice"
    assert "• Initiative: At anything it notices" in said[1][1].split("\n")
    assert "patients get through" in said[-1][1]


def test_threshold_keeps_lines_gains_and_the_prediction():
    said = dict(kept("ACT07a", lines_at("0.7") | {"task-other": "nothing"}))

    assert said["Where you drew the line"].split("\n")[0] == "• The new team: 0.70"
    assert said["Where you drew the line"].endswith("• The other router: Show nothing")
    assert said["What came of it"].startswith("Your lines gain ")
    assert said["Your prediction for “The customs desk”"].startswith("0.90, and you were 60% sure")


def test_trade_off_keeps_the_requirement_and_the_own_sentence():
    fields = {"situation": "chat", "setup": "retrieval", "reason": "fits", "sentence": "Somebody waits on the line."}

    said = kept("ACT07b", fields | {"control": "at-once"})

    assert [label for label, _text in said] == ["Situation", "Requirement", "Set-up", "Reason", "In your words"]
    assert "• Control: no answer may wait for a person" in said[1][1].split("\n")
    assert said[-1][1] == "Somebody waits on the line."


def test_claims_keeps_before_and_now_of_the_lines_that_were_rewritten():
    said = kept("ACT08", {"text-receipts": "Reads printed receipts.", "phrases-receipts": ["forget"]})

    assert len(said) == 1
    before, now = said[0][1].split("\n")
    assert (said[0][0], now) == ("Receipts", "Now: Reads printed receipts.")
    assert before.startswith("Before: Photograph a receipt and forget it")


def test_claims_keeps_the_parts_that_were_given_before_the_own_ones():
    ((label, text),) = kept("ACT11", {"text-damage": "a sample of 50 each Monday."})

    assert label == "Parcel desk"
    assert text.split("\n")[0] == "Before: If a message mentions damage, ask for a photo."
    assert text.split("\n")[1].startswith("Now: Of 200 sampled messages")
    assert text.endswith("below 0.6 an agent decides; a sample of 50 each Monday.")


def test_metrics_tree_keeps_the_conclusion_first_and_the_tree_by_branch():
    said = kept("ACT09", nothing_on_the_tree() | {"metric-opened": "quality"})

    assert said[0] == (read_entry("ACT09")["conclusion"]["label"], "Stop and read the drafts.")
    assert said[1][1].count("• ") == 2
    assert said[2] == ("System quality", "• Times the drafting panel was opened")
    assert said[3][0] == "Belongs nowhere"
    assert len(said) == 4


def test_readout_keeps_the_record_of_the_decision_and_the_labels():
    said = kept("ACT10", record())

    assert said[:5] == [
        ("Decision", "Narrow"),
        ("What changes", "Only one question."),
        ("Owner", "Desk lead"),
        ("Check on", "4 December 2026"),
        ("Reversed if", "Fewer write again."),
    ]
    assert said[5][0] == "What the evidence says"
    assert said[5][1].startswith("• Half an answer: Need\n• ")


def test_dossier_keeps_choices_with_reasons_and_documents():
    said = kept("ACT17", dossier_sent())

    assert [label for label, _text in said][:2] == ["Value", "Experience"]
    choice, reason, source = said[0][1].split("\n")
    assert choice
    assert (reason, source) == ("Reason: It takes most of the desk’s time.", "Rests on: Sixty enquiries")


def test_week_keeps_what_is_in_what_is_dropped_and_what_came_of_it():
    said = kept("ACT13", {"keep": ["calls", "prompts"]})

    assert [label for label, _text in said] == ["In the week", "Dropped", "What came of it"]
    assert said[0][1] == (
        "• Listen in on three calls between agents and customers\n• Try forty wordings of the prompt yourself"
    )
    assert "Go through last week’s ten misfires" in said[1][1]
    assert said[2][1].startswith("The week after: of ")


def test_mirror_keeps_the_profile_without_the_pairs():
    said = kept("ACT15", {"pair-parcel-calls": "2"})

    assert [label for label, _text in said] == ["Where you lean"]
    assert said[0][1] == "• Known answers or unknown answers: you lean to unknown answers (2.0)"


@pytest.mark.parametrize("code", CODES)
def test_decision_of_which_nothing_fits_any_more_is_told_without_fail(code):
    content = render_entry(read_entry(code))
    simulator = load()[content["kind"]]

    said = simulator.to_keep(content, simulator.restore(content, {}), {})

    assert all(isinstance(part, str) for pair in said for part in pair)


def test_words_as_they_were_chosen_stay_when_an_author_changes_the_entry():
    source = read_entry("ACT07b")
    changed = source | {"situations": source["situations"][1:], "setups": source["setups"][:2]}
    fields = {"situation": "chat", "setup": "retrieval", "reason": "fits"}

    said = dict(kept("ACT07b", fields, changed))

    assert said["Set-up"] == "Small with retrieval"
