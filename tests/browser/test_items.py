"""Items and misconceptions as instructors use them: both themes, all widths, by keyboard, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import come_in, press_and_wait
from tests.browser.insights import (
    assert_good_with_all_open,
    assert_good_with_nothing,
    make_cohort,
    make_instructor,
    remove_cohort,
    simulated,
)

EVERY_TARGET = "main a, main button, main select, main summary"
LISTS = ("items/", "items/?lesson=L99&verdict=x", "misconceptions/", "misconceptions/?by=week")
ITEMS = ("items/Q01.1/", "items/Q01.2/", "items/Q02.1/")


@pytest.fixture(scope="module", autouse=True)
def cohort(site):
    make_cohort(site)
    yield
    remove_cohort(site)


@pytest.fixture(scope="module")
def iris(site):
    return make_instructor(site)


@pytest.mark.parametrize("path", LISTS + ITEMS)
def test_page_is_good_with_all_its_tables_open(page, iris, path):
    assert_good_with_all_open(page, iris, path, EVERY_TARGET)


@pytest.mark.parametrize("path", ["items/", "items/Q01.1/", "misconceptions/"])
def test_page_with_nothing_is_good(page, iris, path):
    assert_good_with_nothing(page, iris, path)


def test_from_the_list_to_an_item_and_back_by_keyboard(page, iris):
    come_in(page, iris)
    page.goto(simulated("items/"))

    page.get_by_label("Lesson", exact=True).select_option("L01")
    press_and_wait(page, page.get_by_role("button", name="Show"))
    page.get_by_role("link", name="Right", exact=True).press("Enter")
    page.wait_for_url("**sort=facility**")
    heading = page.get_by_role("columnheader", name="Right")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("link", name="Q01.2", exact=True).press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Q01.2: Several answers")
    expect(page.get_by_role("img", name="What was chosen")).to_be_visible()


def test_list_is_narrowed_without_scripts(plain_page, iris):
    come_in(plain_page, iris)
    plain_page.goto(simulated("items/"))

    plain_page.get_by_label("Lesson", exact=True).select_option("L02")
    plain_page.get_by_role("button", name="Show").click()

    codes = plain_page.locator("table.items tbody th a").all_inner_texts()
    assert codes
    assert {code[:3] for code in codes} == {"Q02"}
    expect(plain_page.get_by_text("A program made these answers up.")).to_be_visible()


def test_thirds_are_told_apart_in_forced_colours(page, iris):
    come_in(page, iris)
    page.emulate_media(forced_colors="active")

    page.goto(simulated("items/Q01.1/"))

    weak, strong = (page.locator(f"rect.pillar.third-{third}").first for third in (0, 2))
    fills = [each.evaluate("each => getComputedStyle(each).fill") for each in (weak, strong)]
    assert fills[0] != fills[1]
