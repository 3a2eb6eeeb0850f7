"""Questions written in the admin: by keyboard, in both themes, at three widths, and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Person, assert_page_is_good, come_in, new_email, press_and_wait

MAKE_INSTRUCTOR = """
from django.conf import settings
from django.test import Client
from tests.accounts.actions import sign_in_with_app
from tests.authoring.question_pages import instructor
from tests.conftest import SAME_ORIGIN

client = Client(**SAME_ORIGIN, HTTP_HOST="localhost")
sign_in_with_app(client, instructor(email={email!r}))
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
NUMBER = "from quizzes.models import Question; print(Question.objects.get(code={code!r}).pk)"
SAID = """
from quizzes.models import Question
source = Question.objects.get(code={code!r}).revision.source
print(source["stem"], [option["text"] for option in source["options"]])
"""
ANSWERED = "from quizzes.models import Answer, Attempt; print(Answer.objects.count(), Attempt.objects.count())"


@pytest.fixture
def ada(site) -> Person:
    email = new_email()
    session = site.run(MAKE_INSTRUCTOR.format(email=email)).strip()
    return Person(email, cookie={"name": "session", "value": session, "url": site.url, "httpOnly": True})


def open_question(page: Page, site, code: str, end: str = "change/") -> None:
    page.goto(f"/admin/quizzes/question/{site.run(NUMBER.format(code=code)).strip()}/{end}")


@pytest.mark.parametrize("code", ["Q05.2", "Q05.1", "Q05.3", "Q05.8", "Q05.9", "Q03.8", "Q05.5", "Q05.6", "Q01.1"])
def test_form_of_each_kind_is_good(page, site, ada, code):
    come_in(page, ada)

    open_question(page, site, code)

    assert_page_is_good(page)


def test_pages_around_it_are_good(page, site, ada):
    come_in(page, ada)
    for path in ("add/", "add/?kind=branch&lesson=L05", "order/L05/"):
        page.goto(f"/admin/quizzes/question/{path}")
        assert_page_is_good(page)
    open_question(page, site, "Q05.2", "history/")
    assert_page_is_good(page)
    open_question(page, site, "Q05.2")
    page.get_by_role("button", name="Write it as YAML").click()
    expect(page.get_by_label("Entry")).to_be_focused()
    assert_page_is_good(page, state="as YAML")


def test_form_with_mistakes_is_good_and_leads_to_them(page, site, ada):
    come_in(page, ada)
    open_question(page, site, "Q05.2")
    page.get_by_label("Stem").fill("")
    page.get_by_label("Idea").fill("x" * 200)
    press_and_wait(page, page.get_by_role("button", name="Save"))

    assert page.title().startswith("Error:")
    expect(page.locator("#problems")).to_be_focused()
    assert_page_is_good(page, state="with mistakes")
    page.get_by_role("link", name="Idea: 'idea' has 200 characters").click()
    expect(page.get_by_label("Idea")).to_be_focused()


def test_options_are_added_moved_and_taken_out_by_keyboard(page, site, ada):
    come_in(page, ada)
    open_question(page, site, "Q05.2")
    first = page.locator("#id_options-0-text").input_value()

    page.get_by_role("button", name="Move Option 1 down").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_options-1-text")).to_have_value(first)
    expect(page.locator("#announcer")).to_have_text("Option 1 is now number 2 of 4.")
    expect(page.get_by_role("button", name="Move Option 2 down")).to_be_focused()

    page.get_by_role("button", name="Add option").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_options-4-text")).to_be_focused()
    page.keyboard.type("A fifth one")

    page.get_by_role("button", name="Take Option 5 out").focus()
    page.keyboard.press("Space")
    expect(page.locator("#id_options-4-text")).to_have_count(0)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#id_options-4-text")).to_have_value("A fifth one")


def test_advice_and_mistakes_come_while_somebody_writes(page, site, ada):
    come_in(page, ada)
    open_question(page, site, "Q05.2")

    page.locator("#id_options-0-feedback").fill("No, that is wrong.")
    expect(page.locator("#id_options-0-feedback_advice")).to_contain_text(
        "The feedback says right or wrong and no more."
    )

    page.locator("#id_options-0-feedback").fill("")
    expect(page.locator("#id_options-0-feedback_error")).to_have_text("'feedback' is empty. Write a text.")
    expect(page.locator("#id_options-0-feedback")).to_have_attribute("aria-invalid", "")
    assert_page_is_good(page, state="told while writing")


