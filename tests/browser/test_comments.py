"""Comments as people read and write them: by keyboard, without scripts, on narrow and wide screens, light and dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_violations, come_in, press_and_wait

LESSON, THREAD = "/lessons/the-short-answer/", "/comments/lessons/the-short-answer/"
MAKE_THREAD = """
from comments.models import Policy
from lessons.models import Lesson
from tests.comments.factories import make_comment, make_thread

thread = make_thread(Lesson.objects.get(slug="the-short-answer"))
thread.comments.all().delete()
Policy.objects.update_or_create(pk=1, defaults={"least_seconds": 0})
first = make_comment("How do you find out what stopped somebody?\\n\\nAsking did not help us: people said what sounds "
    "good. https://example.org/a/rather/long/address/that/does/not/fit/on/a/narrow/screen/at/all.html", thread=thread)
make_comment("Watch them for a day. " * 12, thread=thread, parent=first, name="Anneliese Brandstetter-Kowalczykowski")
make_comment("ThisIsOneWordThatIsMuchLongerThanAnyScreenIsWideAndMustBreakSomewhere" * 2, thread=thread, name="李 明")
"""
SOLVE = """
from captcha.models import CaptchaStore
print(CaptchaStore.objects.get(hashkey={key!r}).response)
"""
ASK_FOR_SECONDS = "from comments.models import Policy; Policy.objects.update(least_seconds={})"
MISSES = """
import time
from django.core.cache import cache
for address in ("127.0.0.1", "::"):
    cache.set(f"check-misses:ip:{{address}}", {moments}, 3600)
