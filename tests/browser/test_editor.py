"""Writing a lesson in a real browser: from the first word to what a learner sees, and when things go wrong."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, axe_violations, new_email, press_and_wait

STAFF = """
from django.conf import settings
from tests.accounts.actions import wait_out_the_end_of_a_period
from tests.authoring.factories import signed_in
wait_out_the_end_of_a_period()
browser = signed_in(email={email!r}, display_name={name!r})
assert browser.get("/admin/").status_code == 200
print(browser.cookies[settings.SESSION_COOKIE_NAME].value)
"""
MAKE = """
from lessons.models import Lesson, Module
from tests.factories import make_lesson
print(make_lesson({number}, module=Module.objects.last(), status="draft", source="## Part\\n\\nFirst words.\\n").pk)
"""
FORGET = """
from lessons.models import Lesson
from lessons.services import publish_changes
Lesson.objects.filter(code__gte="L40").delete()
publish_changes()
"""
DRAFT = """
from authoring.drafts import draft_of
from lessons.models import Lesson
draft = draft_of(Lesson.objects.get(pk={pk}))
print(draft.values["source"] if draft else "none")
"""
numbers = count(40)


def come_in_as_staff(context, site, name="Ines") -> None:
    session = site.run(STAFF.format(email=new_email(), name=name)).split()[-1]
    context.clear_cookies()
    context.add_cookies([{"name": "session", "value": session, "url": site.url, "httpOnly": True}])


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


def box(page):
    return page.get_by_role("textbox", name="Text", exact=True)


def seen(page):
    return page.frame_locator("iframe")


def draft_in(site, address: str) -> str:
    return site.run(DRAFT.format(pk=address.split("/")[4]))


def insert(page, block: str) -> None:
    page.get_by_role("button", name="Insert block").click()
    page.get_by_role("menuitem", name=block).click()


def test_lesson_is_written_previewed_published_and_is_what_a_learner_sees(staff, lesson, browser, site):
    number, address = lesson
    staff.goto(address)
    box(staff).fill("## Origins\n\nWords on provenance.\n")
    box(staff).press("Control+End")
    insert(staff, "Recall prompt")
    staff.keyboard.type("Where is it from?")
    insert(staff, "Recall prompt")
    staff.keyboard.type("And why?")

    text = box(staff).input_value()
    assert [f"/// recall | P{number}.{each}" in text for each in (1, 2)] == [True, True]
    expect(seen(staff).get_by_text("Where is it from?")).to_be_visible()
    expect(seen(staff).get_by_text("And why?")).to_be_visible()
    expect(staff.get_by_role("heading", name="Nothing to mend")).to_be_visible()
    expect(staff.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    with staff.expect_navigation():
        staff.get_by_role("button", name="Save and go on to publishing").click()
    press_and_wait(staff, staff.get_by_role("button", name="Publish now"))

    context = browser.new_context(base_url=site.url)
    learner = context.new_page()
    learner.goto(f"/lessons/lesson-{number}/")
    expect(learner.locator(".recall")).to_have_count(2)
    expect(learner.get_by_text("Words on provenance.")).to_be_visible()

    staff.goto(address)
    box(staff).fill("## Origins\n\nOther words.\n")
    expect(staff.locator("[data-state]")).to_have_text(re.compile("Draft saved at"))
    learner.reload()
    expect(learner.get_by_text("Words on provenance.")).to_be_visible()
    expect(learner.get_by_text("Other words.")).to_have_count(0)
    context.close()


def test_editor_is_accessible_in_each_state_and_fits_each_width(staff, lesson):
    staff.goto(lesson[1])
    expect(staff.get_by_role("heading", name="Nothing to mend")).to_be_visible()
    assert_page_is_good(staff)
    assert staff.get_by_role("tab", name="Write").is_hidden()

    staff.set_viewport_size({"width": 360, "height": 800})
    staff.get_by_role("tab", name="Write").press("ArrowRight")
    expect(staff.locator("iframe")).to_be_visible()
    expect(box(staff)).to_be_hidden()
    assert axe_violations(staff) == []
    staff.get_by_role("tab", name="Preview and checks").press("ArrowLeft")
    staff.set_viewport_size({"width": 1280, "height": 800})
    box(staff).fill("Text.\n\n/// quiz | Q1\n///\n")
    expect(staff.get_by_role("heading", name="1 thing to mend before it can be published")).to_be_visible()
    staff.get_by_role("button", name="Insert block").click()
    assert_page_is_good(staff, state="with a problem, menu open")


def test_problem_leads_to_its_line_and_undo_takes_a_block_back(staff, lesson):
    staff.goto(lesson[1])
    box(staff).fill("One.\n\n/// quiz | Q1\n///\n")

    staff.get_by_role("link", name="Line 3").click()

    chosen = "e => e.value.slice(e.selectionStart, e.selectionEnd)"
    assert box(staff).evaluate(chosen) == "/// quiz | Q1"
    before = box(staff).input_value()
    insert(staff, "Worked example")
    assert "/// example | Title\nText.\n///" in box(staff).input_value()
    staff.keyboard.press("Control+z")
    assert box(staff).input_value() == before


def test_tools_are_one_stop_and_shortcuts_can_be_switched_off(staff, lesson):
    staff.goto(lesson[1])
    box(staff).fill("word")
    box(staff).press("Control+a")

    box(staff).press("Control+b")
    assert box(staff).input_value() == "**word**"
    box(staff).press("Control+b")
    assert box(staff).input_value() == "word"

    staff.get_by_role("button", name="Bold").focus()
    staff.keyboard.press("ArrowLeft")
    expect(staff.get_by_role("button", name="Shortcuts")).to_be_focused()
    staff.keyboard.press("Space")
    expect(staff.get_by_role("button", name="Shortcuts")).to_have_attribute("aria-pressed", "false")
    box(staff).fill("word")
    box(staff).press("Control+a")
    box(staff).press("Control+b")
    assert box(staff).input_value() == "word"


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


def test_picture_is_uploaded_into_the_text_and_a_drawing_with_scripts_is_not(staff, lesson, tmp_path):
    from tests.authoring.editing import picture

    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    staff.goto(lesson[1])
    staff.get_by_role("button", name="Picture", exact=True).click()
    dialog = staff.get_by_role("dialog", name="Insert a picture")
    dialog.get_by_label("What it shows, in words").fill("A teal square")
    dialog.get_by_label("File").set_input_files(tmp_path / "a.svg")
    dialog.get_by_role("button", name="Insert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Choose a PNG, JPEG or WebP file.")
    assert axe_violations(staff) == []

    dialog.get_by_label("File").set_input_files(tmp_path / "a.png")
    dialog.get_by_role("button", name="Insert").click()

    expect(dialog).to_be_hidden()
    expect(seen(staff).get_by_role("img", name="A teal square")).to_be_visible()


def test_everything_can_be_saved_and_previewed_without_scripts(plain_page, lesson, site):
    page = plain_page
    come_in_as_staff(page.context, site)
    page.goto(lesson[1])
    page.get_by_label("Text", exact=True).fill("## Part\n\nWithout scripts.\n")
    page.get_by_label("Term", exact=True).first.fill("Origin")
    page.get_by_label("Definition").first.fill("Where it is from.")

    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    expect(opened.value.get_by_text("Without scripts.")).to_be_visible()
    press_and_wait(page, page.get_by_role("button", name="Save draft"))

    assert "Without scripts." in draft_in(site, lesson[1])
    assert page.get_by_label("Term", exact=True).first.input_value() == "Origin"
