"""A lesson as people read it: with and without JavaScript, as a visitor, a guest and a member."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_violations, come_in


def prompts(page):
    return page.get_by_role("group", name="Recall prompt")


def reveal_and_mark(page, prompt, mark):
    prompt.get_by_text("Show answer").click()
    prompt.get_by_role("button", name=mark).click()


def test_marking_a_prompt_shows_the_mark_without_leaving_the_place(page):
    page.goto("/lessons/value/")
    prompt = prompts(page).first

    reveal_and_mark(page, prompt, "Got it")

    expect(prompt.get_by_text("You recalled this.")).to_be_visible()
    expect(prompt.get_by_role("button", name="Got it")).to_be_focused()
    expect(prompt.get_by_role("button", name="Got it")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#announcer")).to_contain_text("You recalled this.")
    assert axe_violations(page) == []


def test_mark_is_still_there_after_reloading_and_can_be_changed(page):
    page.goto("/lessons/value/")
    reveal_and_mark(page, prompts(page).nth(1), "Got it")
    expect(prompts(page).nth(1).get_by_text("You recalled this.")).to_be_visible()

    page.reload()
    expect(prompts(page).nth(1).get_by_text("You recalled this.")).to_be_visible()
    reveal_and_mark(page, prompts(page).nth(1), "Not yet")

    expect(prompts(page).nth(1).get_by_text("Not yet. Read the paragraph above")).to_be_visible()
    page.reload()
    expect(prompts(page).nth(1).get_by_text("Not yet. Read the paragraph above")).to_be_visible()
    expect(prompts(page).first.get_by_text("You recalled this.")).to_have_count(0)


def test_mark_that_did_not_get_through_says_so_and_can_be_sent_again(page, context):
    page.goto("/lessons/value/")
    page.route("**/mark/", lambda route: route.abort())
    reveal_and_mark(page, prompts(page).first, "Got it")
    expect(prompts(page).first.get_by_text("There is no connection.")).to_be_visible()
    context.complaints.clear()  # the browser logs the request that this test broke

    page.unroute("**/mark/")
    prompts(page).first.get_by_role("button", name="Got it").click()

    expect(prompts(page).first.get_by_text("You recalled this.")).to_be_visible()


def test_first_two_marks_in_quick_succession_on_a_slow_line_are_both_kept(page):
    page.goto("/lessons/value/")
    page.route("**/mark/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    prompts(page).nth(0).get_by_text("Show answer").click()
    prompts(page).nth(1).get_by_text("Show answer").click()

    prompts(page).nth(0).get_by_role("button", name="Got it").click()
    prompts(page).nth(1).get_by_role("button", name="Got it").click()
    expect(prompts(page).nth(1).get_by_text("You recalled this.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("You recalled this.")).to_have_count(2)


def test_ac_a19_1_back_leads_to_the_page_of_ours_that_a_reader_came_from(page):
    page.goto("/glossary/")
    page.get_by_role("link", name="Where AI creates real value").first.click()
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page).to_have_url(re.compile(r"/glossary/$"))

    page.goto("/lessons/value/")
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page).to_have_url(re.compile(r"/course/$"))


@pytest.mark.parametrize("referrer", ["https://elsewhere.example/glossary/", "http://localhost:1/", "data:text/html,x"])
def test_ac_a19_1_back_never_leads_off_the_site(page, referrer):
    page.goto("/lessons/value/", referer=referrer)

    back = page.get_by_role("link", name="Back", exact=True)
    expect(back).to_have_attribute("href", "/course/")
    back.click()
    expect(page).to_have_url(re.compile(r"/course/$"))


def test_without_javascript_a_visitor_reads_recalls_and_goes_on(plain_page):
    page = plain_page
    page.goto("/")
    page.get_by_role("link", name="Start the first lesson").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How this course works")

    reveal_and_mark(page, prompts(page).first, "Got it")
    expect(page).to_have_url(re.compile(r"#p00-4$"))
    expect(prompts(page).first.get_by_text("You recalled this.")).to_be_visible()
    page.get_by_role("button", name="Mark as read and go on to").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The role behind the hype")
    page.goto("/course/")
    expect(page.get_by_text("1 of 18 done")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("How this course works.*Read", re.DOTALL))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Next lesson"))).to_be_visible()


def test_without_javascript_appearance_is_applied_by_the_server(plain_page):
    plain_page.goto("/lessons/value/")

    plain_page.get_by_label("Appearance").select_option("dark")
    plain_page.get_by_label("Reading font").select_option("legible")
    plain_page.get_by_role("button", name="Apply").click()

    expect(plain_page).to_have_url(re.compile(r"/lessons/value/$"))
    html = plain_page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-font", "legible")
    expect(html).to_have_css("color-scheme", "dark")


def test_learner_goes_on_where_reading_stopped(page, member):
    come_in(page, member)
    page.goto("/lessons/technical-reality/")

    with page.expect_response(lambda response: "shades" in (response.request.post_data or "")):
        page.locator("#s-shades-between-right-and-wrong").evaluate("heading => heading.scrollIntoView()")
    page.goto("/course/")
    page.get_by_role("link", name="Continue: Technical reality").click()

    expect(page).to_have_url(re.compile(r"/lessons/technical-reality/#s-shades-between-right-and-wrong$"))


def test_reading_to_the_end_makes_a_lesson_read_for_a_learner(page, member):
    come_in(page, member)
    page.goto("/lessons/value/")

    with page.expect_response("**/place/"):
        page.get_by_role("heading", name="To take away").scroll_into_view_if_needed()
        page.mouse.wheel(0, 2000)

    page.reload()
    expect(page.get_by_text("You have read this lesson.")).to_be_visible()


def test_visitor_who_only_reads_gets_no_cookie_and_sends_nothing(page, context):
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))

    page.goto("/lessons/value/")
    page.get_by_role("heading", name="To take away").scroll_into_view_if_needed()
    page.goto("/lessons/trust/")
    page.get_by_text("Show answer").first.click()

    assert context.cookies() == []
    assert sent == []


def test_section_on_screen_is_shown_in_the_list(page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/lessons/value/")
    entries = page.get_by_role("navigation", name="In this lesson").get_by_role("link")

    entries.nth(1).click()

    expect(entries.nth(1)).to_have_attribute("aria-current", "location")


def test_feedback_link_to_a_point_shows_its_paragraph(page):
    page.goto("/lessons/value/#a5-4")

    paragraph = page.locator("p:has(#a5-4)")
    expect(paragraph).to_be_in_viewport()
    assert paragraph.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_printed_lesson_has_the_text_and_no_navigation(page):
    page.goto("/lessons/value/")

    page.emulate_media(media="print")

    expect(page.get_by_role("navigation", name="Lessons")).to_be_hidden()
    expect(page.get_by_role("button", name="Apply")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".recall .answer").first).to_be_visible()


def test_two_tabs_marking_the_same_prompt_agree_in_the_end(page, context):
    page.goto("/lessons/value/")
    reveal_and_mark(page, prompts(page).first, "Got it")
    other = context.new_page()
    other.goto("/lessons/value/")
    reveal_and_mark(other, prompts(other).first, "Not yet")
    expect(prompts(other).first.get_by_text("Not yet. Read the paragraph above")).to_be_visible()

    page.go_back()
    page.goto("/lessons/value/")

    expect(prompts(page).first.get_by_text("Not yet. Read the paragraph above")).to_be_visible()
