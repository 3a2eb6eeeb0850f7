import pytest

from quizzes.kinds.base import Row
from quizzes.kinds.categorise import kind
from tests.quizzes.factories import entry
from tests.quizzes.kinds.asking import SHUFFLE, content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("categorise")  # 0: AI, 1: Rules; cards belong to 0, 1, 0, 1
CHOSEN = {"card-0": "0", "card-1": "1", "card-2": "0", "card-3": "1", "confidence": "60"}


@pytest.mark.parametrize(
    ("categories", "score"),
    [([0, 1, 0, 1], 1.0), ([0, 1, 0, 0], 0.75), ([0, 0, 0, 0], 0.5), ([0, 0, 1, 0], 0.25), ([1, 0, 1, 0], 0.0)],
)
def test_score_is_the_share_of_cards_filed_right(categories, score):
    grade = kind.grade(CONTENT, {"categories": categories})

    assert grade == (score, score == 1.0)


def test_eleven_of_twelve_cards_are_not_right():
    cards = [{"text": f"Card {n}", "category": "AI" if n else "Rules", "feedback": "Why."} for n in range(12)]

    grade = kind.grade(content_of("categorise", cards=cards), {"categories": [0] * 12})

    assert grade == (pytest.approx(11 / 12), False)


def test_each_card_offers_all_headings_in_the_authors_order_with_none_chosen():
    form = form_for("categorise", CONTENT)

    rows = [form[f"card-{row}"] for row in range(4)]
    assert [row.label for row in rows] == [CONTENT["cards"][number]["text"] for number in SHUFFLE.order("cards", 4)]
    assert [row.field.choices for row in rows] == [[("0", "AI"), ("1", "Rules")]] * 4
    assert [row.value() for row in rows] == [None] * 4


def test_filed_cards_are_stored_by_the_authors_numbers():
    form = form_for("categorise", CONTENT, CHOSEN)

    assert form.is_valid()
    stored = kind.take(form, None)["categories"]
    assert [stored[number] for number in SHUFFLE.order("cards", 4)] == [0, 1, 0, 1]


@pytest.mark.parametrize("categories", [[0, 1, 0, 1], [1, 1, 0, 0], [0, 0, 0, 0]])
def test_what_a_learner_means_is_what_is_stored(categories):
    assert taken("categorise", CONTENT, {"categories": categories}) == {"categories": categories}


@pytest.mark.parametrize("value", ["", "2", "-1", "AI"])
def test_card_that_is_filed_nowhere_is_named(value):
    errors = errors_of("categorise", CONTENT, CHOSEN | {"card-1": value})

    assert errors == {"card-1": ["Choose where this belongs."]}


def test_rows_stand_as_they_were_asked_and_tell_where_each_card_belongs():
    rows = kind.rows(CONTENT, {"categories": [0, 0, 1, 1]}, SHUFFLE)

    told = {
        0: Row("Sorting free text", "right", "Wording varies.", "AI", "AI"),
        1: Row("Checking a postcode", "wrong", "One rule does it.", "AI", "Rules"),
        2: Row("Reading a photo", "wrong", "It is visual.", "Rules", "AI"),
        3: Row("Adding postage", "right", "A table does it.", "Rules", "Rules"),
    }
    assert rows == [told[number] for number in SHUFFLE.order("cards", 4)]


def test_headings_with_markdown_are_graded_all_the_same():
    cards = [
        {**card, "category": card["category"].replace("AI", "*AI* & more")} for card in entry("categorise")["cards"]
    ]
    content = content_of("categorise", categories=["*AI* & more", "Rules"], cards=cards)

    assert kind.grade(content, {"categories": [0, 1, 0, 1]}).score == 1.0


def test_sorting_shows_no_misconception():
    assert kind.misconceptions(CONTENT, {"categories": [1, 0, 1, 0]}) == []


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("categorise") == []


def test_card_of_a_heading_that_is_not_there_is_a_mistake():
    cards = entry("categorise")["cards"]
    cards[1]["category"] = "rules"

    mistakes = mistakes_in("categorise", cards=[*cards, cards[3]])

    assert mistakes == [(("cards", 1, "category"), "There is no category 'rules'.")]


def test_heading_without_a_card_is_a_mistake():
    mistakes = mistakes_in("categorise", categories=["AI", "Rules", "Neither"])

    assert mistakes == [(("categories", 2), "No card belongs to 'Neither'.")]


def test_schema_takes_two_to_six_headings_each_once():
    headings = [f"Heading {n}" for n in range(7)]

    assert schema_errors("categorise", categories=headings[:2]) == []
    assert schema_errors("categorise", categories=headings[:6]) == []
    assert schema_errors("categorise", categories=headings[:1]) == [(("categories",), "minItems")]
    assert schema_errors("categorise", categories=headings) == [(("categories",), "maxItems")]
    assert schema_errors("categorise", categories=["AI", "AI"]) == [(("categories",), "uniqueItems")]


def test_schema_takes_three_to_twelve_cards():
    cards = [{"text": f"Card {n}", "category": "AI", "feedback": "Why."} for n in range(13)]

    assert schema_errors("categorise", cards=cards[:3]) == []
    assert schema_errors("categorise", cards=cards[:12]) == []
    assert schema_errors("categorise", cards=cards[:2]) == [(("cards",), "minItems")]
    assert schema_errors("categorise", cards=cards) == [(("cards",), "maxItems")]
