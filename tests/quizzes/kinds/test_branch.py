import pytest

from quizzes.kinds.base import Row, Shuffle
from quizzes.kinds.branch import kind
from tests.quizzes.factories import entry
from tests.quizzes.kinds.asking import SHUFFLE, content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("branch")  # scores 0, 1, 0.5; then 1, 0
NODES = CONTENT["nodes"]


@pytest.mark.parametrize(
    ("choices", "score"),
    [([1, 0], 1.0), ([2, 0], 0.75), ([1, 1], 0.5), ([0, 0], 0.5), ([2, 1], 0.25), ([0, 1], 0.0)],
)
def test_score_is_the_mean_of_the_nodes(choices, score):
    grade = kind.grade(CONTENT, {"choices": choices})

    assert grade == (score, score == 1.0)


def test_story_of_three_nodes_counts_each_a_third():
    middle = entry("branch")["nodes"][0]
    content = content_of("branch", nodes=[middle, middle, entry("branch")["nodes"][1]])

    assert kind.grade(content, {"choices": [1, 2, 1]}).score == pytest.approx((1 + 0.5 + 0) / 3)


def test_one_node_is_asked_at_a_time_and_confidence_with_the_last():
    first, last = form_for("branch", CONTENT, step=0), form_for("branch", CONTENT, step=1)

    assert list(first.fields) == ["seconds", "choice"]
    assert list(last.fields) == ["seconds", "choice", "confidence"]
    assert sorted(label for _value, label in first.fields["choice"].choices) == ["Show it", "Test it", "Wait a day"]
    assert sorted(label for _value, label in last.fields["choice"].choices) == ["Explain it away", "Listen"]
    assert first["choice"].value() is None


@pytest.mark.parametrize(
    ("response", "steps", "is_complete"),
    [(None, 0, False), ({"choices": [2]}, 1, False), ({"choices": [2, 0]}, 2, True)],
)
def test_question_is_complete_after_the_last_node(response, steps, is_complete):
    assert kind.steps_taken(response) == steps
    assert kind.is_complete(CONTENT, response) is is_complete


def test_choice_is_stored_by_the_authors_number():
    turned = next(shuffle for seed in range(99) if (shuffle := Shuffle(0, seed)).order("node-0", 3) == [2, 1, 0])

    form = form_for("branch", CONTENT, {"choice": "0"}, shuffle=turned)

    assert form.is_valid()
    assert kind.take(form, None) == {"choices": [2]}


def test_earlier_decisions_stay_as_they_were():
    before = {"choices": [2]}
    turned = next(shuffle for seed in range(99) if (shuffle := Shuffle(0, seed)).order("node-1", 2) == [1, 0])
    form = form_for("branch", CONTENT, {"choice": "0", "confidence": "60"}, step=1, shuffle=turned)

    assert form.is_valid()
    assert kind.take(form, before) == {"choices": [2, 1]}
    assert before == {"choices": [2]}


@pytest.mark.parametrize("choices", [[a, b] for a in range(3) for b in range(2)])
def test_what_a_learner_means_is_what_is_stored(choices):
    assert taken("branch", CONTENT, {"choices": choices}) == {"choices": choices}


@pytest.mark.parametrize("choice", ["", "3", "-1", "Test it"])
def test_decision_that_is_not_on_offer_is_asked_for_again(choice):
    assert errors_of("branch", CONTENT, {"choice": choice}) == {"choice": ["Choose what you would do."]}


def test_last_decision_needs_a_confidence():
    errors = errors_of("branch", CONTENT, {"choice": "1"}, step=1)

    assert errors == {"confidence": ["Say how likely it is that you are right."]}


def test_story_so_far_is_the_choices_made():
    assert kind.chosen(CONTENT, {"choices": [2]}) == [NODES[0]["choices"][2]]
    assert kind.chosen(CONTENT, {"choices": [2, 0]}) == [NODES[0]["choices"][2], NODES[1]["choices"][0]]


def test_rows_tell_how_good_each_decision_was_and_the_better_one():
    rows = kind.rows(CONTENT, {"choices": [2, 0]}, SHUFFLE)

    assert rows == [
        Row("The demo is tomorrow.", "partly", "Defensible.", "Wait a day", "Test it That shows it."),
        Row("Somebody complains.", "right", "You learn.", "Listen", ""),
    ]


def test_row_of_a_harmful_decision_is_wrong():
    assert [row.state for row in kind.rows(CONTENT, {"choices": [0, 1]}, SHUFFLE)] == ["wrong", "wrong"]


@pytest.mark.parametrize(
    ("choices", "codes"), [([0], ["M10"]), ([0, 1], ["M10", "M08"]), ([1, 1], ["M08"]), ([1, 0], []), ([2, 0], [])]
)
def test_misconceptions_are_those_of_the_choices_made(choices, codes):
    assert kind.misconceptions(CONTENT, {"choices": choices}) == codes


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("branch") == []


@pytest.mark.parametrize("scores", [(0, 0.5, 0.5), (1, 1, 0)])
def test_node_without_exactly_one_best_choice_is_a_mistake(scores):
    nodes = entry("branch")["nodes"]
    for choice, score in zip(nodes[0]["choices"], scores, strict=True):
        choice["score"] = score

    assert mistakes_in("branch", nodes=nodes) == [(("nodes", 0, "choices"), "One choice of each node scores 1.")]


def test_choice_after_which_nothing_is_told_is_a_mistake():
    nodes = entry("branch")["nodes"]
    del nodes[0]["choices"][2]["then"]

    assert mistakes_in("branch", nodes=nodes) == [(("nodes", 0, "choices", 2, "then"), "What follows is missing.")]


def test_last_choice_after_which_something_is_told_is_a_mistake():
    nodes = entry("branch")["nodes"]
    nodes[1]["choices"][0]["then"] = "The end."

    assert mistakes_in("branch", nodes=nodes) == [
        (("nodes", 1, "choices", 0, "then"), "Nothing follows the last node."),
    ]


def test_schema_takes_two_to_four_nodes_with_scores_of_the_scale():
    first, last = entry("branch")["nodes"]
    graded = {**last, "choices": [{**choice, "score": 0.75} for choice in last["choices"]]}

    assert schema_errors("branch", nodes=[first, first, first, last]) == []
    assert schema_errors("branch", nodes=[last]) == [(("nodes",), "minItems")]
    assert schema_errors("branch", nodes=[first, first, first, first, last]) == [(("nodes",), "maxItems")]
    assert schema_errors("branch", nodes=[first, graded]) == [
        (("nodes", 1, "choices", 0, "score"), "enum"),
        (("nodes", 1, "choices", 1, "score"), "enum"),
    ]
