"""Each kind of question, by itself and in the quiz of a lesson, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import (
    ITEMS,
    SAMPLES,
    VERDICTS,
    anchor_of,
    answer,
    card_on,
    fill,
    outcome_of,
    send,
    steps_to,
    verdict_of,
)

BOTH_PLACES = pytest.mark.parametrize("place", ["by itself", "in a lesson"])
EACH_KIND = pytest.mark.parametrize("kind", SAMPLES)


def open_question(page, kind, place="by itself"):
    """Go where a question of this kind is asked; returns its code and its card."""
    code, slug = SAMPLES[kind]
    page.goto(f"/questions/{code}/" if place == "by itself" else f"/lessons/{slug}/")
    return code, card_on(page, code)


def verdict(code, wish="right"):
    return VERDICTS[outcome_of(ITEMS[code], wish)]


def summary_in(card):
    return card.get_by_role("alert").filter(has_text="There is a problem")


@BOTH_PLACES
@EACH_KIND
def test_right_answer_is_announced_and_focus_goes_to_the_verdict(page, kind, place):
    code, card = open_question(page, kind, place)
    address = page.url

    answer(card, code)

    expect(verdict_of(card)).to_have_text(verdict(code))
    expect(verdict_of(card)).to_be_focused()
    expect(page.locator("#announcer")).to_have_text(verdict(code))
    assert page.url == address


@EACH_KIND
def test_answer_in_a_lesson_is_still_there_after_reloading(page, kind):
    code, card = open_question(page, kind, "in a lesson")
    answer(card, code, "wrong")
    expect(verdict_of(card)).to_have_text(verdict(code, "wrong"))

    page.reload()

    expect(verdict_of(card)).to_have_text(verdict(code, "wrong"))
    expect(card.get_by_role("button")).to_have_count(0)


@EACH_KIND
def test_without_javascript_a_lesson_comes_back_at_the_question_with_its_verdict(plain_page, kind):
    code, card = open_question(plain_page, kind, "in a lesson")

    answer(card, code)

    expect(verdict_of(card)).to_have_text(verdict(code))
    expect(plain_page).to_have_url(re.compile(f"/lessons/{SAMPLES[kind][1]}/{anchor_of(code)}$"))
    expect(card).to_be_in_viewport()


@EACH_KIND
def test_without_javascript_a_question_by_itself_shows_the_verdict_and_can_be_answered_again(plain_page, kind):
    code, card = open_question(plain_page, kind)

    answer(card, code, "wrong")
    expect(verdict_of(card)).to_have_text(verdict(code, "wrong"))
    plain_page.get_by_role("link", name="Answer it once more").click()
    answer(card_on(plain_page, code, again=True), code)

    expect(verdict_of(card_on(plain_page, code, again=True))).to_have_text(verdict(code))


@BOTH_PLACES
@EACH_KIND
def test_empty_answer_leads_focus_to_a_summary_whose_links_lead_to_the_fields(page, kind, place):
    _code, card = open_question(page, kind, place)

    send(card)

    summary = summary_in(card)
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    assert links.count() == card.locator("p.error").count() > 0
    for link in links.all():
        link.click()
        field = card.locator(":focus")
        expect(field).to_have_attribute("aria-invalid", "true")
        assert link.inner_text().endswith(words_at(field))


def words_at(field) -> str:
    """The message that stands at a field: of its group where it is one of several buttons."""
    described = field.locator("xpath=ancestor-or-self::*[@aria-describedby][1]")
    names = described.get_attribute("aria-describedby").split()
    error = field.page.locator(f"#{next(name for name in names if name.endswith('_error'))}")
    return error.inner_text().removeprefix("Error:").strip()


@EACH_KIND
def test_empty_answer_without_javascript_comes_back_with_links_to_the_fields(plain_page, kind):
    _code, card = open_question(plain_page, kind, "in a lesson")

    send(card)

    expect(plain_page).to_have_title(re.compile("^Error: "))
    links = summary_in(card).get_by_role("link").all()
    assert links
    for link in links:
        expect(plain_page.locator(link.get_attribute("href"))).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("scripts", ["with JavaScript", "without"])
@pytest.mark.parametrize("kind", [kind for kind in SAMPLES if kind != "free"])
def test_forgotten_confidence_loses_nothing_that_was_chosen(page, plain_page, kind, scripts):
    code, card = open_question(page if scripts == "with JavaScript" else plain_page, kind, "in a lesson")
    steps = steps_to(ITEMS[code], "right")
    asking = 0 if kind == "tf-why" else len(steps) - 1
    for step in steps[:asking]:
        fill(card, step)
        send(card)

    *chosen, how_sure = steps[asking]
    fill(card, chosen)
    send(card)
    expect(summary_in(card).get_by_role("link")).to_have_text(["Say how likely it is that you are right."])
    fill(card, [how_sure])
    send(card)

    for step in steps[asking + 1 :]:
        fill(card, step)
        send(card)
    expect(verdict_of(card)).to_have_text(verdict(code))


def test_forgotten_rating_leaves_the_words_that_were_written(page):
    code, card = open_question(page, "free", "in a lesson")
    words, rating = steps_to(ITEMS[code], "right")
    fill(card, words)
    send(card)
    expect(card.get_by_text("Which line fits your answer best?")).to_be_focused()

    send(card)

    expect(summary_in(card)).to_be_focused()
    expect(card.get_by_text("It depends on what is at stake.")).to_be_visible()
    fill(card, rating)
    send(card)
    expect(verdict_of(card)).to_have_text("You rated yourself 3 of 3")
