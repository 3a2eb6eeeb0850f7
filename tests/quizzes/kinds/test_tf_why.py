import pytest

from quizzes.kinds.base import Shuffle
from quizzes.kinds.tf_why import kind
from tests.quizzes.factories import OPTIONS
from tests.quizzes.kinds.asking import content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("tf-why")  # false, because of reason 1
LOCKED = {"verdict": False}


@pytest.mark.parametrize(
    ("verdict", "reason", "score", "is_right"),
    [
        (False, 1, 1.0, True),
        (False, 0, 0.5, True),
        (True, 1, 0.0, False),
        (True, 0, 0.0, False),
    ],
)
def test_reason_counts_half_and_only_after_a_right_verdict(verdict, reason, score, is_right):
    grade = kind.grade(CONTENT, {"verdict": verdict, "reason": reason})

    assert grade == (score, is_right)


@pytest.mark.parametrize(("verdict", "is_right"), [(True, True), (False, False)])
def test_confidence_is_about_the_verdict_alone_also_for_a_true_statement(verdict, is_right):
    content = content_of("tf-why", verdict=True)

    grade = kind.grade(content, {"verdict": verdict, "reason": 0})

    assert grade == (0.5 * verdict, is_right)


def test_verdict_is_asked_first_and_the_reasons_are_not_in_that_form():
    form = form_for("tf-why", CONTENT, step=0)

    assert list(form.fields) == ["seconds", "verdict", "confidence"]
    assert form.fields["verdict"].choices == [("true", "True"), ("false", "False")]
    assert form["verdict"].value() is None


def test_confidence_in_a_verdict_begins_at_an_even_chance():
    form = form_for("tf-why", CONTENT, step=0)

    assert [label for _value, label in form.fields["confidence"].choices] == [
        *("50% guessing", "60% leaning", "80% fairly sure", "95% would bet on it")
    ]
    assert form["confidence"].value() is None


def test_reason_is_asked_without_a_confidence():
    form = form_for("tf-why", CONTENT, step=1)

    assert list(form.fields) == ["seconds", "reason"]


@pytest.mark.parametrize(
    ("response", "steps", "is_complete"),
    [(None, 0, False), (LOCKED, 1, False), (LOCKED | {"reason": 0}, 2, True)],
)
def test_question_is_complete_after_the_reason(response, steps, is_complete):
    assert kind.steps_taken(response) == steps
    assert kind.is_complete(CONTENT, response) is is_complete


def test_verdict_is_locked_by_the_first_step():
    form = form_for("tf-why", CONTENT, {"verdict": "true", "reason": "0", "confidence": "60"}, step=0)

    assert form.is_valid()
    assert kind.take(form, None) == {"verdict": True}


def test_reason_leaves_the_verdict_as_it_was():
    turned = next(shuffle for seed in range(99) if (shuffle := Shuffle(0, seed)).order("reasons", 3) == [2, 1, 0])
    form = form_for("tf-why", CONTENT, {"verdict": "true", "reason": "0"}, step=1, shuffle=turned)

    assert form.is_valid()
    assert kind.take(form, LOCKED) == {"verdict": False, "reason": 2}


@pytest.mark.parametrize("verdict", [True, False])
@pytest.mark.parametrize("reason", range(3))
def test_what_a_learner_means_is_what_is_stored(verdict, reason):
    response = {"verdict": verdict, "reason": reason}

    assert taken("tf-why", CONTENT, response) == response


@pytest.mark.parametrize("verdict", ["", "True", "1", "yes"])
def test_verdict_that_is_neither_is_asked_for_again(verdict):
    errors = errors_of("tf-why", CONTENT, {"verdict": verdict, "confidence": "50"})

    assert errors == {"verdict": ["Choose True or False."]}


@pytest.mark.parametrize("confidence", ["", "20", "40"])
def test_confidence_below_an_even_chance_is_asked_for_again(confidence):
    errors = errors_of("tf-why", CONTENT, {"verdict": "true", "confidence": confidence})

    assert errors == {"confidence": ["Say how likely it is that you are right."]}


@pytest.mark.parametrize("reason", ["", "3", "-1", "why"])
def test_reason_that_does_not_stand_there_is_asked_for_again(reason):
    assert errors_of("tf-why", CONTENT, {"reason": reason}, step=1) == {"reason": ["Choose a reason."]}


def test_rows_show_the_reasons_with_the_one_that_was_missed():
    in_order = next(shuffle for seed in range(99) if (shuffle := Shuffle(0, seed)).order("reasons", 3) == [0, 1, 2])

    rows = kind.rows(CONTENT, {"verdict": False, "reason": 2}, in_order)

    assert [(row.text, row.state) for row in rows] == [
        ("The first option", ""),
        ("The second option", "missed"),
        ("The third option", "wrong"),
    ]


@pytest.mark.parametrize(("reason", "codes"), [(0, ["M03"]), (1, []), (2, ["M12"])])
def test_misconception_is_that_of_the_chosen_reason(reason, codes):
    assert kind.misconceptions(CONTENT, {"verdict": True, "reason": reason}) == codes


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("tf-why") == []


@pytest.mark.parametrize("keys", [0, 2])
def test_entry_without_exactly_one_right_reason_is_a_mistake(keys):
    reasons = [{"text": f"Reason {n}", "feedback": "Why.", "key": n < keys} for n in range(3)]

    assert mistakes_in("tf-why", reasons=reasons) == [(("reasons",), f"{keys} of the reasons have 'key: true'.")]


def test_schema_takes_three_or_four_reasons_and_a_verdict_that_is_yes_or_no():
    assert schema_errors("tf-why", reasons=OPTIONS) == []
    assert schema_errors("tf-why", reasons=OPTIONS[:2]) == [(("reasons",), "minItems")]
    assert schema_errors("tf-why", verdict="false") == [(("verdict",), "type")]
