import pytest
from django.http import QueryDict
from jsonschema import Draft202012Validator

from quizzes.simulators import Posted, entry_schema, load, render_entry
from quizzes.simulators.figures import figure
from tests.conftest import COURSE
from tests.quizzes.factories_activities import read_entry

CODES = sorted(path.stem for path in (COURSE / "activities").glob("*.yaml"))
KINDS = {
    "threshold",
    "trade_off",
    "triage",
    "recovery",
    "metrics_tree",
    "readout",
    "claims",
    "dossier",
    "week",
    "mirror",
}


def test_all_kinds_are_found_by_name():
    assert load().keys() == KINDS


@pytest.mark.parametrize("code", CODES)
def test_activity_of_the_course_fits_the_schema_of_its_kind(code):
    entry = read_entry(code)

    problems = list(Draft202012Validator(entry_schema(entry["kind"])).iter_errors(entry))
    mistakes = list(load()[entry["kind"]].mistakes(entry))

    assert (entry["id"], problems, mistakes) == (code, [], [])


@pytest.mark.parametrize("code", CODES)
def test_starting_choices_have_an_outcome_and_fill_the_form_again(code):
    content = render_entry(read_entry(code))
    simulator = load()[content["kind"]]

    choices = simulator.read(content, Posted({}))

    assert simulator.restore(content, choices) == choices
    assert simulator.outcome(content, choices) == simulator.outcome(content, simulator.restore(content, {}))
    simulator.present(content, choices, simulator.outcome(content, choices))


@pytest.mark.parametrize("schema", [entry_schema(name) for name in sorted(KINDS)], ids=sorted(KINDS))
def test_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


def test_entry_is_rendered_where_it_holds_markdown():
    source = read_entry("ACT07a") | {"intro": "Set the *line*.\n\n<script>alert(1)</script>"}

    content = render_entry(source)

    assert content["intro"].startswith("<p>Set the <em>line</em>.</p>")
    assert "<script" not in content["intro"]
    assert content["tasks"] == source["tasks"]


def test_what_was_sent_is_read_without_fail():
    given = Posted(QueryDict("a=1&a=2&b=%00x+&c=0.7"))

    assert given.getlist("a") == ["1", "2"]
    assert (given.get("a"), given.get("z"), given.get("z", "none")) == ("1", "", "none")
    assert given.text("b") == "x"
    assert given.one_of("c", [0.5, 0.7], 0.5) == 0.7
    assert given.one_of("a", [5], 7) == 7
    assert given.some_of("a", ["3", "2", "1"]) == ["2", "1"]
    assert (bool(given), bool(Posted({}))) == (True, False)


def test_choices_are_read_as_if_they_had_been_sent():
    given = Posted({"a": [1, 2], "b": 0.7, "c": ""})

    assert given.some_of("a", [2, 3]) == [2]
    assert given.one_of("b", [0.7], None) == 0.7
    assert given.text("c") == ""


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [(0, 1, "0.0"), (-0.04, 1, "0.0"), (-11.2, 1, "−11.2"), (12044, 0, "12,044"), (1234567.5, 1, "1,234,567.5")],
)
def test_figure_is_grouped_and_has_a_real_minus(number, digits, text):
    assert figure(number, digits) == text
