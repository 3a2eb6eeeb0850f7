"""The decision brief as people use it: gather, edit, leave out, add, print, take along."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import assert_page_is_good, axe_violations, come_in, press_and_wait


@pytest.fixture
def learner(site, member):
    """A member who left something in every lesson, edited a takeaway, and wrote that one anew since."""
    script = (
        "from accounts.models import User; from tests.briefs.factories import *\n"
        "from briefs.models import Passage, Section\n"
        f"u = User.objects.get(email={member.email!r}); leave_everything(u)\n"
        "Passage.objects.create(learner=u, source='TAKE05', lesson=Lesson.objects.get(code='L05'), text='My text.')\n"
        "Passage.objects.create(learner=u, source='context', text='A planner for dinners.\\n\\nTwo markets.')\n"
        "Section.objects.create(learner=u, title='Risks', text='One.\\n• Two')\n"
    )
    site.run(script)
    return member


def keep_takeaway(page, text: str) -> None:
    page.goto("/lessons/value/")
    takeaway = page.get_by_role("region", name="To take away")
    takeaway.get_by_label("In your own words").fill(text)
    takeaway.get_by_role("button", name="Keep it").click()


def piece(page, name: str):
    return page.get_by_role("article", name=name)


def test_takeaway_is_kept_in_its_lesson_and_edited_in_the_brief(page):
    keep_takeaway(page, "Invoices, by hand.")
    press_and_wait(page, page.get_by_role("link", name="In your brief"))
    expect(piece(page, "To take away")).to_contain_text("Invoices, by hand.")

    press_and_wait(page, page.get_by_role("link", name="Edit To take away, lesson 5"))
    page.get_by_label("Your text").fill("For my boss: invoices.")
    press_and_wait(page, page.get_by_role("button", name="Keep it"))

    assert page.url.endswith("/brief/#take05")
    expect(piece(page, "To take away")).to_contain_text("For my boss: invoices.")
    press_and_wait(page, page.get_by_role("button", name="Back to what I wrote in the lesson"))
    expect(piece(page, "To take away")).to_contain_text("Invoices, by hand.")


def test_keyboard_alone_leaves_a_piece_out_and_brings_it_back(page):
    keep_takeaway(page, "Invoices.")
    expect(page.get_by_role("status")).to_have_text("✓ Kept.")
    page.goto("/brief/")

    page.get_by_role("button", name="Leave it out To take away").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    summary = page.get_by_text("Not in this brief: 1 piece")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(piece(page, "To take away")).to_contain_text("Invoices.")


def test_problem_takes_the_focus_and_nothing_typed_is_lost(page):
    page.goto("/brief/edit/section/")
    page.get_by_label("Text", exact=True).fill("Something typed.")

    press_and_wait(page, page.get_by_role("button", name="Keep it"))

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Something typed.")
    assert axe_violations(page) == []
    page.get_by_role("link", name="Give the section a heading.").click()
    expect(page.get_by_label("Heading")).to_be_focused()


def test_pages_of_the_brief_are_accessible_and_fit(page, learner):
    page.goto("/brief/")
    assert_page_is_good(page)
    come_in(page, learner)
    page.goto("/brief/")
    expect(piece(page, "To take away").filter(has_text="has changed since you edited it here")).to_have_count(1)
    page.get_by_text(re.compile("^Not in this brief")).click()

    for path in ("", "/brief/edit/TAKE05/", "/brief/edit/context/", "/brief/edit/section/?after=L05"):
        if path:
            page.goto(path)
        assert_page_is_good(page)


def test_contents_lead_to_each_lesson_and_to_own_sections(page, learner):
    come_in(page, learner)
    page.goto("/brief/")
    contents = page.get_by_role("navigation", name="In this brief")

    expect(contents.get_by_role("link")).to_have_count(19)
    contents.get_by_role("link", name="Lesson 9: ").click()
    expect(page.get_by_role("heading", name="Metrics that matter")).to_be_in_viewport()
    contents.get_by_role("link", name="Risks").click()
    expect(page.get_by_role("heading", name="Risks")).to_be_in_viewport()


def test_paper_holds_the_document_and_no_heading_ends_a_page(page, learner):
    come_in(page, learner)
    page.goto("/brief/")
    headings = {heading.strip() for heading in page.locator("h2, h3, main .kicker").all_inner_texts()}

    pages = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]

    text = "\n".join(pages)
    last_lines = {sheet.strip().splitlines()[-1].strip() for sheet in pages}
    assert len(pages) > 3
    assert last_lines & headings == set()
    assert "A planner for dinners." in text
    assert "/lessons/value/" in text
    for gone in ("Edit", "Leave it out", "Not in this brief", "Where you wrote it", "Sign out", "Add a section"):
        assert gone not in text


def test_without_scripts_a_brief_is_begun_edited_and_downloaded(plain_page):
    page = plain_page
    page.goto("/brief/")
    page.get_by_role("link", name="Describe your product").click()
    page.get_by_label("My product and its context").fill("A planner for dinners.")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("link", name="Add a section of your own").click()
    page.get_by_label("Heading").fill("Risks")
    page.get_by_label("Text", exact=True).fill("Nuts.")
    page.get_by_role("button", name="Keep it").click()

    expect(page.get_by_role("heading", name="Risks")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download it as Markdown").click()
    text = download.value.path().read_text()
    assert download.value.suggested_filename == "decision-brief.md"
    assert "## My product and its context\n\nA planner for dinners.\n\n## Risks\n\nNuts.\n" in text
    page.get_by_role("link", name="Edit Risks").click()
    page.get_by_text("Erase this section").click()
    page.get_by_role("button", name="Erase it for good").click()
    expect(page.get_by_text("The section is erased.")).to_be_visible()
