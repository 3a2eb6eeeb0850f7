"""The quiz in a lesson's page, from its first question to another try at what was missed."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import VERDICTS, answer, card_on, send, verdict_of
from tests.browser.conftest import come_in

LESSON = "/lessons/value/"
CODES = ("Q05.1", "Q05.2", "Q05.3", "Q05.5", "Q05.10", "Q05.9")


def answer_on_page(page, code, wish="right", percent=60, *, again=False):
    card = card_on(page, code, again=again)
    answer(card, code, wish, percent)
    expect(verdict_of(card)).to_have_text(VERDICTS["own" if code == "Q05.9" else wish])


def summary_on(page):
    return page.get_by_role("region", name="Where you are in this quiz")


def test_whole_quiz_is_answered_and_the_summary_follows_each_answer(page):
    page.goto(LESSON)
    expect(summary_on(page)).to_contain_text("6 questions to go. With 80% you have practised this lesson.")

    for number, code in enumerate(CODES[:-1], start=1):
        answer_on_page(page, code)
        expect(summary_on(page)).to_contain_text(f"{number} of 6 answered.")
    answer_on_page(page, CODES[-1])

    expect(summary_on(page)).to_contain_text("5 of 5 right, 100%. You have practised this lesson.")
    expect(summary_on(page).get_by_role("button", name=re.compile("you missed"))).to_have_count(0)
    page.goto("/course/")
    row = page.get_by_role("link", name=re.compile("Where AI creates real value"))
    expect(row).to_have_accessible_name(re.compile("Practised"))


def test_without_javascript_a_whole_quiz_is_answered(plain_page):
    page = plain_page
    page.goto(LESSON)

    for code in CODES:
        answer_on_page(page, code, "wrong" if code == "Q05.2" else "right")

    expect(summary_on(page)).to_contain_text("4 of 5 right, 80%. You have practised this lesson.")


def test_confident_error_comes_back_for_one_more_try_and_the_first_answer_counts(page):
    page.goto(LESSON)
    answer_on_page(page, "Q05.2", "wrong", 95)
    expect(card_on(page, "Q05.2")).to_contain_text("You were sure. Worth a second look")
    expect(card_on(page, "Q05.2", again=True)).to_have_count(0)
    for code in CODES:
        if code != "Q05.2":
            answer_on_page(page, code)
    expect(summary_on(page).get_by_role("heading", name="One more try", exact=True)).to_be_visible()

    answer_on_page(page, "Q05.2", "right", again=True)

    expect(verdict_of(card_on(page, "Q05.2"))).to_have_text(VERDICTS["wrong"])
    expect(summary_on(page)).to_contain_text("4 of 5 right, 80%.")
    page.reload()
    expect(verdict_of(card_on(page, "Q05.2", again=True))).to_have_text(VERDICTS["right"])
    expect(summary_on(page)).to_contain_text("4 of 5 right, 80%.")


def test_missed_questions_are_tried_again_in_another_form_one_question_a_page(page):
    page.goto(LESSON)
    missed = ("Q05.2", "Q05.5", "Q05.10")
    for code in CODES:
        answer_on_page(page, code, "wrong" if code in missed else "right")
    expect(summary_on(page)).to_contain_text("2 of 5 right, 40%. 80% makes it practised.")

    summary_on(page).get_by_role("button", name="Try the 3 you missed, in another form").click()
    for number, code in enumerate(missed, start=1):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Question {number} of 3")
        answer_on_page(page, f"{code}b")
        name = "Next question" if number < len(missed) else "See how it went"
        page.get_by_role("navigation", name="In this attempt").get_by_role("link", name=name).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("How it went")
    expect(page.get_by_text("3 of 3 right; 100% of all points. You have practised this lesson.")).to_be_visible()
    expect(page.get_by_text("Together with the quiz before it, that makes 100%.")).to_be_visible()
    page.get_by_role("link", name="Back to the lesson").click()
    expect(summary_on(page)).to_contain_text("Your best: 100%.")


def test_question_left_open_in_a_sitting_comes_again_at_its_end(page):
    page.goto(LESSON)
    for code in CODES:
        answer_on_page(page, code, "wrong" if code in ("Q05.2", "Q05.10") else "right")
    summary_on(page).get_by_role("button", name="Try the 2 you missed, in another form").click()

    page.get_by_role("link", name="Leave it open for now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Question 2 of 2")
    answer_on_page(page, "Q05.10b")
    page.get_by_role("link", name="Next question").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1 of 2")
    steps = page.get_by_role("navigation", name="Questions of this attempt").get_by_role("link")
    expect(steps).to_have_text(["Question 1 open", "Question 2 right"])
    expect(steps.first).to_have_attribute("aria-current", "step")


def test_quiz_goes_on_where_it_was_left(page, member):
    come_in(page, member)
    page.goto(LESSON)
    answer_on_page(page, "Q05.1")
    answer_on_page(page, "Q05.2", "wrong")

    page.goto("/course/")
    page.goto(LESSON)

    expect(summary_on(page)).to_contain_text("2 of 6 answered. You can leave and go on later")
    expect(verdict_of(card_on(page, "Q05.1"))).to_have_text(VERDICTS["right"])
    expect(verdict_of(card_on(page, "Q05.2"))).to_have_text(VERDICTS["wrong"])
    answer_on_page(page, "Q05.3")
    expect(summary_on(page)).to_contain_text("3 of 6 answered.")


def test_back_button_shows_what_was_answered(page):
    page.goto(LESSON)
    answer_on_page(page, "Q05.2")
    page.goto("/glossary/")

    page.go_back()

    expect(verdict_of(card_on(page, "Q05.2"))).to_have_text(VERDICTS["right"])


def test_new_quiz_asks_the_other_forms(page):
    page.goto(LESSON)
    for code in CODES:
        answer_on_page(page, code)

    summary_on(page).get_by_role("button", name="A new quiz with other questions").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Question 1 of 6")
    assert page.locator(".question").get_attribute("id") not in [code.lower().replace(".", "-") for code in CODES]


@pytest.mark.parametrize("place", ["lesson", "by itself"])
def test_button_of_an_empty_answer_can_be_pressed_again(page, place):
    page.goto(LESSON if place == "lesson" else "/questions/Q05.2/")
    card = card_on(page, "Q05.2")

    for _ in range(2):
        send(card)
        expect(card.get_by_role("alert")).to_be_focused()

    answer_on_page(page, "Q05.2")
