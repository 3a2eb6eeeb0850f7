from copy import deepcopy
from itertools import product
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["recovery"]
SOURCE = read_entry("ACT06")
CONTENT = render_entry(SOURCE)
PILOT = {"initiative": 2, "role": 1, "control": 0, "explanation": 0, "doubt": 0, "recovery": 0}
FREE = {"initiative": 1, "role": 1, "control": 2, "explanation": 1, "doubt": 1, "recovery": 2}
WAYS = {
    "failure-eggs": "inline",
    "failure-message": "options",
    "failure-leave": "ask",
    "failure-groceries": "undo",
    "failure-draft": "person",
    "failure-script": "manual",
}


@pytest.mark.parametrize("case", golden("recovery"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


def test_one_setting_of_the_dials_lets_everybody_through():
    settings = [dict(zip(PILOT, positions, strict=True)) for positions in product((0, 1, 2), repeat=6)]

    assert [dials for dials in settings if SIMULATOR.outcome(CONTENT, dials)["through"] == 8] == [FREE]


def test_nothing_given_is_the_pilot_without_recoveries():
    assert SIMULATOR.read(CONTENT, Posted({})) == dict.fromkeys(WAYS, "") | PILOT


@given(st.dictionaries(st.sampled_from([*WAYS, *PILOT, "x"]), st.text()))
def test_garbage_is_read_as_the_start(garbage):
    query = {name: f"?{value}" for name, value in garbage.items()}

    assert SIMULATOR.read(CONTENT, Posted(query)) == SIMULATOR.read(CONTENT, Posted({}))


def test_choices_come_back_from_a_form_and_from_store():
    assert SIMULATOR.read(CONTENT, Posted(QueryDict(urlencode(WAYS | FREE)))) == WAYS | FREE
    assert SIMULATOR.restore(CONTENT, WAYS | FREE) == WAYS | FREE


def test_decision_lacks_a_recovery_for_each_failure():
    missing = SIMULATOR.missing(CONTENT, Posted(WAYS | {"failure-leave": ""}))

    assert missing == {"failure-leave": "Choose a recovery for “Moving out early”."}
    assert list(SIMULATOR.missing(CONTENT, Posted({}))) == list(WAYS)


def test_fitting_recoveries_and_dials_get_full_marks():
    graded = SIMULATOR.grade(CONTENT, WAYS | FREE)

    assert graded.score == 1
    assert graded.verdict == "6 of 6 recoveries fit, and 8 of 8 patients get through."
    assert [line.score for line in graded.lines] == [1] * 7


def test_recovery_is_judged_by_time_harm_and_what_is_learned():
    graded = SIMULATOR.grade(CONTENT, WAYS | FREE | {"failure-leave": "options"})

    line = graded.lines[2]
    assert line.label == "Moving out early: Two options"
    assert line.score == 0.5
    assert "Time to recover: minutes. Harm if unnoticed: some. The user learns: a little." in line.text
    assert "Better: One question." in line.text


def test_stuck_patients_are_named_with_the_reason():
    graded = SIMULATOR.grade(CONTENT, WAYS | FREE | {"control": 1})

    assert graded.lines[-1].text == "Hanna: She cannot stop it, and it lies open on the kitchen table."
    assert graded.lines[-1].score == 0.875
    assert graded.score == round(0.6 + 0.4 * 0.875, 3)


@pytest.mark.parametrize("failure", CONTENT["failures"], ids=lambda failure: failure["id"])
def test_one_recovery_is_best_for_each_failure(failure):
    ratings = [way["time"] + way["harm"] + way["learns"] for way in failure["ways"]]

    assert sorted(ratings)[-1] >= 5
    assert sorted(ratings)[-2] < sorted(ratings)[-1]


def test_sentence_names_who_is_stuck():
    stuck = SIMULATOR.present(CONTENT, WAYS | PILOT, SIMULATOR.outcome(CONTENT, PILOT))
    free = SIMULATOR.present(CONTENT, WAYS | FREE, SIMULATOR.outcome(CONTENT, FREE))

    assert stuck["sentence"] == "3 of 8 patients get through; stuck: Bruno, Emre, Farah, Goran, Hanna."
    assert free["sentence"] == "All 8 patients get through."


def test_model_says_nothing_of_the_failures():
    model = SIMULATOR.model(CONTENT)

    assert model.keys() == {"dials", "patients"}
    assert "eggs" not in str(model)


def test_course_file_has_no_mistakes():
    assert list(SIMULATOR.mistakes(SOURCE)) == []


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("failures", 0, "ways", 0, "way"), "ask", ("failures", 0, "ways")),
        (("start",), {"role": 1}, ("start",)),
        (("patients", 0, "stuck", 0, "when"), {"mood": [1]}, ("patients", 0, "stuck", 0, "when")),
        (("dials", 1, "id"), "initiative", ("dials", 1, "id")),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert place in [mistake.path for mistake in SIMULATOR.mistakes(source)]


def test_failure_that_nothing_helps_is_a_mistake():
    source = deepcopy(SOURCE)
    for way in source["failures"][0]["ways"]:
        way |= {"time": 0, "harm": 0, "learns": 0}

    (mistake,) = SIMULATOR.mistakes(source)

    assert (mistake.path, mistake.message) == (("failures", 0, "ways"), "No recovery is any good.")