"""
MANY_MISSES = MISSES.format(moments="[time.time()] * 9")
FORGET = """
from comments.models import Comment, Policy
Comment.objects.all().delete()
Policy.objects.all().delete()
""" + MISSES.format(moments="[]")


@pytest.fixture(autouse=True)
def thread(site):
    site.run(MAKE_THREAD)
    yield
    site.run(FORGET)


def answer_check(site, page) -> None:
    key = page.locator("input[name=security_check_key]").input_value()
    page.locator("input[name=security_check]").fill(site.run(SOLVE.format(key=key)).strip())


def fill_in(page, text="We read the tickets first.") -> None:
    page.get_by_role("textbox", name="Name").fill("Kim")
    page.get_by_role("textbox", name="Email address").fill("kim@example.org")
    page.get_by_role("textbox", name="Comment").fill(text)


def test_visitor_writes_below_a_lesson_without_leaving_it(site, page):
    page.goto(LESSON)
    fill_in(page)
    expect(page.get_by_role("group", name="Security check")).to_be_visible()
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()

    thanks = page.get_by_role("status").filter(has_text="Thank you. Your comment is kept, and appears once")
    expect(thanks).to_be_focused()
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()
    assert page.url.endswith(LESSON)
    page.reload()
    expect(page.get_by_text("We read the tickets first.")).to_be_visible()
    assert axe_violations(page) == []


def test_comment_that_was_very_quick_is_sent_again_as_it_stands(site, page):
    site.run(ASK_FOR_SECONDS.format(60))
    page.goto(LESSON)
    fill_in(page)
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("That was very quick.")
    site.run(ASK_FOR_SECONDS.format(0))
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()


def test_wait_is_told_in_place(site, page):
    site.run(MANY_MISSES)
    page.goto(LESSON)
    fill_in(page)
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("did not match. Try again in 10 minutes.")
    assert page.url.endswith(LESSON)
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("We read the tickets first.")
    assert page.locator("input[name=security_check]").input_value() != ""
    page.context.complaints.clear()  # the browser logs the 429 that this test asked for


def test_mistakes_come_back_in_place_and_nothing_typed_is_lost(site, page):
    page.goto(LESSON)
    fill_in(page)
    page.get_by_role("textbox", name="Email address").fill("kim at home")
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()

    expect(page.get_by_role("alert")).to_be_focused()
    link = page.get_by_role("link", name="Enter an email address in the form name@example.org")
    link.click()
    expect(page.get_by_role("textbox", name="Email address")).to_be_focused()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("We read the tickets first.")
    assert axe_violations(page) == []
    page.get_by_role("textbox", name="Email address").fill("kim@example.org")
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()


MISTAKES = ["Enter your name", "Enter your email address", "Write your comment"]


def expect_to_be_told_of_mistakes(page) -> None:
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.get_by_role("alert").get_by_role("link").all_inner_texts() == MISTAKES
    for message, name in zip(MISTAKES, ["Name", "Email address", "Comment"], strict=True):
        field = page.get_by_role("textbox", name=name)
        expect(field).to_have_accessible_description(re.compile(f"Error: {message}"))
        page.get_by_role("link", name=message).click()
        expect(field).to_be_focused()


def test_ac_a19_14_several_mistakes_are_in_the_title_and_a_summary_that_has_the_focus(site, page):
    page.goto(LESSON)
    title = page.title()
    page.get_by_role("textbox", name="Name").focus()
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()

    expect_to_be_told_of_mistakes(page)
    fill_in(page)
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()
    expect(page).to_have_title(title)


def test_link_to_a_wrong_answer_leads_to_the_question_that_took_its_place(site, page):
    page.goto(LESSON)
    fill_in(page)
    page.locator("input[name=security_check]").fill("999")
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_role("alert")).to_be_focused()

    page.get_by_role("button", name="Different question").click()
    expect(page.locator(".security-check > [role=status]")).to_contain_text("A new security check")
    page.get_by_role("link", name="Your answer did not match.").click()

    expect(page.locator("input[name=security_check]")).to_be_focused()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("We read the tickets first.")


def test_by_keyboard_only_with_another_question_and_the_sound(site, page):
    page.goto(LESSON)
    page.get_by_role("textbox", name="Name").focus()
    page.keyboard.type("Kim")
    page.keyboard.press("Tab")
    page.keyboard.type("kim@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="Tell me by mail of new comments here")).to_be_focused()
    check = page.get_by_role("group", name="Security check")
    expect(check).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("input[name=security_check]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Picture or sound instead")).to_be_focused()
    page.keyboard.press("Enter")
    expect(check.get_by_role("img")).to_be_visible()
    sound = check.locator("audio")
    seconds = sound.evaluate(
        """(audio) => new Promise((done, failed) => {
            audio.addEventListener('canplaythrough', () => done(audio.duration));
            audio.addEventListener('error', () => failed(new Error('no sound')));
            audio.load(); audio.preload = 'auto'; audio.load();
        })"""
    )
    assert 2 < seconds < 30
    assert axe_violations(page) == []
    answer_check(site, page)
    page.locator("input[name=security_check]").press("Enter")
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()


def test_without_scripts_it_takes_two_pages(site, plain_page):
    page = plain_page
    page.goto(LESSON)
    fill_in(page)
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("One step more")).to_be_visible()
    page.get_by_role("button", name="Different question").click()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("We read the tickets first.")
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()

    expect(page.get_by_text("Thank you. Your comment is kept")).to_be_visible()
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()


def test_member_answers_a_comment(site, page, member):
    come_in(page, member)
    page.goto(THREAD)
    page.get_by_role("link", name="Reply to Kim").first.click()
    expect(page.get_by_text("You answer Kim:")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("textbox", name="Comment").fill("An answer.")
    answer_check(site, page)
    page.get_by_role("button", name="Send comment").click()
    expect(page.get_by_text("Your comment awaits review")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_pages_fit_and_axe_finds_nothing(page, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for path in (LESSON, THREAD):
        page.goto(path)
        page.get_by_role("textbox", name="Name").focus()
        expect(page.get_by_role("group", name="Security check")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe_violations(page) == []


def test_words_begun_in_one_box_stay_in_it(page):
    page.goto(THREAD)
    page.get_by_role("textbox", name="Comment").press_sequentially("For everybody.")
    replies = page.get_by_role("link", name=re.compile("^Reply"))
    addresses = [replies.nth(number).get_attribute("href") for number in (0, 1)]

    page.goto(addresses[0])
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("")
    page.get_by_role("textbox", name="Comment").press_sequentially("For one.")
    page.goto(addresses[1])
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("")

    page.goto(addresses[0])
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("For one.")
    page.goto(THREAD)
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("For everybody.")


@pytest.mark.parametrize("is_reply", [False, True])
def test_words_sent_with_a_page_of_their_own_are_not_there_again(site, page, context, is_reply):
    def refuse_parts(route):
        if "x-part" in route.request.headers:
            route.fulfill(status=403, body="")
        else:
            route.continue_()

    page.route("**/write/", refuse_parts)
    page.goto(THREAD)
    address = page.get_by_role("link", name=re.compile("^Reply")).first.get_attribute("href") if is_reply else LESSON
    page.goto(address)
    page.get_by_role("textbox", name="Comment").press_sequentially("We read the tickets first.")
    page.get_by_role("textbox", name="Name").fill("Kim")
    page.get_by_role("textbox", name="Email address").fill("kim@example.org")
    answer_check(site, page)

    press_and_wait(page, page.get_by_role("button", name="Send comment"))  # its scripts have run by then

    expect(page.get_by_role("status").filter(has_text="Thank you. Your comment is kept")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("")
    context.complaints.clear()  # the browser logs the 403 that this test made