def test_question_is_tried_in_a_new_tab_and_nothing_is_stored(page, context, site, ada):
    come_in(page, ada)
    open_question(page, site, "Q05.2")
    before = site.run(ANSWERED)
    page.get_by_label("Stem").fill("A stem that stands only in the form?")
    with context.expect_page() as opened:
        page.get_by_role("button", name="Try it").click()
    tab = opened.value

    expect(tab.get_by_text("A stem that stands only in the form?")).to_be_visible()
    assert_page_is_good(tab, state="asked")
    tab.locator("label.option").first.click()
    tab.locator("input[name=confidence]").nth(2).check()
    tab.get_by_role("button", name="Check my answer").click()

    expect(tab.locator(".verdict h4")).to_be_focused()
    assert_page_is_good(tab, state="told")
    press_and_wait(tab, tab.get_by_role("button", name="Try it from the start"))
    expect(tab.get_by_role("button", name="Check my answer")).to_be_visible()
    assert site.run(ANSWERED) == before


def test_what_was_typed_and_not_stored_is_offered_again(page, site, ada):
    come_in(page, ada)
    open_question(page, site, "Q05.2")
    page.get_by_label("Stem").fill("Typed, and then the tab was closed?")

    page.goto("/admin/")
    open_question(page, site, "Q05.2")
    page.get_by_role("button", name="Put it back into the form").click()

    expect(page.get_by_label("Stem")).to_have_value("Typed, and then the tab was closed?")


def test_questions_are_put_in_order_by_keyboard_and_by_dragging(page, site, ada):
    come_in(page, ada)
    page.goto("/admin/quizzes/question/order/L04/")
    rows = page.locator(".order li")
    names = rows.evaluate_all("all => all.map((row) => row.dataset.name)")

    page.get_by_role("button", name=f"Move {names[0]} down", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#announcer")).to_have_text(re.compile(rf"{names[0]} is now number 2 of \d+. Not saved yet."))
    handle, target = rows.nth(3).locator(".handle"), rows.nth(0)
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] + 2, steps=8)
    page.mouse.up()
    expect(rows.nth(0)).to_have_attribute("data-name", names[3])
    press_and_wait(page, page.get_by_role("button", name="Save this order"))

    wanted = [names[3], names[1], names[0], names[2], *names[4:]]
    assert rows.evaluate_all("all => all.map((row) => row.dataset.name)") == wanted


def test_questions_are_put_in_order_without_javascript(plain_page, site, ada):
    come_in(plain_page, ada)
    plain_page.goto("/admin/quizzes/question/order/L06/")
    rows = plain_page.locator(".order li")
    names = rows.evaluate_all("all => all.map((row) => row.dataset.name)")

    press_and_wait(plain_page, plain_page.get_by_role("button", name=f"Move {names[0]} down", exact=True))
    assert rows.first.get_attribute("data-name") == names[1]
    plain_page.get_by_label(f"Place of {names[3]}", exact=True).fill("1")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Save this order").last)

    plain_page.goto("/admin/quizzes/question/order/L06/")
    assert rows.evaluate_all("all => all.map((row) => row.dataset.name)")[:3] == [names[3], names[1], names[0]]


def test_question_is_changed_without_javascript(plain_page, site, ada):
    come_in(plain_page, ada)
    open_question(plain_page, site, "Q06.1b")
    stem = plain_page.get_by_label("Stem")
    stem.fill("Typed without a script?")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Check", exact=True).last)

    expect(stem).to_have_value("Typed without a script?")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Save"))

    assert "is stored as revision 2." in plain_page.locator(".messagelist").inner_text()
    open_question(plain_page, site, "Q06.1b", "history/")
    expect(plain_page.get_by_role("button", name="Restore revision 1")).to_be_visible()


def test_option_is_added_without_javascript_and_all_else_stays(plain_page, site, ada):
    come_in(plain_page, ada)
    open_question(plain_page, site, "Q05.2b")
    plain_page.get_by_label("Stem").fill("Typed without a script?")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Add option"))

    expect(plain_page.locator("#id_options-4-text")).to_have_value("")
    expect(plain_page.get_by_label("Stem")).to_have_value("Typed without a script?")
    assert "Typed without a script?" not in site.run(SAID.format(code="Q05.2b"))
