from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators import Posted, load, render_entry
from quizzes.simulators.threshold import NOTHING, best_line
from tests.quizzes.factories_activities import changed, read_entry
from tests.quizzes.simulators.golden_values import golden

SIMULATOR = load()["threshold"]
SOURCE = read_entry("ACT07a")
CONTENT = render_entry(SOURCE)
START = {"threshold": 0.3, "caught": 70, "slip": 25, "scores": "calibrated"}
BEST = {"task-new": 0.6, "task-seasoned": 0.5, "task-sharp": 0.7, "task-other": NOTHING}
DECIDED = START | {"prediction": 0.7, "confidence": 60} | BEST


@pytest.mark.parametrize("case", golden("threshold"))
def test_outcome_is_the_golden_one(case):
    assert SIMULATOR.outcome(CONTENT, case["choices"]) == case["outcome"]


@given(
    st.sampled_from(CONTENT["lines"]),
    st.sampled_from([50, 70, 90]),
    st.sampled_from([10, 25, 60]),
    st.sampled_from(["calibrated", "over-confident"]),
)
def test_every_message_has_one_outcome(threshold, caught, slip, scores):
    setting = {"threshold": threshold, "caught": caught, "slip": slip, "scores": scores}

    outcome = SIMULATOR.outcome(CONTENT, setting)

    parts = [outcome[part] for part in ("accepted", "overridden", "slipped", "missed", "withheld")]
    assert round(sum(parts), 6) == 200
    assert outcome["shown"] == outcome["accepted"] + outcome["wrong_shown"]


def test_over_confident_scores_lose_at_every_line():
    setting = {"caught": 70, "slip": 25, "scores": "over-confident"}

    assert best_line(CONTENT, setting) == (NOTHING, 0)


def test_nothing_given_is_the_start():
    choices = SIMULATOR.read(CONTENT, Posted({}))

    assert choices == START | {"prediction": "", "confidence": ""} | dict.fromkeys(BEST, "")


@given(st.dictionaries(st.sampled_from([*DECIDED, "x"]), st.lists(st.text(), max_size=2)))
def test_garbage_is_read_as_the_start(garbage):
    query = QueryDict(mutable=True)
    for name, values in garbage.items():
        query.setlist(name, [f"?{value}" for value in values])

    assert SIMULATOR.read(CONTENT, Posted(query)) == SIMULATOR.read(CONTENT, Posted({}))


def test_choices_come_back_from_a_form_and_from_store():
    form = QueryDict(urlencode(DECIDED))

    assert SIMULATOR.read(CONTENT, Posted(form)) == DECIDED
    assert SIMULATOR.restore(CONTENT, DECIDED) == DECIDED


def test_decision_lacks_prediction_confidence_and_lines():
    assert list(SIMULATOR.missing(CONTENT, Posted({}))) == ["prediction", "confidence", *BEST]
    assert SIMULATOR.missing(CONTENT, Posted(DECIDED)) == {}


def test_best_lines_get_full_marks():
    graded = SIMULATOR.grade(CONTENT, DECIDED)

    assert graded.score == 1
    assert graded.verdict == "Your lines gain 769.2 of the 769.2 minutes there were to be had."
    assert [line.score for line in graded.lines] == [1, 1, 1, 1, None]
    assert (graded.confidence, graded.is_right) == (60, True)


def test_line_is_graded_by_its_share_of_the_best_minutes():
    graded = SIMULATOR.grade(CONTENT, DECIDED | {"task-seasoned": 0.8, "task-sharp": 0.3})

    seasoned, sharp = graded.lines[1:3]
    assert (seasoned.score, sharp.score) == (round(236 / 304.4, 3), round(105 / 217.8, 3))
    assert seasoned.text.startswith("0.80: 236.0 minutes. Best: 0.50, 304.4 minutes.")


def test_showing_nothing_where_there_is_something_to_gain_gets_nothing():
    graded = SIMULATOR.grade(CONTENT, DECIDED | {"task-new": NOTHING})

    assert graded.lines[0].score == 0


def test_losing_line_is_graded_by_the_loss_avoided():
    graded = SIMULATOR.grade(CONTENT, DECIDED | {"task-other": 0.9})

    assert graded.lines[3].score == round(1 - 11.2 / 296, 3)


@pytest.mark.parametrize(
    ("prediction", "confidence", "text"),
    [
        (0.7, 95, "0.70, and you were 95% sure: right. That is 24.8 calibration points."),
        (0.9, 80, "0.90, and you were 80% sure. It is 0.70: −39.0 calibration points."),
    ],
)
def test_prediction_is_told_in_calibration_points_and_not_graded(prediction, confidence, text):
    graded = SIMULATOR.grade(CONTENT, DECIDED | {"prediction": prediction, "confidence": confidence})

    assert (graded.lines[-1].text, graded.lines[-1].score) == (text, None)
    assert graded.is_right == (prediction == 0.7)
    assert graded.score == 1


def test_drawing_adds_up():
    outcome = SIMULATOR.outcome(CONTENT, DECIDED)

    drawn = SIMULATOR.present(CONTENT, DECIDED, outcome)

    assert sum(part["width"] for part in drawn["segments"]) == pytest.approx(100, abs=0.01)
    assert [column["is_shown"] for column in drawn["columns"]] == [True] * 7
    assert drawn["sentence"].startswith("With the line at 0.30, 200 of 200 messages get a suggestion, and 150")


def test_model_holds_no_answers():
    assert SIMULATOR.model(CONTENT).keys() == {"lines", "messages", "right", "save", "fix"}


def test_course_file_has_no_mistakes():
    assert list(SIMULATOR.mistakes(SOURCE)) == []


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("lines",), [0.5, 0.4, 0.3, 0.6, 0.7, 0.8, 0.9], ("lines",)),
        (("messages",), [1, 2], ("messages",)),
        (("messages",), [0] * 7, ("messages",)),
        (("scores", 0, "right"), [99, 6, 10, 16, 24, 37, 53], ("scores", 0, "right")),
        (("tasks", 1, "slip"), 11, ("tasks", 1, "slip")),
        (("start", "threshold"), 0.35, ("start", "threshold")),
        (("predict",), "nobody", ("predict",)),
        (("tasks", 1, "id"), "new", ("tasks", 1, "id")),
    ],
)
def test_mistake_of_an_author_is_named_with_its_place(path, value, place):
    source = changed(SOURCE, path, value)

    assert place in [mistake.path for mistake in SIMULATOR.mistakes(source)]
