"""A question as a learner sees it at one moment."""

import pytest

from quizzes.cards import is_confident_error
from quizzes.kinds import kinds
from tests.quizzes.factories import RIGHT, WRONG
from tests.quizzes.kinds.asking import sent_by
from tests.quizzes.showing import card_of

KINDS = sorted(kinds())
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.mark.parametrize(
    ("code", "ordinal", "anchor"), [("Q05.4", 1, "q05-4"), ("Q05.4b", 1, "q05-4b"), ("Q05.4b", 2, "q05-4b-2")]
)
def test_anchor_is_the_code_and_the_number_of_the_try_from_the_second_on(code, ordinal, anchor):
    assert card_of(code=code, ordinal=ordinal).anchor == anchor


@pytest.mark.parametrize(("code", "is_practice"), [("Q00.2", True), ("Q01.2", False), ("Q10.2", False)])
def test_warm_up_of_the_first_lesson_counts_nowhere(code, is_practice):
    assert card_of(code=code).is_practice is is_practice


@every_kind
def test_question_that_was_not_answered_asks_its_first_step(kind):
    card = card_of(kind)

    assert (card.is_answered, card.step, card.response) == (False, 0, None)
    assert not card.form.is_bound


@every_kind
def test_answered_question_has_taken_all_its_steps(kind):
    card = card_of(kind, RIGHT[kind])

    assert card.is_answered
    assert card.step == card.step_count
    assert card.response == RIGHT[kind]


def test_statement_between_its_steps_asks_the_reason():
    card = card_of("tf-why", {"verdict": True})

    assert (card.is_answered, card.step) == (False, 1)
    assert card.choice_field.name == "reason"


def test_story_between_its_steps_tells_what_followed_and_asks_the_next():
    card = card_of("branch", {"choices": [2]})

    assert [choice["then"] for choice in card.told_so_far] == ["A day goes by."]
    assert card.node["text"] == "Somebody complains."


@every_kind
def test_full_marks_are_right_and_none_wrong_and_free_text_is_neither(kind):
    outcomes = (card_of(kind, RIGHT[kind]).outcome, card_of(kind, WRONG[kind]).outcome)

    assert outcomes == (("own", "own") if kind == "free" else ("right", "wrong"))


@pytest.mark.parametrize(
    ("kind", "response", "percent"),
    [
        ("tf-why", {"verdict": False, "reason": 0}, 50),
        ("multiple", {"options": [0]}, 50),
        ("order", {"order": [1, 0, 2, 3]}, 83),
        ("match", {"rights": [0, 0, 0]}, 33),
        ("categorise", {"categories": [0, 1, 0, 0]}, 75),
        ("estimate", {"guess": 60.0, "low": 45.0, "high": 60.0}, 50),
        ("branch", {"choices": [2, 0]}, 75),
    ],
)
def test_some_marks_are_partly_right(kind, response, percent):
    card = card_of(kind, response)

    assert (card.outcome, card.percent) == ("partly", percent)


@pytest.mark.parametrize(
    ("confidence", "response", "points"),
    [(80, RIGHT["single"], 21), (80, WRONG["single"], -39), (95, RIGHT["single"], 24.75), (20, WRONG["single"], 21)],
)
def test_points_come_from_the_stated_confidence(confidence, response, points):
    assert card_of("single", response, confidence).points == pytest.approx(points)


def test_points_of_a_statement_are_about_the_verdict_alone():
    card = card_of("tf-why", {"verdict": False, "reason": 0}, 95)

    assert card.outcome == "partly"
    assert card.points == pytest.approx(24.75)
    assert not card.is_confident_error


def test_free_text_has_no_points():
    assert card_of("free", RIGHT["free"]).points is None


@pytest.mark.parametrize(
    ("confidence", "is_right", "is_error"),
    [
        *((95, False, True), (80, False, True), (60, False, False), (20, False, False)),
        *((95, True, False), (80, True, False), (None, False, False), (95, None, False)),
    ],
)
def test_confident_error_is_wrong_from_eighty_on(confidence, is_right, is_error):
    assert is_confident_error(confidence, is_right) is is_error


@pytest.mark.parametrize(
    ("kind", "confidence", "words"),
    [("single", 20, "guessing"), ("single", 40, "hunch"), ("tf-why", 50, "guessing"), ("order", 95, "would bet on it")],
)
def test_confidence_is_told_in_the_words_it_was_stated_in(kind, confidence, words):
    assert card_of(kind, RIGHT[kind], confidence).confidence_words == words


@pytest.mark.parametrize(("response", "hits"), [([0, 1, 2], 3), ([0, 2, 1], 1), ([1, 2, 0], 0)])
def test_hits_are_the_rows_that_are_right(response, hits):
    assert card_of("match", {"rights": response}).hits == hits


@pytest.mark.parametrize(("reason", "is_right"), [(0, False), (1, True)])
def test_right_reason_after_a_wrong_verdict_is_told_though_it_does_not_count(reason, is_right):
    card = card_of("tf-why", {"verdict": True, "reason": reason})

    assert (card.outcome, card.reason_is_right) == ("wrong", is_right)


@pytest.mark.parametrize(
    ("kind", "response", "field"),
    [
        *(("single", None, "option"), ("multiple", None, "options"), ("tf-why", {"verdict": True}, "reason")),
        *(("branch", None, "choice"), ("free", {"text": "Words."}, "rating")),
    ],
)
def test_field_with_the_choices_is_found(kind, response, field):
    assert card_of(kind, response).choice_field.name == field


def test_form_that_was_sent_keeps_what_was_typed():
    card = card_of("estimate")

    form = card.form_with({"guess": "12 or so", "low": "5", "high": "20", "confidence": "60"})

    assert not form.is_valid()
    assert card.form["guess"].value() == "12 or so"
    assert card.form["confidence"].value() == "60"


def test_ids_of_fields_begin_with_the_anchor_so_that_cards_stand_in_one_page():
    card = card_of("single", code="Q01.2b", ordinal=2)

    assert card.form["option"].auto_id == "q01-2b-2-option"


@every_kind
def test_card_takes_what_its_own_form_sends(kind):
    card = card_of(kind, seed=5)

    form = card.form_with(sent_by(kind, card.content, RIGHT[kind], shuffle=card.shuffle))

    assert form.is_valid()
