from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from quizzes.simulators.metrics_tree import PLACES
from tests.quizzes.factories_activities import read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["metrics_tree"]
SOURCE = read_entry("ACT09")
CONTENT = render_entry(SOURCE)
HUNG = {f"metric-{metric['id']}": metric["branch"] for metric in SOURCE["metrics"]}
OURS = HUNG | {"figures": ["second-contacts", "trust"], "conclusion": "Used more, trusted less."}


@pytest.mark.parametrize("case", golden("metrics_tree"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_tree_has_twelve_metrics_and_two_for_show():
    places = [metric["branch"] for metric in SOURCE["metrics"]]

    assert {place: places.count(place) for place in PLACES} == {
        "outcome": 1,
        "behaviour": 4,
        "quality": 3,
        "guardrail": 4,
        "nowhere": 2,
    }


def test_panel_has_eight_figures_and_six_quotations():
    changes = [figure["change"] for figure in SOURCE["panel"]["figures"]]

    assert changes == ["+110%", "none", "+30 points", "+0.8", "+12%", "−4%", "−0.5", "none"]
    assert len(SOURCE["voices"]) == 6


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [(1000, 2100, 110), (12.5, 14.0, 12), (5.0, 4.8, -4)],
)
def test_changes_in_percent_follow_from_before_and_after(before, after, change):
    assert round(100 * (after - before) / before, 6) == change


def test_tree_and_figures_as_ours_score_one():
    graded = SIMULATOR.grade(CONTENT, OURS)

    assert graded.score == 1
    assert graded.verdict == "14 of 14 metrics hang where we would hang them. Figures in common: 2 of 2."
    assert [line.score for line in graded.lines] == [1] * 16 + [None]


def test_tree_counts_for_six_tenths():
    choices = OURS | {"metric-retries": "quality"}

    assert SIMULATOR.grade(CONTENT, choices).score == round(0.6 * 13 / 14 + 0.4, 4)


def test_next_best_figure_is_worth_half():
    graded = SIMULATOR.grade(CONTENT, OURS | {"figures": ["edits", "trust"]})

    about_figures = [(line.label, line.score) for line in graded.lines[14:17]]
    assert graded.score == 0.6 + 0.4 * 1.5 / 2
    assert about_figures == [
        ("You picked: Accepted drafts edited within a minute (+30 points)", 0.5),
        ("We would have picked: Second contacts (+12%)", 0),
        ("You picked: Agents’ trust, 1 to 5 (−0.5)", 1),
    ]


def test_conclusion_is_shown_beside_a_model_and_not_graded():
    line = SIMULATOR.grade(CONTENT, OURS).lines[-1]

    assert line.score is None
    assert line.text == f"Yours: Used more, trusted less.\n\nOurs: {SOURCE['conclusion']['model']}"


def test_everything_is_missing_at_first():
    missing = SIMULATOR.missing(CONTENT, Posted({}))

    assert list(missing) == [*HUNG, "figures", "conclusion"]
    assert missing["figures"] == "Tick 2 figures; you have ticked 0."


@pytest.mark.parametrize("figures", [["trust"], ["trust", "edits", "usage"]])
def test_one_or_three_figures_are_not_two(figures):
    assert list(SIMULATOR.missing(CONTENT, Posted(OURS | {"figures": figures}))) == ["figures"]


def test_choices_come_back_from_a_query():
    choices = SIMULATOR.read(CONTENT, Posted(OURS))

    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(choices, doseq=True)))) == choices
    assert SIMULATOR.read(CONTENT, Posted(choices)) == choices == OURS


@given(st.dictionaries(st.sampled_from([*HUNG, "figures", "x"]), st.lists(st.text(), max_size=3)))
def test_garbage_is_read_as_nothing_chosen(garbage):
    query = QueryDict(mutable=True)
    for name, values in garbage.items():
        query.setlist(name, [f"?{value}" for value in values])

    outcome = SIMULATOR.outcome(CONTENT, SIMULATOR.read(CONTENT, Posted(query)))

    assert (outcome["open"], outcome["picked"]) == (14, 0)


@given(st.dictionaries(st.sampled_from(list(HUNG)), st.sampled_from([*PLACES, ""])))
def test_every_metric_is_counted_once(sent):
    outcome = SIMULATOR.outcome(CONTENT, SIMULATOR.read(CONTENT, Posted(sent)))

    assert sum(map(len, outcome["hung"].values())) + outcome["open"] == 14
    assert outcome["bare"] == [level for level in PLACES[:4] if level not in sent.values()]


def test_sentence_names_the_branches_without_a_metric():
    some = SIMULATOR.read(CONTENT, Posted({"metric-retries": "behaviour", "metric-complaints": "guardrail"}))

    sentences = [SIMULATOR.present(CONTENT, it, SIMULATOR.outcome(CONTENT, it))["sentence"] for it in (some, OURS)]

    assert sentences == [
        "2 of 14 metrics have a place. Nothing hangs yet on: User outcome, System quality.",
        "14 of 14 metrics have a place, and each branch has at least one.",
    ]


def test_what_is_shown_before_deciding_holds_no_reason_and_no_model():
    nothing = SIMULATOR.read(CONTENT, Posted({}))
    shown = str([SIMULATOR.model(CONTENT), SIMULATOR.present(CONTENT, nothing, SIMULATOR.outcome(CONTENT, nothing))])

    reasons = [part["why"] for part in [*CONTENT["metrics"], *CONTENT["panel"]["figures"]]]
    assert [reason for reason in [*reasons, CONTENT["conclusion"]["model"]] if reason in shown] == []
    assert "worth" not in shown
    assert "'branch'" not in shown


def test_decision_is_described_in_words():
    described = SIMULATOR.describe(CONTENT, OURS)

    assert described[-3:] == [
        ("“I can rely on the drafts”, 1 to 5, asked each month", "Guardrails"),
        ("Figures", "Second contacts, Agents’ trust, 1 to 5"),
        ("Your conclusion in one sentence", "Used more, trusted less."),
    ]


def test_ids_used_twice_and_a_panel_without_an_answer_are_mistakes():
    source = deepcopy(SOURCE)
    source["metrics"][1]["id"] = source["metrics"][0]["id"]
    source["panel"]["figures"] = [figure | {"id": "same", "worth": 0} for figure in source["panel"]["figures"][:2]]

    places = [mistake.path for mistake in SIMULATOR.mistakes(source)]

    assert places == [("metrics", 1, "id"), ("panel", "figures", 1, "id"), ("panel", "figures")]
