"""Questions answered by keyboard alone and by single clicks; moves are said aloud."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import ITEMS, SAMPLES, SEND, VERDICTS, card_on, fill, reads, send, sure, verdict_of

MOST_TABS = 150


def tab_to(page, target):
    """Press Tab until `target` has focus."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


def tab_into(page, group):
    """Press Tab until one button of a group of radio buttons has focus."""
    for _ in range(MOST_TABS):
        if group.evaluate("element => element.contains(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")


def choose(page, group, name):
    """Choose a radio button with the arrow keys, as one does where Tab leads to the group once."""
    tab_into(page, group)
    wanted = group.get_by_role("radio", name=name)
    page.keyboard.press("Space")
    for _ in range(group.get_by_role("radio").count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("the arrow keys do not lead there")


def say_how_sure(page, card):
    choose(page, card.get_by_role("group", name=re.compile("^How likely")), re.compile("^80%"))


def press_send(page, card):
    tab_to(page, card.get_by_role("button", name=SEND))
    page.keyboard.press("Enter")


def options_of(card):
    return card.get_by_role("group").first


def answer_single(page, card, item):
    key = next(option["text"] for option in item["options"] if option.get("key"))
    choose(page, options_of(card), reads(key))


def answer_multiple(page, card, item):
    for option in item["options"]:
        if option.get("key"):
            tab_to(page, card.get_by_role("checkbox", name=reads(option["text"])))
            page.keyboard.press("Space")
            page.keyboard.press("Shift+Tab")
            page.locator("body").evaluate("() => document.activeElement.blur()")


def answer_order(page, card, item):
    for place, text in enumerate(item["steps"]):
        rows = card.locator(".order .row")
        up = card.get_by_role("button", name=re.compile(f"^Up: {reads(text).pattern[1:]}"))
        tab_to(page, up)
        for _ in range(len(item["steps"])):
            if rows.nth(place).get_by_role("button", name=re.compile(f"^Up: {reads(text).pattern[1:]}")).count():
                break
            page.keyboard.press("Enter")
            expect(up).to_be_focused()
