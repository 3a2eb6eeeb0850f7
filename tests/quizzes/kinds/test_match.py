import pytest

from quizzes.kinds.base import Row, Shuffle
from quizzes.kinds.match import kind
from tests.quizzes.factories import entry
from tests.quizzes.kinds.asking import content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of(
    "match", pairs=[{"left": f"Left {n}", "right": f"Right {n}", "feedback": f"Because of {n}."} for n in range(4)]
)
SHOWN = Shuffle(5, 1)
CHOSEN = {"right-0": "0", "right-1": "1", "right-2": "2", "right-3": "3", "confidence": "60"}


@pytest.mark.parametrize(
    ("rights", "score"),
    [
        ([0, 1, 2, 3], 1.0),
        ([0, 1, 3, 2], 0.5),
        ([0, 2, 3, 1], 0.25),
        ([1, 0, 3, 2], 0.0),
        ([0, 0, 0, 0], 0.25),
        ([0, 1, 2, 2], 0.75),
    ],
)
def test_score_is_the_share_of_right_pairs(rights, score):
    grade = kind.grade(CONTENT, {"rights": rights})

    assert grade == (score, score == 1.0)


def test_each_left_side_offers_all_right_sides_with_none_chosen():
    form = form_for("match", CONTENT, shuffle=SHOWN)

    rows = [form[f"right-{row}"] for row in range(4)]
    assert sorted(row.label for row in rows) == ["Left 0", "Left 1", "Left 2", "Left 3"]
    assert [row.value() for row in rows] == [None] * 4
    for row in rows:
        assert sorted(label for value, label in row.field.choices if value) == [f"Right {n}" for n in range(4)]


def test_right_sides_in_select_boxes_are_plain_text():
    pairs = entry("match")["pairs"]
    pairs[0]["right"] = "Caught, of **all** `bad` & good"

    form = form_for("match", content_of("match", pairs=pairs))

    assert "Caught, of all bad & good" in [label for _value, label in form.fields["right-0"].choices]


def test_chosen_pairs_are_stored_by_the_authors_numbers():
    lefts, rights = SHOWN.order("lefts", 4), SHOWN.order("rights", 4)

    form = form_for("match", CONTENT, CHOSEN, shuffle=SHOWN)

    assert form.is_valid()
    stored = kind.take(form, None)["rights"]
    assert {left: stored[left] for left in lefts} == dict(zip(lefts, rights, strict=True))


@pytest.mark.parametrize("rights", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 1, 1, 1], [2, 0, 0, 3]])
def test_what_a_learner_means_is_what_is_stored(rights):
    assert taken("match", CONTENT, {"rights": rights}) == {"rights": rights}


@pytest.mark.parametrize("value", ["", "4", "-1", "Right 0"])
def test_row_without_a_partner_is_named(value):
    errors = errors_of("match", CONTENT, CHOSEN | {"right-2": value})

    assert errors == {"right-2": ["Choose what belongs to this."]}


def test_rows_stand_as_they_were_asked_and_tell_what_belongs_there():
    rows = kind.rows(CONTENT, {"rights": [0, 2, 1, 3]}, SHOWN)

    told = {
        0: Row("Left 0", "right", "Because of 0.", "Right 0", "Right 0"),
        1: Row("Left 1", "wrong", "Because of 1.", "Right 2", "Right 1"),
        2: Row("Left 2", "wrong", "Because of 2.", "Right 1", "Right 2"),
        3: Row("Left 3", "right", "Because of 3.", "Right 3", "Right 3"),
    }
    assert rows == [told[number] for number in SHOWN.order("lefts", 4)]


def test_match_shows_no_misconception():
    assert kind.misconceptions(CONTENT, {"rights": [3, 2, 1, 0]}) == []


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("match") == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_side_that_stands_twice_is_a_mistake(side):
    pairs = entry("match")["pairs"]
    pairs[2][side] = pairs[0][side]

    assert mistakes_in("match", pairs=pairs) == [(("pairs", 2, side), "This text stands twice.")]


def test_schema_takes_three_to_nine_pairs():
    pairs = [{"left": f"Left {n}", "right": f"Right {n}", "feedback": "Why."} for n in range(10)]

    assert schema_errors("match", pairs=pairs[:3]) == []
    assert schema_errors("match", pairs=pairs[:9]) == []
    assert schema_errors("match", pairs=pairs[:2]) == [(("pairs",), "minItems")]
    assert schema_errors("match", pairs=pairs) == [(("pairs",), "maxItems")]
