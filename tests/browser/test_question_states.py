"""What a question looks like in each state: accessible in both themes, no wider than a small screen."""

import pytest
from playwright.sync_api import expect

from tests.browser.answering import (
    ITEMS,
    SAMPLES,
    VERDICTS,
    answer,
    card_on,
    fill,
    outcome_of,
    send,
    steps_to,
    verdict_of,
)
from tests.browser.conftest import NARROW_AND_WIDE, assert_page_is_good

PAGE = "/questions/{}/"


@pytest.mark.parametrize("kind", SAMPLES)
def test_question_is_good_blank_chosen_between_steps_and_with_errors(page, kind):
    code, _slug = SAMPLES[kind]
    page.goto(PAGE.format(code))
    card = card_on(page, code)
    assert_page_is_good(page, NARROW_AND_WIDE, "blank")
    send(card)
    expect(card.get_by_role("alert")).to_be_focused()
    assert_page_is_good(page, NARROW_AND_WIDE, "error")

    for number, step in enumerate(steps_to(ITEMS[code], "right")):
        fill(card, step)
        assert_page_is_good(page, NARROW_AND_WIDE, f"chosen at step {number}")
        send(card)
        expect(card.locator("[data-focus]")).to_be_focused()
        assert_page_is_good(page, NARROW_AND_WIDE, f"after step {number}")


@pytest.mark.parametrize(
    ("kind", "wish"),
    [(kind, wish) for kind in SAMPLES for wish in ("partly", "wrong") if (kind, wish) != ("single", "partly")],
)
def test_question_is_good_when_it_is_not_right(page, kind, wish):
    code, _slug = SAMPLES[kind]
    page.goto(PAGE.format(code))
    card = card_on(page, code)

    answer(card, code, wish, percent=80)

    expect(verdict_of(card)).to_have_text(VERDICTS[outcome_of(ITEMS[code], wish)])
    assert_page_is_good(page, NARROW_AND_WIDE, wish)


@pytest.mark.parametrize("slug", ["how-this-course-works", "experience", "metrics"])
def test_lesson_whose_quiz_is_answered_is_good(page, slug):
    page.goto(f"/lessons/{slug}/")
    codes = page.locator("#quiz > .question").evaluate_all("cards => cards.map(card => card.id)")
    for code in codes:
        code = code.replace("-", ".").upper()

        answer(card_on(page, code), code, "wrong", percent=80)

        expect(verdict_of(card_on(page, code))).to_be_focused()
    assert_page_is_good(page, NARROW_AND_WIDE, "answered")
