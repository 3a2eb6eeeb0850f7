"""Lessons and activities are begun, placed and withdrawn: by keyboard, without JavaScript, on pages that are good."""

import re
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import press_and_wait
from tests.browser.test_question_editor import assert_page_is_good
from tests.browser.writing import FORGET, box, come_in_as_staff

numbers = count(80)
FORGET_ACTIVITIES = """
from quizzes.models import Activity
from lessons.services import publish_changes
Activity.objects.filter(code__in=["ACT16b", "ACT16c"]).delete()
publish_changes()
"""
LESSON = "from lessons.models import Lesson; print(Lesson.objects.get(code={code!r}).pk)"


@pytest.fixture
def code(site):
    """Of a lesson that goes again after the test."""
    yield f"L{next(numbers)}"
    site.run(FORGET)


@pytest.fixture
def activities(site):
    yield
    site.run(FORGET_ACTIVITIES)


def begin(page: Page, title: str, code: str) -> None:
    page.goto("/admin/lessons/lesson/add/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Module").select_option(index=1)
    page.get_by_label("Code").fill(code)


def test_lesson_is_begun_by_keyboard_written_published_moved_and_withdrawn(page, site, code):
    come_in_as_staff(page.context, site)
    begin(page, "Where words come from", code)
    assert_page_is_good(page)
    page.get_by_label("Title").press("End")
    page.keyboard.type("!")
    expect(page.get_by_label("Address")).to_have_value("where-words-come-from")
    page.get_by_label("Address").press("Enter")

    expect(page.get_by_role("heading", name=f"Write: {code} Where words come from!")).to_be_visible()
    expect(page.get_by_text("6 things to mend before it can be published")).to_be_visible()
    assert_page_is_good(page, "with nothing written")
    box(page).fill("## Origins\n\nWords on provenance.\n")
    for label, words in (("Short title", "Words"), ("Summary", "About it."), ("Minutes", "9"), ("Takeaway", "What?")):
        page.get_by_label(label).fill(words)
    page.get_by_label("Objectives").fill("Tell one")
    press_and_wait(page, page.get_by_role("button", name="Save and go on to publishing"))
    press_and_wait(page, page.get_by_role("button", name="Publish now"))
    expect(page.get_by_text("The draft is published: readers see it now.")).to_be_visible()

    press_and_wait(page, page.get_by_role("link", name="Status and place"))
    assert_page_is_good(page)
    page.get_by_label("Address").fill("origins")
    press_and_wait(page, page.get_by_role("button", name="Save and continue editing"))
    assert page.request.get("/lessons/origins/").status == 200
    page.get_by_role("radio", name=re.compile("^Published")).press("ArrowDown")
    press_and_wait(page, page.get_by_role("button", name="Save and continue editing"))
    assert page.request.get("/lessons/origins/").status == 404
    assert_page_is_good(page, "withdrawn")


def test_half_made_lesson_is_refused_without_javascript_and_says_where_to_go(plain_page, site, code):
    page = plain_page
    come_in_as_staff(page.context, site)
    begin(page, "Half made", code)
    press_and_wait(page, page.get_by_role("button", name="Begin and write"))
    expect(page.get_by_text("Nothing is written yet", exact=False)).to_have_count(0)

    press_and_wait(page, page.get_by_role("link", name="Status and place"))
    page.get_by_role("radio", name=re.compile("^Published")).check()
    press_and_wait(page, page.get_by_role("button", name="Save", exact=True))

    assert page.title().startswith("Error:")
    expect(page.get_by_text("Nothing is written yet. Write it, and publish the draft from its page.")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^Published"))).to_be_checked()
    assert page.request.get("/lessons/half-made/").status == 404
    assert site.run(LESSON.format(code=code)).strip() in page.url


def test_activity_is_added_retired_and_brought_back_without_javascript(plain_page, site, activities):
    page = plain_page
    come_in_as_staff(page.context, site)
    page.goto("/admin/quizzes/activity/add/?lesson=L16")
    page.get_by_role("radio", name="Fit cards into too few slots").check()
    press_and_wait(page, page.get_by_role("button", name="Go on"))
    entry = page.get_by_label("Entry")
    entry.fill(entry.input_value().replace("title: Plan the week", "title: A week of hers"))
    press_and_wait(page, page.get_by_role("button", name="Save"))

    expect(page.get_by_text("is stored, and has no place yet.")).to_be_visible()
    expect(page.locator("pre")).to_contain_text("/// activity | ACT16")
    press_and_wait(page, page.get_by_role("button", name="Retire it"))
    expect(page.get_by_text("learners do not meet it any more")).to_be_visible()
    press_and_wait(page, page.get_by_role("button", name="Bring it back"))
    expect(page.get_by_text("is in use again.")).to_be_visible()


def test_pages_of_a_new_activity_are_good_in_each_state(page, site, activities):
    come_in_as_staff(page.context, site)
    page.goto("/admin/quizzes/activity/add/")
    assert_page_is_good(page)
    page.goto("/admin/quizzes/activity/add/?lesson=L16&kind=dossier")
    assert_page_is_good(page, "with a skeleton")
    entry = page.get_by_label("Entry")
    whole = entry.input_value()
    entry.fill(whole.replace("score: 1", "score: 0"))
    press_and_wait(page, page.get_by_role("button", name="Save"))
    page.get_by_role("link", name=re.compile("There is not exactly one best choice")).first.click()
    expect(page.get_by_label("Entry")).to_be_focused()
    assert_page_is_good(page, "with mistakes")
    page.get_by_label("Entry").fill(whole)
    press_and_wait(page, page.get_by_role("button", name="Save"))
    assert_page_is_good(page, "without a place")
    page.get_by_role("button", name="Retire it").press("Enter")
    expect(page.get_by_text("learners do not meet it any more")).to_be_visible()
    assert_page_is_good(page, "retired")
