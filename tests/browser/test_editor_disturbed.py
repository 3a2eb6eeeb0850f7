"""Writing while things go wrong: nothing that was typed is lost."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, press_and_wait
from tests.browser.writing import FORGET, MAKE, box, come_in_as_staff, draft_in

numbers = count(60)


@pytest.fixture
def lesson(site):
    """A lesson that nobody sees yet: (its number, the address of its editor)."""
    number = next(numbers)
    pk = site.run(MAKE.format(number=number)).split()[-1]
    yield number, f"/admin/lessons/lesson/{pk}/write/"
    site.run(FORGET)


@pytest.fixture
def staff(page, site):
    come_in_as_staff(page.context, site)
    return page


def test_what_was_typed_in_a_closed_tab_is_offered_with_what_differs(staff, lesson, site):
    context = staff.context
    staff.goto(lesson[1])
    context.route("**/autosave/", lambda route: route.abort())
    box(staff).fill("## Part\n\nTyped and not saved.\n")
    expect(staff.locator("[data-state]")).to_have_text("Not saved; kept in this browser")
    staff.close()
    context.unroute("**/autosave/")
    context.complaints.clear()

    page = context.new_page()
    page.goto(lesson[1])
    expect(page.get_by_text(re.compile("You typed something here on .* that was not saved."))).to_be_visible()
    page.get_by_role("button", name="Show what differs").click()
    expect(page.get_by_role("insertion").first).to_contain_text("Typed")
    assert_page_is_good(page, state="offering")
    page.get_by_role("button", name="Restore it").click()

    assert box(page).input_value() == "## Part\n\nTyped and not saved.\n"
    expect(page.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    assert "Typed and not saved." in draft_in(site, lesson[1])
    page.reload()
    expect(page.get_by_role("button", name="Restore it")).to_be_hidden()


def test_expired_session_loses_nothing_and_saving_goes_on_after_signing_in(staff, lesson, site):
    staff.goto(lesson[1])
    staff.context.clear_cookies()

    box(staff).fill("## Part\n\nTyped while signed out.\n")

    expect(staff.get_by_role("alert").filter(has_text="You are signed out.")).to_be_visible()
    expect(staff.locator("[data-state]")).to_have_text("Not saved; kept in this browser")
    come_in_as_staff(staff.context, site)
    staff.evaluate("dispatchEvent(new Event('focus'))")
    expect(staff.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    assert "Typed while signed out." in draft_in(site, lesson[1])
    staff.context.complaints.clear()


def test_of_two_who_write_the_second_is_asked_and_may_take_both(staff, lesson, site, browser):
    other_context = browser.new_context(base_url=site.url)
    come_in_as_staff(other_context, site, "Kim")
    other = other_context.new_page()
    staff.goto(lesson[1])
    other.goto(lesson[1])
    expect(other.get_by_text("Ines has this text open as well.")).to_be_visible()

    box(other).fill("## Part\n\nTheirs.\n")
    expect(other.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    box(staff).fill("## Part\n\nMine.\n")
    expect(staff.get_by_role("alert").filter(has_text="to see both texts and decide")).to_be_visible()
    press_and_wait(staff, staff.get_by_role("button", name="Save draft"))
    expect(staff.get_by_role("heading", name="Somebody else saved this text too")).to_be_visible()
    staff.context.complaints.clear()
    assert_page_is_good(staff, state="conflict")
    press_and_wait(staff, staff.get_by_role("button", name="Save both and edit"))

    text = draft_in(site, lesson[1])
    assert "Theirs." in text
    assert "Mine." in text
    expect(staff.get_by_role("heading", name="2 things to mend before it can be published")).to_be_visible()
    other_context.close()


def test_lines_that_one_of_two_changed_since_the_last_save_need_no_decision(staff, lesson, site, browser):
    staff.goto(lesson[1])
    box(staff).fill("## Part\n\nFirst.\n\nSame.\n\nLast.\n")
    expect(staff.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    other_context = browser.new_context(base_url=site.url)
    come_in_as_staff(other_context, site, "Kim")
    other = other_context.new_page()
    other.goto(lesson[1])

    box(other).fill("## Part\n\nTheir first.\n\nSame.\n\nLast.\n")
    expect(other.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    box(staff).fill("## Part\n\nFirst.\n\nSame.\n\nMy last.\n")
    expect(staff.get_by_role("alert").filter(has_text="to see both texts and decide")).to_be_visible()
    press_and_wait(staff, staff.get_by_role("button", name="Save draft"))
    staff.context.complaints.clear()
    press_and_wait(staff, staff.get_by_role("button", name="Save both and edit"))

    assert draft_in(site, lesson[1]).strip() == "## Part\n\nTheir first.\n\nSame.\n\nMy last."
    other_context.close()


def test_two_megabytes_are_kept_in_the_box_and_said_to_be_too_much(staff, lesson, site):
    staff.goto(lesson[1])

    box(staff).evaluate(
        "e => { e.value = 'word '.repeat(400000); e.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    expect(staff.get_by_role("alert").filter(has_text="2,000,000 characters, and 60,000 fit")).to_be_visible()
    press_and_wait(staff, staff.get_by_role("button", name="Save draft"))

    expect(staff.get_by_text("Take 1,940,000 characters out").first).to_be_visible()
    assert len(box(staff).input_value()) == 2_000_000
    assert draft_in(site, lesson[1]).strip() == "none"
