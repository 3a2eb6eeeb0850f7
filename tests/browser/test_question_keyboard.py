"""Questions answered by keyboard alone and by single clicks; moves are said aloud."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import ITEMS, SAMPLES, VERDICTS, card_on, reads, send, sure, verdict_of
from tests.browser.by_keyboard import BY_KEYS, mover, place_of, press_send, say_how_sure, texts_in_order


@pytest.mark.parametrize("kind", SAMPLES)
def test_question_is_answered_by_keyboard_alone(page, kind):
    code, _slug = SAMPLES[kind]
    page.goto(f"/questions/{code}/")
    card = card_on(page, code)

    BY_KEYS[kind](page, card, ITEMS[code])
    if kind not in ("tf-why", "free"):
        say_how_sure(page, card)
    press_send(page, card)

    expect(verdict_of(card)).to_have_text(VERDICTS["own" if kind == "free" else "right"])
    expect(verdict_of(card)).to_be_focused()


def test_steps_are_put_in_order_by_single_clicks_and_each_move_is_announced(page):
    code, _slug = SAMPLES["order"]
    steps = ITEMS[code]["steps"]
    page.goto(f"/questions/{code}/")
    card = card_on(page, code)

    for place, text in enumerate(steps):
        for now in range(place_of(card, text) - 1, place - 1, -1):
            mover(card, "Up", text).click()
            expect(page.locator("#announcer")).to_have_text(
                re.compile(f"^Now place {now + 1} of {len(steps)}: {reads(text).pattern[1:]}")
            )
            expect(mover(card, "Up", text)).to_be_focused()
    expect(mover(card, "Up", steps[0])).to_have_attribute("aria-disabled", "true")
    expect(mover(card, "Down", steps[-1])).to_have_attribute("aria-disabled", "true")
    sure(60)(card)
    send(card)

    expect(verdict_of(card)).to_have_text(VERDICTS["right"])


def test_button_at_the_end_of_the_list_moves_nothing(page):
    code, _slug = SAMPLES["order"]
    page.goto(f"/questions/{code}/")
    card = card_on(page, code)
    before = texts_in_order(card)

    card.get_by_role("button", name=re.compile("^Down: ")).last.click(force=True)

    assert texts_in_order(card) == before


@pytest.mark.parametrize(
    ("kind", "words"),
    [("match", "{}: {}. {} of {} matched."), ("categorise", "{}: {}. {} of {} sorted.")],
)
def test_each_choice_of_a_pair_is_announced_with_how_many_are_done(page, kind, words):
    code, _slug = SAMPLES[kind]
    pairs = {
        "match": lambda item: [(pair["left"], pair["right"]) for pair in item["pairs"]],
        "categorise": lambda item: [(each["text"], each["category"]) for each in item["cards"]],
    }[kind](ITEMS[code])
    page.goto(f"/questions/{code}/")
    card = card_on(page, code)

    for done, (left, right) in enumerate(pairs, start=1):
        if kind == "match":
            card.get_by_role("combobox", name=reads(left)).select_option(label=right)
        else:
            card.get_by_role("group", name=reads(left)).get_by_text(reads(right)).click()

        expect(page.locator("#announcer")).to_have_text(reads(words.format(left, right, done, len(pairs))))
