import pytest
from django.http import QueryDict

from quizzes.kinds.base import Shuffle
from quizzes.kinds.multiple import kind
from tests.quizzes.factories import entry
from tests.quizzes.kinds.asking import content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("multiple")
THREE_KEYS = content_of(
    "multiple", options=[{"text": f"Option {n}", "feedback": f"Because of {n}.", "key": n < 3} for n in range(6)]
)


def shown_as(order: list[int]) -> Shuffle:
    return next(shuffle for seed in range(10_000) if (shuffle := Shuffle(0, seed)).order("options", 5) == order)


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        ([0, 1, 2], 1.0),
        ([0, 1], 2 / 3),
        ([2], 1 / 3),
        ([0, 1, 2, 3], 2 / 3),
        ([0, 1, 3], 1 / 3),
        ([0, 3], 0.0),
        ([0, 3, 4], 0.0),
        ([3, 4, 5], 0.0),
        ([0, 1, 2, 3, 4, 5], 0.0),
    ],
)
def test_score_is_hits_less_false_picks_over_keys_and_never_below_nothing(chosen, score):
    grade = kind.grade(THREE_KEYS, {"options": chosen})

    assert grade.score == pytest.approx(score)
    assert grade.is_right is (score == 1.0)


def test_how_many_are_right_is_not_said():
    form = form_for("multiple", CONTENT)

    assert sorted(label for _value, label in form.fields["options"].choices) == sorted(
        option["text"] for option in CONTENT["options"]
    )
    assert form["options"].value() is None


def test_chosen_options_are_stored_by_the_authors_numbers():
    data = QueryDict("options=0&options=4&confidence=80")

    form = form_for("multiple", CONTENT, data, shuffle=shown_as([3, 1, 0, 4, 2]))

    assert form.is_valid()
    assert kind.take(form, None) == {"options": [2, 3]}


def test_option_that_is_sent_twice_counts_once():
    data = QueryDict("options=0&options=0&confidence=80")

    form = form_for("multiple", CONTENT, data, shuffle=shown_as([0, 1, 2, 3, 4]))

    assert form.is_valid()
    assert kind.take(form, None) == {"options": [0]}


@pytest.mark.parametrize("chosen", [[0], [0, 2], [1, 3, 4], [0, 1, 2, 3, 4]])
def test_what_a_learner_means_is_what_is_stored(chosen):
    assert taken("multiple", CONTENT, {"options": chosen}) == {"options": chosen}


def test_no_option_at_all_is_asked_for_again():
    errors = errors_of("multiple", CONTENT, QueryDict("confidence=80"))

    assert errors == {"options": ["Choose at least one answer."]}


@pytest.mark.parametrize("sent", ["options=5", "options=0&options=9", "options=first", "options="])
def test_option_that_does_not_stand_there_is_asked_for_again(sent):
    errors = errors_of("multiple", CONTENT, QueryDict(f"{sent}&confidence=80"))

    assert errors == {"options": ["Choose from the answers that stand here."]}


def test_rows_tell_right_wrong_and_missed_options_apart():
    rows = kind.rows(CONTENT, {"options": [0, 1]}, shown_as([2, 1, 0, 4, 3]))

    assert [(row.text, row.state, row.feedback) for row in rows] == [
        ("Another key", "missed", "It belongs as well."),
        ("One distractor", "wrong", "It does not belong."),
        ("One key", "right", "It belongs."),
        ("A third distractor", "", "Nor does this."),
        ("Another distractor", "", "It does not belong either."),
    ]


@pytest.mark.parametrize(("chosen", "codes"), [([0, 2], []), ([0, 1], ["M08"]), ([1, 3], ["M08", "M20"]), ([4], [])])
def test_misconceptions_are_those_of_the_chosen_options(chosen, codes):
    assert kind.misconceptions(CONTENT, {"options": chosen}) == codes


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("multiple") == []


@pytest.mark.parametrize("keys", [0, 1, 5])
def test_entry_with_one_key_or_with_no_distractor_is_a_mistake(keys):
    options = [{"text": f"Option {n}", "feedback": "Why.", "key": n < keys} for n in range(5)]

    assert mistakes_in("multiple", options=options) == [
        (("options",), f"{keys} of the options have 'key: true'."),
    ]


@pytest.mark.parametrize("keys", [2, 3, 4])
def test_entry_with_two_keys_and_a_distractor_is_none(keys):
    options = [{"text": f"Option {n}", "feedback": "Why.", "key": n < keys} for n in range(5)]

    assert mistakes_in("multiple", options=options) == []


def test_two_options_with_the_same_text_are_a_mistake():
    options = entry("multiple")["options"]
    options[4]["text"] = options[0]["text"]

    assert mistakes_in("multiple", options=options) == [(("options", 4, "text"), "This text stands twice.")]


def test_schema_takes_four_to_eight_options():
    options = [{"text": f"Option {n}", "feedback": "Why."} for n in range(9)]

    assert schema_errors("multiple", options=options[:4]) == []
    assert schema_errors("multiple", options=options[:8]) == []
    assert schema_errors("multiple", options=options[:3]) == [(("options",), "minItems")]
    assert schema_errors("multiple", options=options) == [(("options",), "maxItems")]
