import pytest

from quizzes.kinds.base import Row, Shuffle
from quizzes.kinds.order import kind
from tests.quizzes.kinds.asking import SHUFFLE, content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("order")
TURNED = next(shuffle for seed in range(9999) if (shuffle := Shuffle(0, seed)).order("steps", 4) == [3, 2, 1, 0])
PLACES = {"place-0": "1", "place-1": "2", "place-2": "3", "place-3": "4", "confidence": "60"}


@pytest.mark.parametrize(
    ("order", "score"),
    [
        ([0, 1, 2, 3], 1.0),
        ([1, 0, 2, 3], 5 / 6),
        ([0, 2, 1, 3], 5 / 6),
        ([1, 0, 3, 2], 4 / 6),
        ([3, 0, 1, 2], 3 / 6),
        ([3, 2, 0, 1], 1 / 6),
        ([3, 2, 1, 0], 0.0),
    ],
)
def test_score_is_the_share_of_pairs_in_the_right_order(order, score):
    grade = kind.grade(CONTENT, {"order": order})

    assert grade.score == pytest.approx(score)
    assert grade.is_right is (score == 1.0)


def test_seven_steps_with_one_pair_the_wrong_way_round_are_not_right():
    content = content_of("order", steps=[f"Step {n}" for n in range(7)])

    grade = kind.grade(content, {"order": [0, 1, 2, 3, 4, 6, 5]})

    assert grade == (pytest.approx(20 / 21), False)


def test_steps_are_listed_in_the_order_of_the_showing_with_no_place_chosen():
    form = form_for("order", CONTENT, shuffle=TURNED)

    rows = [form[f"place-{row}"] for row in range(4)]
    assert [row.label for row in rows] == [
        "Estimate the gain",
        "Try the plain fix",
        "Find the friction",
        "Find the job",
    ]
    assert [row.value() for row in rows] == [None] * 4
    assert [value for value, _label in rows[0].field.choices] == ["", "1", "2", "3", "4"]


def test_places_are_stored_as_the_authors_numbers_in_sequence():
    form = form_for("order", CONTENT, PLACES | {"place-0": "2", "place-1": "1"}, shuffle=TURNED)

    assert form.is_valid()
    assert kind.take(form, None) == {"order": [2, 3, 1, 0]}


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
def test_what_a_learner_means_is_what_is_stored(order):
    assert taken("order", CONTENT, {"order": order}) == {"order": order}


@pytest.mark.parametrize("place", ["", "0", "5", "-1", "first", "1.0"])
def test_step_without_a_place_is_named(place):
    errors = errors_of("order", CONTENT, PLACES | {"place-2": place})

    assert errors == {"place-2": ["Give this step a place."]}


def test_place_that_is_given_twice_is_named_at_the_second():
    errors = errors_of("order", CONTENT, PLACES | {"place-3": "1"})

    assert errors == {"place-3": ["Place 1 stands twice. Give each step its own."]}


def test_one_place_for_all_steps_is_named_at_each_but_the_first():
    errors = errors_of("order", CONTENT, {**PLACES, **{f"place-{row}": "2" for row in range(4)}})

    assert sorted(errors) == ["place-1", "place-2", "place-3"]


def test_rows_tell_where_each_step_was_put_and_where_it_belongs():
    rows = kind.rows(CONTENT, {"order": [0, 3, 2, 1]}, SHUFFLE)

    assert rows == [
        Row("Find the job", "right", given="1", wanted="1"),
        Row("Estimate the gain", "wrong", given="2", wanted="4"),
        Row("Try the plain fix", "right", given="3", wanted="3"),
        Row("Find the friction", "wrong", given="4", wanted="2"),
    ]


def test_order_shows_no_misconception():
    assert kind.misconceptions(CONTENT, {"order": [3, 2, 1, 0]}) == []


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("order") == []


def test_step_that_stands_twice_is_a_mistake():
    mistakes = mistakes_in("order", steps=["Ask", "Try", "Ask"])

    assert mistakes == [(("steps", 2), "This step stands twice.")]


def test_schema_takes_three_to_seven_steps_and_wants_a_reason():
    source = [f"Step {n}" for n in range(8)]

    assert schema_errors("order", steps=source[:3]) == []
    assert schema_errors("order", steps=source[:7]) == []
    assert schema_errors("order", steps=source[:2]) == [(("steps",), "minItems")]
    assert schema_errors("order", steps=source) == [(("steps",), "maxItems")]
    assert schema_errors("order", why="") == [(("why",), "minLength")]
