"""Checks over several lessons: begun at the end of a lesson, answered one question a page, summed up."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import SEND, VERDICTS, answer, card_on, verdict_of
from tests.browser.conftest import NARROW_AND_WIDE, assert_page_is_good, come_in

BASELINE = "/lessons/how-this-course-works/"
CHECKPOINT_A = "/lessons/still-product-management/"


def begin(page, lesson, name, button="Begin"):
    page.goto(lesson)
    page.get_by_role("region", name=name, exact=True).get_by_role("button", name=button, exact=True).click()


def code_asked(page) -> str:
    return page.locator(".question").get_attribute("id").replace("-", ".").upper().replace("B", "b")


def answer_asked(page, wish, percent=60):
    """Answer the question that is asked now; returns its card."""
    code = code_asked(page)
    answer(card_on(page, code), code, wish, percent)
    expect(card_on(page, code).get_by_role("button", name=SEND)).to_have_count(0)
    return card_on(page, code)


def go_on(page, name):
    page.get_by_role("navigation", name="In this attempt").get_by_role("link", name=name).click()


@pytest.mark.parametrize("scripts", ["with JavaScript", "without"])
def test_checkpoint_is_begun_in_a_lesson_answered_and_summed_up(page, plain_page, scripts):
    page = page if scripts == "with JavaScript" else plain_page
    begin(page, CHECKPOINT_A, "Checkpoint A")

    for number in range(1, 9):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 8")
        wish = "right" if number % 2 else "wrong"
        expect(verdict_of(answer_asked(page, wish))).to_have_text(VERDICTS[wish])
        go_on(page, "Next question" if number < 8 else "See how it went")

    expect(page.get_by_role("heading", level=1)).to_have_text("How it went")
    expect(page.get_by_text(re.compile("^4 of 8 right; 50% of all points"))).to_be_visible()
    missed = page.get_by_role("region", name="Which were not right, and why")
    expect(missed.get_by_role("heading", name=VERDICTS["wrong"])).to_have_count(4)
    if scripts == "with JavaScript":
        assert_page_is_good(page, NARROW_AND_WIDE)
    page.goto(CHECKPOINT_A)
    check = page.get_by_role("region", name="Checkpoint A")
    expect(check.get_by_role("link", name="Done: 50%. See it again")).to_be_visible()
    expect(check.get_by_role("button", name="Once more, with other questions")).to_be_visible()


def test_sitting_is_good_open_and_answered(page):
    begin(page, CHECKPOINT_A, "Checkpoint A")
    assert_page_is_good(page, NARROW_AND_WIDE)

    answer_asked(page, "wrong", 95)

    assert_page_is_good(page, NARROW_AND_WIDE)


def test_checkpoint_goes_on_at_the_question_that_is_open(page, member):
    come_in(page, member)
    begin(page, CHECKPOINT_A, "Checkpoint A")
    first = code_asked(page)
    answer_asked(page, "right")

    page.goto(CHECKPOINT_A)
    expect(page.get_by_role("region", name="Checkpoint A")).to_contain_text("1 of 8 answered.")
    begin(page, CHECKPOINT_A, "Checkpoint A", "Go on")

    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 8")
    assert code_asked(page) != first
    page.get_by_role("navigation", name="Questions of this attempt").get_by_role(
        "link", name="Question 1 right"
    ).click()
    expect(verdict_of(card_on(page, first))).to_have_text(VERDICTS["right"])


def test_confident_error_in_a_checkpoint_is_offered_once_more(page):
    begin(page, CHECKPOINT_A, "Checkpoint A")
    missed = code_asked(page)
    for number in range(1, 9):
        answer_asked(page, "wrong" if number == 1 else "right", 80)
        if number < 8:
            go_on(page, "Next question")

    go_on(page, "Next question")
    expect(page.get_by_role("heading", level=1)).to_have_text("One more try")
    again = card_on(page, missed, again=True)
    answer(again, missed, "right")

    expect(verdict_of(again)).to_have_text(VERDICTS["right"])
    go_on(page, "See how it went")
    expect(page.get_by_text(re.compile(r"^7 of 8 right; \d\d% of all points"))).to_be_visible()


@pytest.mark.parametrize("scripts", ["with JavaScript", "without"])
def test_baseline_is_saved_without_a_word_about_what_is_right(page, plain_page, scripts):
    page = page if scripts == "with JavaScript" else plain_page
    begin(page, BASELINE, "Baseline")

    for number in range(1, 7):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 6")
        card = answer_asked(page, "right" if number % 2 else "wrong", 95)
        expect(verdict_of(card)).to_have_text("Saved.")
        for word in ("Right answer", "Not right", "right answer", "You were sure", "The idea in one line", "points"):
            expect(card.get_by_text(word)).to_have_count(0)
        go_on(page, "Next question" if number < 6 else "See how it went")

    expect(page.get_by_text(re.compile("^Your six answers are saved."))).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d of \d right"))).to_have_count(0)
    page.goto(BASELINE)
    check = page.get_by_role("region", name="Baseline")
    expect(check.get_by_role("link", name="Your baseline is saved.")).to_be_visible()
    expect(check.get_by_role("button")).to_have_count(0)


def test_pages_of_a_baseline_are_good(page):
    begin(page, BASELINE, "Baseline")
    for number in range(1, 7):
        answer_asked(page, "wrong")
        if number == 1:
            assert_page_is_good(page, NARROW_AND_WIDE)
        go_on(page, "Next question" if number < 6 else "See how it went")

    assert_page_is_good(page, NARROW_AND_WIDE)


def test_sitting_of_somebody_else_is_not_there(page, context, plain_page):
    begin(plain_page, CHECKPOINT_A, "Checkpoint A")

    response = page.goto(plain_page.url)

    assert response.status == 404
    context.complaints.clear()  # the browser logs the 404 that this test asked for
