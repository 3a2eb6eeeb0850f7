"""Writing a lesson in a real browser: from the first word to what a learner sees."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.authoring.editing import picture
from tests.browser.conftest import assert_page_is_good, axe_violations, press_and_wait
from tests.browser.writing import FORGET, MAKE, box, come_in_as_staff, draft_in, insert, seen

numbers = count(40)


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
    box(staff).fill("## Part\n\n/// quiz | Q1\n///\n")
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


def test_picture_is_uploaded_into_the_text_and_a_drawing_with_scripts_is_not(staff, lesson, tmp_path):
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


def test_dialog_and_menu_hold_the_keyboard_and_give_it_back(staff, lesson):
    staff.goto(lesson[1])
    opener = staff.get_by_role("button", name="Picture", exact=True)
    opener.focus()
    staff.keyboard.press("Enter")
    dialog = staff.get_by_role("dialog", name="Insert a picture")
    dialog.get_by_label("What it shows, in words").fill("A teal square")
    for _ in range(9):
        staff.keyboard.press("Tab")
        assert staff.evaluate("document.activeElement.closest('dialog, body:not(:has(:focus))') !== null")
    staff.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    staff.keyboard.press("Space")
    expect(dialog.get_by_label("What it shows, in words")).to_have_value("A teal square")
    dialog.get_by_role("button", name="Cancel").press("Enter")
    expect(opener).to_be_focused()

    menu = staff.get_by_role("button", name="Insert block")
    menu.focus()
    staff.keyboard.press("ArrowDown")
    staff.keyboard.press("ArrowUp")
    expect(staff.get_by_role("menuitem").last).to_be_focused()
    staff.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


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
