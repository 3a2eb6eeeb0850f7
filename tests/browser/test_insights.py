"""Insights as instructors use them: every page in both themes and all widths, by keyboard, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait
from tests.browser.insights import (
    assert_good_with_all_open,
    assert_good_with_nothing,
    make_cohort,
    make_instructor,
    remove_cohort,
    simulated,
)

PAGES = ["", "lessons/", "lessons/?lesson=L05", "calibration/", "retention/", "reports/", "reports/?status=declined"]
MAKE_REPORT = """
from quizzes.models import Question
from tests.insights.factories import make_report
make_report(Question.objects.get(code="Q05.2"), text="A word of {length} letters: " + "w" * {length})
"""


@pytest.fixture(scope="module", autouse=True)
def cohort(site):
    make_cohort(site)
    yield
    remove_cohort(site)


@pytest.fixture(scope="module")
def iris(site):
    return make_instructor(site)


@pytest.mark.parametrize("path", PAGES)
def test_page_is_good_with_all_its_tables_open(page, iris, path):
    assert_good_with_all_open(page, iris, path)


@pytest.mark.parametrize("path", ["", "lessons/", "reports/"])
def test_page_with_nothing_is_good(page, iris, path):
    assert_good_with_nothing(page, iris, path)


def test_drawings_say_what_they_show(page, iris):
    come_in(page, iris)

    page.goto(simulated("calibration/"))

    drawing = page.get_by_role("img", name="What learners say, and how often they are right")
    expect(drawing).to_be_visible()
    assert drawing.locator("desc").text_content().startswith("When learners said ")


def test_drawings_are_seen_in_forced_colours(page, iris):
    come_in(page, iris)
    page.emulate_media(forced_colors="active")

    page.goto(simulated("lessons/"))

    bar, ground = page.locator("#funnel rect.step-1").first, page.locator("#funnel rect.ground").first
    fills = [each.evaluate("each => getComputedStyle(each).fill") for each in (bar, ground)]
    assert fills[0] != fills[1]


def test_table_is_opened_and_another_lesson_chosen_by_keyboard(page, iris):
    come_in(page, iris)
    page.goto(simulated("lessons/"))

    page.locator("#funnel summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#funnel table")).to_be_visible()
    page.get_by_label("Look into another lesson").focus()
    page.keyboard.type("5")
    with page.expect_navigation():
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Where they stop in lesson 5")).to_be_visible()
    expect(page.get_by_text("A program made these answers up.")).to_be_visible()


def test_file_holds_what_the_table_says(page, iris):
    come_in(page, iris)
    page.goto(simulated("retention/"))

    with page.expect_download() as download:
        page.locator("#weeks").get_by_role("link", name="Download as CSV").click()

    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "week,learners,active,share"
    assert len(lines) == page.locator("#weeks tbody tr").count() + 1


def test_report_is_answered_by_keyboard_after_a_mistake(page, iris, site):
    site.run(MAKE_REPORT.format(length=300))
    come_in(page, iris)
    page.goto("/insights/reports/")

    page.get_by_label("Status").last.focus()
    page.keyboard.type("Dec")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write in the reply why nothing is changed")
    assert_page_is_good(page, state="after a mistake")
    with page.expect_navigation():
        page.get_by_label("Reply").focus()
        page.keyboard.type("The second option is the only one.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

    expect(page.get_by_text("Question Q05.2: the report is declined now.")).to_be_visible()
    expect(page.get_by_text("Nothing is open.")).to_be_visible()


def test_without_scripts_all_is_there(plain_page, iris, site):
    site.run(MAKE_REPORT.format(length=20))
    come_in(plain_page, iris)

    plain_page.goto(simulated("lessons/"))
    plain_page.get_by_label("Look into another lesson").select_option(index=3)
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Show where they stop"))
    chosen = plain_page.get_by_role("heading", name="Where they stop in lesson").text_content()
    plain_page.goto("/insights/reports/")
    plain_page.get_by_label("Status").last.select_option("settled")
    plain_page.get_by_label("Reply").fill("Thank you.")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Save"))

    assert chosen.startswith("Where they stop in lesson 2")
    expect(plain_page.get_by_text("the report is settled now.")).to_be_visible()
