"""Questions answered by keyboard alone and by single clicks; moves are said aloud."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import ITEMS, SAMPLES, SEND, VERDICTS, card_on, reads, send, sure, verdict_of

MOST_TABS = 150
HOW_LIKELY = re.compile("^How likely is it")


def tab_to(page, target):
    """Press Tab until focus is on `target` or in it: in a group of radio buttons Tab stops once."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


def choose(page, group, name):
    """Choose a radio button with the arrow keys."""
    tab_to(page, group)
    page.keyboard.press("Space")
    for _ in range(group.get_by_role("radio").count()):
        if group.get_by_role("radio", name=name).is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("the arrow keys do not lead there")


def choose_key(page, card, options):
    key = next(option["text"] for option in options if option.get("key"))
    choose(page, card.get_by_role("group").first, reads(key))


def press_send(page, card):
    tab_to(page, card.get_by_role("button", name=SEND))
    page.keyboard.press("Enter")


def type_into(page, card, label, text):
    tab_to(page, card.get_by_role("textbox", name=label, exact=True))
    page.keyboard.type(text)


def say_how_sure(page, card):
    choose(page, card.get_by_role("group", name=HOW_LIKELY), re.compile("^80%"))


def mover(card, name, text):
    return card.get_by_role("button", name=re.compile(f"^{name}: {reads(text).pattern.lstrip('^')}"))


def texts_in_order(card) -> list[str]:
    return [re.sub(r"\s+", " ", text).strip() for text in card.locator(".order label").all_inner_texts()]


def place_of(card, text) -> int:
    """From 0."""
    return next(place for place, each in enumerate(texts_in_order(card)) if reads(text).match(each))


def by_keys_single(page, card, item):
    choose_key(page, card, item["options"])


def by_keys_multiple(page, card, item):
    for option in item["options"]:
        if option.get("key"):
            tab_to(page, card.get_by_role("checkbox", name=reads(option["text"])))
            page.keyboard.press("Space")


def by_keys_order(page, card, item):
    for place, text in enumerate(item["steps"]):
        for _ in range(place_of(card, text) - place):
            tab_to(page, mover(card, "Up", text))
            page.keyboard.press("Enter")


def by_keys_match(page, card, item):
    for pair in item["pairs"]:
        box = card.get_by_role("combobox", name=reads(pair["left"]))
        tab_to(page, box)
        for _ in item["pairs"]:
            page.keyboard.press("ArrowDown")
            if reads(pair["right"]).match(box.evaluate("box => box.selectedOptions[0].textContent.trim()")):
                break


def by_keys_categorise(page, card, item):
    for each in item["cards"]:
        choose(page, card.get_by_role("group", name=reads(each["text"])), reads(each["category"]))


def by_keys_estimate(page, card, item):
    low, high = item["accept"]
    for label, figure in (("Best guess", item["answer"]), ("At least", low), ("At most", high)):
        type_into(page, card, label, f"{figure:g}")


def by_keys_statement(page, card, item):
    choose(page, card.get_by_role("group").first, str(item["verdict"]))
    say_how_sure(page, card)
    press_send(page, card)
    expect(card.get_by_text(re.compile(r"^It is (true|false)\. Why\?$"))).to_be_focused()
    choose_key(page, card, item["reasons"])


def by_keys_branch(page, card, item):
    for number, node in enumerate(item["nodes"], start=1):
        expect(card.get_by_text(f"Decision {number} of {len(item['nodes'])}")).to_be_visible()
        best = max(node["choices"], key=lambda choice: choice["score"])
        choose(page, card.get_by_role("group").first, reads(best["text"]))
        if number < len(item["nodes"]):
            press_send(page, card)


def by_keys_free(page, card, item):
    type_into(page, card, "Your answer", "In my words.")
    press_send(page, card)
    expect(card.get_by_text("Which line fits your answer best?")).to_be_focused()
    choose(page, card.get_by_role("group").first, reads(item["rubric"][3]))


BY_KEYS = {
    "single": by_keys_single,
    "multiple": by_keys_multiple,
    "tf-why": by_keys_statement,
    "order": by_keys_order,
    "match": by_keys_match,
    "categorise": by_keys_categorise,
    "estimate": by_keys_estimate,
    "free": by_keys_free,
    "branch": by_keys_branch,
}


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
