"""The page on how well stated confidence fits results: before there is a curve, and with one."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answering import ITEMS, answer, card_on, fill, send, steps_to, verdict_of
from tests.browser.conftest import assert_page_is_good, come_in

MAKE_ANSWERS = """
from datetime import timedelta
from django.utils import timezone
from accounts.models import User
from quizzes.models import Answer, Attempt, Question

learner = User.objects.get(email={email!r})
questions = Question.objects.filter(kind="single").exclude(lesson__code="L00").order_by("code")
rated = [(80, right) for right in [True] * 6 + [False] * 4] + [(95, True)] * 9 + [(60, False)] * 2 + [(40, True)] * 4
attempt = Attempt.objects.create(learner=learner, kind="practice", questions=[])
for number, ((confidence, is_right), question) in enumerate(zip(rated, questions)):
    at = timezone.now() - timedelta(minutes=60 - number)
    Answer.objects.create(
        attempt=attempt, learner=learner, question=question, revision=question.revision, seed=0,
        response={{"option": 0}}, confidence=confidence, score=float(is_right), is_right=is_right, seconds=20,
        answered_at=at, completed_at=at,
    )
print(Answer.objects.filter(learner=learner).count())
"""


@pytest.fixture
def rated_member(site, member):
    """A member with 25 rated answers: 6 of 10 right at 80%, 9 of 9 at 95%, 0 of 2 at 60%, 4 of 4 at 40%."""
    made = site.run(MAKE_ANSWERS.format(email=member.email))
    assert int(made) == 25
    return member


def cells(table) -> list[list[str]]:
    return [row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]]


def test_with_less_than_twenty_answers_it_says_how_many_are_missing(plain_page):
    page = plain_page  # which tells no time: an answer in under three seconds is not counted
    page.goto("/calibration/")
    expect(page.get_by_role("heading", name="Answer 20 rated items to see your curve")).to_be_visible()
    expect(page.get_by_text("0 so far, 20 to go.")).to_be_visible()

    page.goto("/lessons/value/")
    answer(card_on(page, "Q05.2"), "Q05.2")
    page.goto("/calibration/")

    expect(page.get_by_text("1 so far, 19 to go.")).to_be_visible()
    expect(page.get_by_role("img", name="Calibration curve")).to_have_count(0)


@pytest.mark.parametrize(("seconds", "counted"), [(2, 0), (4, 1)])
def test_answer_counts_from_three_seconds_on(page, seconds, counted):
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.goto("/questions/Q05.2/")
    (step,) = steps_to(ITEMS["Q05.2"], "right")
    card = card_on(page, "Q05.2")
    fill(card, step)

    page.clock.fast_forward(seconds * 1000)
    send(card)
    expect(verdict_of(card)).to_be_visible()

    page.goto("/calibration/")
    expect(page.get_by_text(f"{counted} so far, {20 - counted} to go.")).to_be_visible()


def test_with_twenty_answers_there_is_a_curve_a_sentence_and_a_table(page, rated_member):
    come_in(page, rated_member)
    sentence = "When you said 80%, you were right 40–77% of the time (6 of 10): clearly over-confident."

    page.goto("/calibration/")

    chart = page.get_by_role("img", name="Calibration curve")
    expect(chart).to_be_visible()
    expect(chart).to_have_accessible_description(f"{sentence} The table below has the same figures.")
    expect(page.locator("figcaption")).to_have_text(sentence)
    levels = page.get_by_role("group", name="Results at each level").get_by_role("table")
    assert cells(levels) == [
        ["4", "4", "100%", "too few"],
        ["2", "0", "0%", "too few"],
        ["10", "6", "60%", "40–77%"],
        ["9", "9", "100%", "85–100%"],
    ]
    assert levels.get_by_role("rowheader").all_inner_texts() == ["40%", "60%", "80%", "95%"]
    expect(page.get_by_text("19 of 25")).to_be_visible()


def test_page_with_a_curve_is_good_in_both_themes_and_at_each_width(page, rated_member):
    come_in(page, rated_member)
    page.goto("/calibration/")

    assert_page_is_good(page)


def test_table_that_is_wider_than_the_screen_is_scrolled_by_keyboard(page, rated_member):
    come_in(page, rated_member)
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/calibration/")
    region = page.get_by_role("group", name="Results at each level")

    region.focus()

    expect(region).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)


def test_weak_questions_are_practised_from_here(page, rated_member):
    come_in(page, rated_member)
    page.goto("/calibration/")

    page.get_by_role("button", name="Practise what you missed").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Question 1 of \d+$"))
