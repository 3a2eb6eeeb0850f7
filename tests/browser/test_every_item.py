"""A question of each kind in each lesson, answered in the browser: rightly with JavaScript, wrongly without it.

Of several it is the one whose entry is longest, the hardest to lay out. All of them, both forms and with each way to
answer, are filled in by the words on their pages in tests/quizzes/test_answer_all.py; what scripts and browsers add to
that depends on the kind alone.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import LESSONS, VERDICTS, answer, card_on, outcome_of, reads_within, verdict_of

COMPARED = ("Q05.4", "Q06.3", "Q07.5", "Q08.2", "Q09.3", "Q10.4")
"""What the baseline and its twin ask: explained when both are done, see test_checks."""


def told(card) -> str:
    return re.sub(r"\s+", " ", card.inner_text())


def longest_of_each_kind(lesson) -> list[dict]:
    by_length = sorted(LESSONS[lesson], key=lambda item: len(str(item)))
    return list({item["kind"]: item for item in by_length}.values())


def answer_each_kind(page, lesson, wish):
    """Answer questions by themselves; what comes out must be what the author's file says."""
    for item in longest_of_each_kind(lesson):
        page.goto(f"/questions/{item['id']}/")
        card = card_on(page, item["id"])

        answer(card, item["id"], wish)

        if item["id"].removesuffix("b") in COMPARED:
            expect(verdict_of(card), item["id"]).to_have_text("Saved.")
            continue
        expect(verdict_of(card), item["id"]).to_have_text(VERDICTS[outcome_of(item, wish)])
        assert reads_within(item["idea"]).search(told(card)), item["id"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_right_answer_is_right(page, lesson):
    answer_each_kind(page, lesson, "right")


@pytest.mark.parametrize("lesson", LESSONS)
def test_wrong_answer_is_not_right(plain_page, lesson):
    answer_each_kind(plain_page, lesson, "wrong")
