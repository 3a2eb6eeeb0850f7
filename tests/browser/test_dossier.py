"""The capstone as people use it: read, decide, compare, rate, take the brief along."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import axe_violations, press_and_wait
from tests.browser.test_simulators import logged, tab_to
from tests.quizzes.simulators.test_dossier import DECISIONS, sent

AREAS = [decision["title"] for decision in DECISIONS.values()]


def decide(activity, fields: dict) -> None:
    for name, decision in DECISIONS.items():
        group = activity.get_by_role("group", name=re.compile(rf"^\d\. {decision['title']}$"))
        group.locator(f"[value={fields[f'choice-{name}']}]").first.check()
        group.get_by_label("Your reason").fill(fields[f"reason-{name}"])
        group.get_by_label("It rests on").select_option(fields[f"document-{name}"])
    activity.get_by_role("radio", name=re.compile("^80%")).check()


def test_document_opens_by_key_and_has_the_computed_table(page):
    page.goto("/activities/ACT17/")
    pilot = page.locator("summary").filter(has_text="The pilot")

    tab_to(page, pilot)
    page.keyboard.press("Enter")

    row = page.get_by_role("row", name=re.compile(r"^0\.70"))
    expect(row.get_by_role("cell")).to_have_text(["275.4", "194.4", "5.4", "114 of 132"])
    assert axe_violations(page) == []


def test_brief_grows_while_it_is_written(page):
    page.goto("/activities/ACT17/")
    group = page.get_by_role("group", name="4. Trust")
    sentence = page.locator(".sim-sentence")
    expect(sentence).to_have_text("0 of 6 decided, 0 with a reason, resting on 0 of 8 documents.")

    group.get_by_role("radio").first.check()
    group.get_by_label("Your reason").press_sequentially("Loans are  private.")
    group.get_by_label("It rests on").select_option("4. Letter on data")

    expect(sentence).to_have_text("1 of 6 decided, 1 with a reason, resting on 1 of 8 documents.")
    expect(page.locator("[data-live]")).to_have_text(sentence.inner_text())
    expect(group.get_by_text("18 of 300 characters")).to_be_visible()
    row = page.get_by_role("row", name="Trust chosen")
    expect(row.get_by_role("cell")).to_have_text(["18", "Letter on data"])
    expect(page.locator("[data-draw=rests-trust]").first).to_have_attribute("y", "88")


def test_capstone_in_its_lesson_is_decided_rated_and_taken_along(page, context):
    page.goto("/lessons/synthesis/")
    activity = page.get_by_role("region", name="A library wants AI", exact=True)
    decide(activity, sent(loop=0))

    activity.get_by_role("button", name="Send my decisions").click()
    expect(activity.get_by_role("heading", name="5 of your 6 choices are the best on offer")).to_be_focused()
    activity.get_by_label("Your reason").first.fill("Changed, and not sent.")
    own = activity.get_by_role("region", name="Your reasons beside ours")
    own.get_by_role("button", name="Keep my rating").click()
    expect(own.get_by_role("alert")).to_be_focused()
    for area in AREAS:
        own.get_by_label(f"Your rating: {area}").select_option("1 · Why")
    own.get_by_role("button", name="Keep my rating").click()

    expect(activity.get_by_role("heading", name="Your own rating: 6 of 18")).to_be_focused()
    expect(activity.get_by_label("Your reason").first).to_have_value("Changed, and not sent.")
    assert axe_violations(page) == []
    with page.expect_download() as download:
        activity.get_by_role("link", name="Download it as Markdown").click()
    assert download.value.suggested_filename == "act17-brief.md"
    activity.get_by_role("link", name="Open the brief").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AI at the enquiry desk")
    logged(context, 422)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_brief_is_accessible_and_prints_on_one_page_without_the_site(page, theme):
    page.emulate_media(color_scheme=theme)
    page.goto("/activities/ACT17/")
    longest = "Because the enquiry desk needs somebody who can say it. " * 6
    decide(page, {name: longest[:299] if "reason" in name else value for name, value in sent().items()})
    page.get_by_role("button", name="Send my decisions").click()
    press_and_wait(page, page.get_by_role("link", name="Open the brief"))

    assert axe_violations(page) == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
    page.emulate_media(media="print")
    for part in ("header.top", "footer", ".btn", ".activity-back"):
        assert not page.locator(part).first.is_visible()


def test_without_scripts_rating_and_brief_work_too(plain_page):
    page = plain_page
    page.goto("/activities/ACT17/")
    expect(page.get_by_text("At most 300 characters").first).to_be_visible()
    decide(page, sent())
    page.get_by_role("button", name="Send my decisions").click()

    for area in AREAS:
        page.get_by_label(f"Your rating: {area}").select_option("3 · At what price")
    page.get_by_role("button", name="Keep my rating").click()

    expect(page.get_by_role("heading", name="Your own rating: 18 of 18")).to_be_visible()
    page.get_by_role("link", name="Open the brief").click()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_text("Rests on: Sixty enquiries")).to_be_visible()
