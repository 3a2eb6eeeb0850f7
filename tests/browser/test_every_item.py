"""Every question of the course, both forms, answered in the browser: rightly with JavaScript, wrongly without it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import LESSONS, VERDICTS, answer, card_on, outcome_of, reads_within, verdict_of

COMPARED = ("Q05.4", "Q06.3", "Q07.5", "Q08.2", "Q09.3", "Q10.4")
"""What the baseline and its twin ask: explained when both are done, see test_checks."""


def told(card) -> str:
    return re.sub(r"\s+", " ", card.inner_text())


def answer_all(page, lesson, wish):
    """Answer each question of a lesson by itself; returns what came out otherwise than the author's file says."""
    for item in LESSONS[lesson]:
        page.goto(f"/questions/{item['id']}/")
        card = card_on(page, item["id"])

        answer(card, item["id"], wish)

        if item["id"].removesuffix("b") in COMPARED:
            expect(verdict_of(card), item["id"]).to_have_text("Saved.")
            continue
        expect(verdict_of(card), item["id"]).to_have_text(VERDICTS[outcome_of(item, wish)])
        assert reads_within(item["idea"]).search(told(card)), item["id"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_right_answer_to_each_question_of_a_lesson_is_right(page, lesson):
    answer_all(page, lesson, "right")


@pytest.mark.parametrize("lesson", LESSONS)
def test_wrong_answer_to_each_question_of_a_lesson_is_not_right(plain_page, lesson):
    answer_all(plain_page, lesson, "wrong")
