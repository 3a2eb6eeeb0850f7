import pytest

from quizzes.kinds.base import Row, Shuffle
from quizzes.kinds.single import kind
from tests.quizzes.factories import OPTIONS, entry
from tests.quizzes.kinds.asking import content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("single")
IN_ORDER = next(Shuffle(0, seed) for seed in range(1000) if Shuffle(0, seed).order("options", 4) == [0, 1, 2, 3])
TURNED = next(Shuffle(0, seed) for seed in range(1000) if Shuffle(0, seed).order("options", 4) == [3, 2, 1, 0])


@pytest.mark.parametrize(("option", "score"), [(0, 0.0), (1, 1.0), (2, 0.0), (3, 0.0)])
def test_key_scores_one_and_every_distractor_nothing(option, score):
    grade = kind.grade(CONTENT, {"option": option})

    assert grade == (score, score == 1.0)


def test_options_are_asked_in_the_order_of_the_showing():
    form = form_for("single", CONTENT, shuffle=TURNED)

    assert form.fields["option"].choices == [
        *(("0", "The fourth option"), ("1", "The third option"), ("2", "The second option"), ("3", "The first option"))
    ]
    assert form["option"].value() is None


def test_chosen_option_is_stored_by_the_authors_number():
    form = form_for("single", CONTENT, {"option": "0", "confidence": "60"}, shuffle=TURNED)

    assert form.is_valid()
    assert kind.take(form, None) == {"option": 3}


@pytest.mark.parametrize("number", range(4))
def test_what_a_learner_means_is_what_is_stored(number):
    assert taken("single", CONTENT, {"option": number}) == {"option": number}


@pytest.mark.parametrize("sent", [{}, {"option": ""}, {"option": "4"}, {"option": "-1"}, {"option": "one"}])
def test_answer_without_one_of_the_options_is_asked_for_again(sent):
    errors = errors_of("single", CONTENT, sent | {"confidence": "60"})

    assert errors == {"option": ["Choose an answer."]}


def test_rows_after_a_wrong_answer_show_the_key_that_was_missed():
    rows = kind.rows(CONTENT, {"option": 0}, IN_ORDER)

    assert rows == [
        Row("The first option", "wrong", "It misses the threshold."),
        Row("The second option", "missed", "It names the threshold."),
        Row("The third option", "", "It is about something else."),
        Row("The fourth option", "", "It comes too late."),
    ]


def test_rows_after_the_right_answer_stand_in_the_order_of_the_showing():
    rows = kind.rows(CONTENT, {"option": 1}, TURNED)

    assert [(row.text, row.state) for row in rows] == [
        ("The fourth option", ""),
        ("The third option", ""),
        ("The second option", "right"),
        ("The first option", ""),
    ]


@pytest.mark.parametrize(("option", "codes"), [(0, ["M03"]), (1, []), (2, ["M12"]), (3, [])])
def test_misconception_is_that_of_the_chosen_option(option, codes):
    assert kind.misconceptions(CONTENT, {"option": option}) == codes


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("single") == []


@pytest.mark.parametrize("keys", [0, 2])
def test_entry_without_exactly_one_key_is_a_mistake(keys):
    options = [{"text": f"Option {n}", "feedback": "Why.", "key": n < keys} for n in range(4)]

    mistakes = mistakes_in("single", options=options)

    assert mistakes == [(("options",), f"{keys} of the options have 'key: true'.")]


def test_two_options_with_the_same_text_are_a_mistake():
    options = [*OPTIONS[:3], {"text": "The first option", "feedback": "Again."}]

    assert mistakes_in("single", options=options) == [(("options", 3, "text"), "This text stands twice.")]


def test_misconception_at_the_key_is_a_mistake():
    options = entry("single")["options"]
    options[1]["misconception"] = "M01"

    mistakes = mistakes_in("single", options=options)

    assert mistakes == [(("options", 1, "misconception"), "A key shows no misconception.")]


def test_schema_takes_three_to_six_options():
    more = [{"text": f"Option {n}", "feedback": "Why."} for n in range(3)]

    assert schema_errors("single", options=OPTIONS[:3]) == []
    assert schema_errors("single", options=[*OPTIONS, *more[:2]]) == []
    assert schema_errors("single", options=OPTIONS[:2]) == [(("options",), "minItems")]
    assert schema_errors("single", options=[*OPTIONS, *more]) == [(("options",), "maxItems")]


def test_schema_wants_feedback_for_each_option():
    options = [{"text": "No feedback"}, *OPTIONS[1:]]

    assert schema_errors("single", options=options) == [(("options", 0), "required")]


@pytest.mark.parametrize("code", ["M00", "M21", "M3", "m03", "M03 "])
def test_schema_takes_only_misconceptions_of_the_catalogue(code):
    options = [OPTIONS[0] | {"misconception": code}, *OPTIONS[1:]]

    assert schema_errors("single", options=options) == [(("options", 0, "misconception"), "pattern")]
