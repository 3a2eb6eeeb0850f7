"""Answering questions with the keyboard alone."""

import re

from playwright.sync_api import expect

from tests.browser.answering import SEND, reads

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
