"""Answers when things go wrong: pressed twice, two tabs, no connection, a page that is left."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import ITEMS, VERDICTS, answer, card_on, fill, send, steps_to, verdict_of
from tests.browser.conftest import come_in

LESSON = "/lessons/value/"
CODE = "Q05.2"
BUTTON = "Check my answer"
BEFORE = "This was answered before, here or in another tab. That answer counts."
WORDS = "The clinic saves an hour, and loses trust if one dose is wrong."


def count_answers(site, member) -> int:
    """How many answers of a member are stored."""
    script = f"""
from quizzes.models import Answer
print(Answer.objects.filter(learner__email={member.email!r}).count())
"""
    return int(site.run(script))


def choose_all(card, code=CODE, wish="right"):
    (step,) = steps_to(ITEMS[code], wish)
    fill(card, step)


@pytest.mark.parametrize("scripts", ["with JavaScript", "without"])
def test_pressing_twice_gives_one_answer(page, plain_page, site, member, scripts):
    page = page if scripts == "with JavaScript" else plain_page
    come_in(page, member)
    page.goto(LESSON)
    card = card_on(page, CODE)
    choose_all(card)

    card.get_by_role("button", name=BUTTON).dblclick()

    expect(verdict_of(card)).to_have_text(VERDICTS["right"])
    expect(page.get_by_text(BEFORE)).to_have_count(0)
    assert count_answers(site, member) == 1


def test_pressing_twice_on_a_slow_line_sends_once(page):
    sent = []
    page.goto(LESSON)
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.route("**/answer/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    card = card_on(page, CODE)
    choose_all(card)

    send(card)
    expect(card).to_have_attribute("aria-busy", "true")
    send(card)

    expect(verdict_of(card)).to_have_text(VERDICTS["right"])
    assert len(sent) == 1


def test_first_answers_in_quick_succession_on_a_slow_line_are_both_kept(page):
    page.goto(LESSON)
    page.route("**/answer/", lambda route: (page.wait_for_timeout(300), route.continue_()))
    first, second = card_on(page, CODE), card_on(page, "Q05.3")
    choose_all(first)
    choose_all(second, "Q05.3")

    send(first)
    send(second)
    expect(verdict_of(second)).to_have_text(VERDICTS["right"])

    page.unroute_all(behavior="wait")
    page.reload()
    expect(verdict_of(first)).to_have_text(VERDICTS["right"])
    expect(verdict_of(second)).to_have_text(VERDICTS["right"])


def test_of_two_tabs_the_first_answer_counts_and_the_second_is_told(page, context, site, member):
    come_in(page, member)
    page.goto(LESSON)
    other = context.new_page()
    other.goto(LESSON)
    answer(card_on(page, CODE), CODE)
    expect(verdict_of(card_on(page, CODE))).to_have_text(VERDICTS["right"])

    answer(card_on(other, CODE), CODE, "wrong")

    expect(card_on(other, CODE).get_by_text(BEFORE)).to_be_visible()
    expect(verdict_of(card_on(other, CODE))).to_have_text(VERDICTS["right"])
    assert count_answers(site, member) == 1


def test_verdict_locked_in_one_tab_is_not_changed_in_another(page, context):
    page.goto(LESSON)
    lock, _reason = steps_to(ITEMS["Q05.5"], "wrong")
    card = card_on(page, "Q05.5")
    fill(card, lock)
    send(card)
    expect(card.get_by_text("Your verdict is not right.")).to_be_visible()
    other = context.new_page()
    other.goto(LESSON)
    late = card_on(other, "Q05.5")

    _lock, reason = steps_to(ITEMS["Q05.5"], "right")
    expect(late.get_by_text("Your verdict is not right.")).to_be_visible()
    fill(late, reason)
    send(late)

    expect(verdict_of(late)).to_have_text(VERDICTS["wrong"])
    expect(late.get_by_text("The reason is right. It counts only after a right verdict.")).to_be_visible()


def test_without_a_connection_everything_stays_and_is_sent_when_it_is_back(page, context):
    page.goto(LESSON)
    card = card_on(page, CODE)
    choose_all(card)
    chosen = card.get_by_role("radio", checked=True)

    context.set_offline(True)
    send(card)
    words = "There is no connection. What you entered is still here: send it again when you are online."
    expect(card.get_by_text(words)).to_be_visible()
    expect(page.locator("#announcer")).to_have_text(words)
    expect(chosen).to_have_count(2)
    context.set_offline(False)
    send(card)

    expect(verdict_of(card)).to_have_text(VERDICTS["right"])
    context.complaints.clear()  # the browser logs the request that this test broke


def test_when_the_server_fails_everything_stays_and_can_be_sent_again(page, context):
    page.goto(LESSON)
    card = card_on(page, CODE)
    choose_all(card)
    page.route("**/answer/", lambda route: route.fulfill(status=503, body="away"))

    send(card)
    expect(card.get_by_text("This could not be saved just now. What you entered is still here")).to_be_visible()
    page.unroute("**/answer/")
    send(card)

    expect(verdict_of(card)).to_have_text(VERDICTS["right"])
    context.complaints.clear()  # the browser logs the 503 that this test made


def test_words_not_sent_yet_survive_a_reload_and_are_gone_once_sent(page):
    page.goto(LESSON)
    card = card_on(page, "Q05.9")
    field = card.get_by_role("textbox", name="Your answer")
    field.press_sequentially(WORDS)

    page.reload()
    expect(field).to_have_value(WORDS)
    send(card)
    expect(card.get_by_text(WORDS)).to_be_visible()

    page.goto("/questions/Q05.9/")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("")


def test_words_of_a_note_survive_a_reload_and_are_kept_once_sent(page):
    page.goto(LESSON)
    note = page.get_by_role("textbox", name="In your own words")
    note.press_sequentially(WORDS)

    page.reload()
    expect(note).to_have_value(WORDS)
    page.locator("form").filter(has=note).get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("status").filter(has_text="Kept.")).to_be_visible()

    page.reload()
    expect(note).to_have_value(WORDS)
    expect(page.get_by_text("Kept; only you see it.")).to_be_visible()


def test_answer_sent_after_signing_out_in_another_tab_is_kept(page, context, member):
    come_in(page, member)
    page.goto(LESSON)
    choose_all(card_on(page, CODE))
    other = context.new_page()
    other.goto("/accounts/logout/")
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_text("You are signed out.")).to_be_visible()

    send(card_on(page, CODE))

    expect(verdict_of(card_on(page, CODE))).to_have_text(VERDICTS["right"])
    other.goto(LESSON)
    expect(verdict_of(card_on(other, CODE))).to_have_text(VERDICTS["right"])


def test_page_left_open_while_its_answers_were_erased_asks_again(page, context):
    page.goto(LESSON)
    lock, reason = steps_to(ITEMS["Q05.5"], "right")
    card = card_on(page, "Q05.5")
    fill(card, lock)
    send(card)
    expect(card.get_by_text("Your verdict is right.")).to_be_visible()
    context.clear_cookies()

    fill(card, reason)
    send(card)

    expect(card.get_by_text(re.compile("^The first part of this answer is not here"))).to_be_visible()
    answer(card, "Q05.5")
    expect(verdict_of(card)).to_have_text(VERDICTS["right"])
