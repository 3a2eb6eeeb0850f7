from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["readout"]
SOURCE = read_entry("ACT10")
CONTENT = render_entry(SOURCE)
GROUPS = {f"group-{item['id']}": item["pattern"] for item in [*SOURCE["quotations"], *SOURCE["tickets"]]}
LABELS = {f"label-{pattern['id']}": pattern["label"] for pattern in SOURCE["patterns"]}
RECORD = {
    "decision": "narrow",
    "what": "Drafts for messages with one question only.",
    "owner": "Ada",
    "date": "2026-11-28",
    "reverse": "Handling time rises by more than 10%.",
}
OURS = GROUPS | LABELS | RECORD


@pytest.mark.parametrize("case", golden("readout"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_evidence_is_complete_and_agrees_with_itself():
    steps = [step["count"] for step in SOURCE["funnel"]["steps"]]
    kinds = SOURCE["overrides"]["kinds"]

    assert (len(SOURCE["quotations"]), len(SOURCE["tickets"])) == (12, 6)
    assert steps == sorted(steps, reverse=True)
    assert sum(kind["shown"] for kind in kinds) == steps[2]
    assert sum(kind["replaced"] for kind in kinds) <= steps[2] - steps[3]
    assert [SOURCE["trust"]["days"][0]["score"], SOURCE["trust"]["days"][-1]["score"]] == [3.9, 3.4]


def test_groups_and_labels_as_ours_score_one_whatever_is_decided():
    scores = [SIMULATOR.grade(CONTENT, OURS | {"decision": it["id"]}).score for it in CONTENT["decisions"]]

    assert scores == [1, 1, 1, 1]


def test_groups_count_for_six_tenths_and_labels_for_four():
    choices = OURS | {"group-font": "photos", "label-photos": "break"}

    graded = SIMULATOR.grade(CONTENT, choices)

    assert graded.score == round(0.6 * 17 / 18 + 0.4 * 3 / 4, 4)
    assert graded.verdict == "17 of 18 stand where we put them, and 3 of 4 labels are ours."


def test_pattern_is_told_what_belongs_to_it_why_and_where_it_stood():
    graded = SIMULATOR.grade(CONTENT, OURS | {"group-vase": "scan-line", "label-photos": "break"})

    lines = {line.label: line for line in graded.lines}
    assert lines["Label of “Damage in the photo”"].text.startswith("You: Break. We: Limit. It reads words")
    assert lines["What belongs to “Damage in the photo”"].score == 0.67
    assert "The description was in the photo. (You: Evidence out of sight.)" in (
        lines["What belongs to “Damage in the photo”"].text
    )


def test_decision_is_commented_on_and_two_readouts_disagree():
    lines = SIMULATOR.grade(CONTENT, OURS).lines[-4:]

    assert [line.score for line in lines] == [None] * 4
    assert lines[0].label == "Your decision: Narrow"
    assert "Decision: from Thursday" in lines[1].text
    assert "no further team gets it for two weeks" in lines[2].text
    assert lines[3].label == "Why both can be defended"


def test_everything_is_missing_at_first():
    missing = SIMULATOR.missing(CONTENT, Posted({}))

    assert list(missing) == [*GROUPS, *LABELS, "decision", "what", "owner", "date", "reverse"]
    assert missing["group-thanks"] == "Group the quotation “Thanks for the status. And the other thing …”."


@pytest.mark.parametrize("date", ["28 November", "2026-13-01", "2026-02-30", "x"])
def test_what_is_no_date_is_missing(date):
    assert list(SIMULATOR.missing(CONTENT, Posted(OURS | {"date": date}))) == ["date"]


def test_choices_come_back_from_a_query():
    choices = SIMULATOR.read(CONTENT, Posted(OURS))

    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(choices, doseq=True)))) == choices
    assert SIMULATOR.read(CONTENT, Posted(choices)) == choices == OURS


@given(st.dictionaries(st.sampled_from([*GROUPS, *LABELS, "decision", "date"]), st.lists(st.text(), max_size=2)))
def test_garbage_is_read_as_nothing_chosen(garbage):
    query = QueryDict(mutable=True)
    for name, values in garbage.items():
        query.setlist(name, [f"?{value}" for value in values])

    choices = SIMULATOR.read(CONTENT, Posted(query))

    assert set(choices.values()) == {""}
    assert SIMULATOR.outcome(CONTENT, choices)["open"] == 18


@given(st.dictionaries(st.sampled_from([*GROUPS, *LABELS]), st.sampled_from([*GROUPS.values(), "need", "limit", ""])))
def test_everything_is_counted_once(sent):
    outcome = SIMULATOR.outcome(CONTENT, SIMULATOR.read(CONTENT, Posted(sent)))

    grouped = sum(sum(group.values()) for group in outcome["groups"].values())
    assert grouped + outcome["open"] == 18
    assert sum(outcome["labels"].values()) <= grouped


def test_sentence_tells_groups_and_labels():
    nothing = SIMULATOR.read(CONTENT, Posted({}))

    sentences = [SIMULATOR.present(CONTENT, it, SIMULATOR.outcome(CONTENT, it))["sentence"] for it in (nothing, OURS)]

    assert sentences == [
        "Nothing grouped yet: all 18 quotations and tickets are open.",
        "18 of 18 grouped, 0 open. By label: Need 4, Limit 8, Break 4.",
    ]


def test_what_is_shown_before_deciding_holds_no_reason_and_no_readout():
    nothing = SIMULATOR.read(CONTENT, Posted({}))
    shown = str([SIMULATOR.model(CONTENT), SIMULATOR.present(CONTENT, nothing, SIMULATOR.outcome(CONTENT, nothing))])

    reasons = [part["why"] for part in [*CONTENT["patterns"], *CONTENT["quotations"], *CONTENT["tickets"]]]
    told = [part["text"] for part in CONTENT["readouts"]] + [part["comment"] for part in CONTENT["decisions"]]
    assert [reason for reason in [*reasons, *told, CONTENT["both"]] if reason in shown] == []


def test_funnel_is_told_step_by_step():
    funnel = SIMULATOR.present(CONTENT, OURS, SIMULATOR.outcome(CONTENT, OURS))["funnel"]

    assert [(step["count"], step["of_last"]) for step in funnel] == [
        ("12,000", "–"),
        ("4,800", "40%"),
        ("4,500", "94%"),
        ("3,150", "70%"),
        ("2,205", "70%"),
        ("1,896", "86%"),
    ]


def test_decision_is_described_in_words():
    assert SIMULATOR.describe(CONTENT, OURS)[-5:] == [
        ("Decision", "Narrow"),
        ("What changes", "Drafts for messages with one question only."),
        ("Owner", "Ada"),
        ("Check on", "2026-11-28"),
        ("Reversed if", "Handling time rises by more than 10%."),
    ]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("patterns", 0, "label"), "luck", ("patterns", 0, "label")),
        (("tickets", 0, "pattern"), "luck", ("tickets", 0, "pattern")),
        (("decisions", 1, "id"), "hold", ("decisions", 2, "id")),
        (("tickets", 0, "id"), "neighbour", ("tickets", 0, "id")),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert [mistake.path for mistake in SIMULATOR.mistakes(source)] == [place]
