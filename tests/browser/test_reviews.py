"""A review as people go through it: by mouse, by keyboard, with shortcuts, without scripts; and the dashboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait

MAKE_CARDS = """
from accounts.models import User
from lessons.models import Prompt
from quizzes.models import Question
from reviews.models import Preference
from tests.reviews.factories import make_card

learner = User.objects.get(email={email!r})
for number, code in enumerate(["P01.1", "P05.1", "P08.2"]):
    make_card(learner, Prompt.objects.get(code=code), due_in_days=number - 9)
make_card(learner, Question.objects.get(code="Q06.2"), due_in_days=-0.1)
if {keys}:
    Preference.objects.create(learner=learner, has_keys=True)
"""


@pytest.fixture
def reviewer(site, member):
    """A member with three prompts and one question due, the prompts first."""
    site.run(MAKE_CARDS.format(email=member.email, keys=False))
    return member


@pytest.fixture
def quick_reviewer(site, member):
    """The same, with keyboard shortcuts switched on."""
    site.run(MAKE_CARDS.format(email=member.email, keys=True))
    return member


def begin(page) -> None:
    page.goto("/progress/")
    press_and_wait(page, page.get_by_role("button", name="Review 4 cards"))
    expect(page.get_by_role("heading", name="Card 1 of 4")).to_be_visible()


def mark(page, name: str) -> None:
    page.get_by_text("Show answer").click()
    press_and_wait(page, page.get_by_role("button", name=name))


def test_review_from_the_dashboard_to_its_end(page, reviewer):
    come_in(page, reviewer)
    begin(page)

    mark(page, "Not yet")
    expect(page.get_by_role("heading", name="Card 2 of 5")).to_be_visible()  # the first returns at the end
    mark(page, "Got it")
    mark(page, "Got it")
    page.get_by_role("radio").first.check()
    page.get_by_role("radio", name=re.compile("80%")).check()
    page.get_by_role("button", name="Check my answer").click()
    press_and_wait(page, page.get_by_role("link", name="Next card"))
    expect(page.get_by_text("once more, since it did not come")).to_be_visible()


def test_every_page_of_a_review_is_accessible_and_fits(page, reviewer):
    come_in(page, reviewer)
    page.goto("/progress/")
    assert_page_is_good(page)
    page.goto("/review/")
    assert_page_is_good(page)
    begin(page)
    assert_page_is_good(page)
    page.get_by_text("Show answer").click()
    assert_page_is_good(page)
    press_and_wait(page, page.get_by_role("button", name="Got it"))
    for path in ("/review/cards/", "/progress/recall/", "/progress/areas/", "/progress/lessons/value/"):
        page.goto(path)
        assert_page_is_good(page)
    page.get_by_role("link", name="P05.1").click()
    expect(page.get_by_role("heading", name="The record of this card")).to_be_visible()
    assert_page_is_good(page)
    page.goto("/review/now/")
    mark(page, "Not yet")
    mark(page, "Got it")
    assert_page_is_good(page)  # the question
    page.goto(page.evaluate("document.querySelector('.sitting-steps a').href"))
    assert_page_is_good(page)


WHERE = """() => {
    const box = found => document.querySelector(found).getBoundingClientRect();
    const [day, week, words] = ['.heat tbody th', '.heat tbody td:last-child', '#heat-words'].map(box);
    return {day: day.left, week: [week.left, week.right], words: [words.left, words.right]};
}"""


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_calendar_begins_with_this_week_and_says_what_it_shows_without_scripts(plain_page, reviewer, width):
    come_in(plain_page, reviewer)
    plain_page.set_viewport_size({"width": width, "height": 800})
    plain_page.goto("/progress/")

    where = plain_page.evaluate(WHERE)

    assert 0 <= where["day"] < where["week"][0] < where["week"][1] <= width
    assert where["day"] < 100  # not pushed to the far side where all fits
    assert 0 <= where["words"][0] < where["words"][1] <= width
    expect(plain_page.get_by_role("table", name="The last half year")).to_be_visible()


def test_review_by_keyboard_alone(page, reviewer):
    come_in(page, reviewer)
    begin(page)

    page.locator("main summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Not yet")).to_be_focused()
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Card 2 of 4")).to_be_visible()


def test_shortcuts_for_those_who_switched_them_on(page, quick_reviewer):
    come_in(page, quick_reviewer)
    begin(page)

    page.keyboard.press("1")  # the answer is not shown yet: nothing is marked
    expect(page.get_by_role("heading", name="Card 1 of 4")).to_be_visible()
    page.keyboard.press(" ")
    with page.expect_navigation():
        page.keyboard.press("2")
    expect(page.get_by_role("heading", name="Card 2 of 4")).to_be_visible()
    with page.expect_navigation():
        page.keyboard.press("u")
    expect(page.get_by_text("Taken back. Mark this card again.")).to_be_visible()
    expect(page.get_by_role("heading", name="Card 1 of 4")).to_be_visible()


def test_last_mark_is_taken_back_by_key_on_the_page_of_results(page, quick_reviewer):
    come_in(page, quick_reviewer)
    begin(page)
    mark(page, "Got it")
    page.goto(re.sub(r"\d+/$", "", page.url))
    expect(page.get_by_text("Keys: U takes the last mark back.")).to_be_visible()

    page.keyboard.press(" ")  # means nothing here
    with page.expect_navigation():
        page.keyboard.press("u")

    expect(page.get_by_text("Taken back. Mark this card again.")).to_be_visible()


def test_without_shortcuts_keys_do_nothing(page, reviewer):
    come_in(page, reviewer)
    begin(page)
    page.get_by_text("Show answer").click()

    page.keyboard.press("2")

    expect(page.get_by_role("button", name="Got it")).to_be_visible()
    expect(page.get_by_role("heading", name="Card 1 of 4")).to_be_visible()


def test_review_without_scripts(plain_page, reviewer):
    page = plain_page
    come_in(page, reviewer)
    begin(page)

    mark(page, "Got it")
    mark(page, "Got it")
    press_and_wait(page, page.get_by_role("button", name="Take back the last mark"))
    expect(page.get_by_role("heading", name="Card 2 of 4")).to_be_visible()
    mark(page, "Not yet")
    mark(page, "Got it")
    page.get_by_role("radio").first.check()
    page.get_by_role("radio", name=re.compile("40%")).check()
    press_and_wait(page, page.get_by_role("button", name="Check my answer"))
    press_and_wait(page, page.get_by_role("link", name="Next card"))
    expect(page.get_by_text("once more, since it did not come")).to_be_visible()


def test_back_button_and_a_second_tab_mark_nothing_twice(page, context, reviewer):
    come_in(page, reviewer)
    begin(page)
    other = context.new_page()
    other.goto(page.url)
    mark(page, "Got it")

    mark(other, "Not yet")
    expect(other.get_by_role("heading", name="Card 2 of 4")).to_be_visible()  # the first mark stands
    page.go_back()
    expect(page.get_by_text("Got it. Returns")).to_be_visible()


def test_card_is_put_away_and_taken_up(page, reviewer):
    come_in(page, reviewer)
    begin(page)
    press_and_wait(page, page.get_by_role("button", name="I'm done with this one"))
    expect(page.get_by_role("heading", name="Card 2 of 4")).to_be_visible()

    page.goto("/review/cards/")
    press_and_wait(page, page.get_by_role("button", name=re.compile("Take up again.*P01.1")))

    expect(page.get_by_text("Taken up again.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Put away.*P01.1"))).to_be_visible()


def test_preferences_show_what_they_cost(page, reviewer):
    come_in(page, reviewer)
    page.goto("/review/")
    page.get_by_role("radio", name=re.compile("^95% about")).check()
    press_and_wait(page, page.get_by_role("button", name="Save"))

    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^95%"))).to_be_checked()


def test_question_is_added_to_reviews_without_leaving_the_lesson(page, member):
    come_in(page, member)
    page.goto("/review/")
    expect(page.get_by_text("Nothing to review yet.")).to_be_visible()
    page.goto("/questions/Q05.2/")
    page.get_by_role("radio").first.check()
    page.get_by_role("radio", name=re.compile("95%")).check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.locator(".verdict h4")).to_be_focused()
    add = page.get_by_role("button", name="Ask me this again in reviews")
    if add.is_visible():
        add.click()
        expect(page.get_by_text("In your reviews. It returns today.")).to_be_visible()
    else:
        expect(page.get_by_text("This question comes back in your reviews")).to_be_visible()
