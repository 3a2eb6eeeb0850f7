"""Questions of the course answered in the browser: rightly with JavaScript, one of each kind in each lesson; wrongly
without it, one of each kind.

Of several it is the one whose entry is longest, the hardest to lay out. All of them, both forms and with each way to
answer, are filled in by the words on their pages in tests/quizzes/test_answer_all.py; what scripts and browsers add to
that depends on the kind alone.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import ITEMS, LESSONS, VERDICTS, answer, card_on, outcome_of, reads_within, verdict_of

COMPARED = ("Q05.4", "Q06.3", "Q07.5", "Q08.2", "Q09.3", "Q10.4")
"""What the baseline and its twin ask is saved without a word until both are done: see test_checks."""


def told(card) -> str:
    return re.sub(r"\s+", " ", card.inner_text())


def longest_of_each_kind(items) -> list[dict]:
    explained = [item for item in items if item["id"].removesuffix("b") not in COMPARED]
    return list({item["kind"]: item for item in sorted(explained, key=lambda item: len(str(item)))}.values())


def answer_as_wished(page, item, wish):
    """Answer a question by itself; what comes out must be what the author's file says."""
    page.goto(f"/questions/{item['id']}/")
    card = card_on(page, item["id"])

    answer(card, item["id"], wish)

    expect(verdict_of(card), item["id"]).to_have_text(VERDICTS[outcome_of(item, wish)])
    assert reads_within(item["idea"]).search(told(card)), item["id"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_right_answer_is_right(page, lesson):
    for item in longest_of_each_kind(LESSONS[lesson]):
        answer_as_wished(page, item, "right")


def test_wrong_answer_is_not_right(plain_page):
    for item in longest_of_each_kind(ITEMS.values()):
        answer_as_wished(plain_page, item, "wrong")
