"""Activities made of cards as people use them: sort and compare, hang metrics, write a readout, rewrite claims."""

import re
from html import unescape

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW_AND_WIDE, assert_page_is_good, axe_violations, heights_shown
from tests.browser.test_simulators import logged, tab_to
from tests.quizzes.factories_activities import read_entry

CODES = [f"ACT{number:02}" for number in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17)]


@pytest.mark.parametrize("code", CODES)
def test_page_of_an_activity_is_accessible_and_fits_in_light_and_dark(page, context, code):
    page.goto(f"/activities/{code}/")
    assert_page_is_good(page)

    page.locator("button[formmethod=post]").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert_page_is_good(page, NARROW_AND_WIDE)
    logged(context, 422)


@pytest.mark.parametrize("code", CODES)
def test_controls_are_large_enough_to_touch(page, code):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"/activities/{code}/")

    controls = page.locator(".sim").locator("select, textarea, button, summary, input:not([type]), label:has(> input)")

    assert min(heights_shown(controls)) >= 44


def test_call_is_counted_at_once(page):
    page.goto("/activities/ACT05/")
    card = page.get_by_role("group", name="Work out VAT from a known rate")
    calls = page.get_by_role("table").filter(has_text="Your call")

    tab_to(page, card.get_by_label("Your call"))
    page.keyboard.type("Rules")
    card.get_by_label("What decided it").select_option("Shape")

    sentence = "1 of 10 proposals have a place: Rules or workflow 1. Open: 9."
    expect(page.locator(".sim-sentence")).to_have_text(sentence)
    expect(page.locator("[data-live]")).to_have_text(sentence)
    expect(calls.get_by_role("row", name="Rules or workflow")).to_contain_text("1")
    expect(calls.get_by_role("row", name="Still open")).to_contain_text("9")
    assert axe_violations(page) == []


def test_sorting_in_a_lesson_is_compared_in_place(page, context):
    page.goto("/lessons/the-role-behind-the-hype/")
    activity = page.get_by_role("region", name="Strip the hype")
    choices = activity.get_by_role("combobox")
    for choice in choices.all()[:-1]:
        choice.select_option("Work")

    activity.get_by_role("button", name="Send and compare").click()
    expect(activity.get_by_role("alert")).to_be_focused()
    expect(choices.first).to_have_value("work")
    activity.get_by_role("link", name="Choose one for “Turn 10x thinking").click()
    expect(choices.last).to_be_focused()
    page.keyboard.type("Mystique")
    activity.get_by_label("Rewrite one of the mystique lines as work").fill("Decide with Ada what is drafted.")
    activity.get_by_role("button", name="Send and compare").click()

    expect(activity.get_by_role("heading", name="You and we agree on 4 of 8.")).to_be_focused()
    expect(activity.get_by_text("Yours: Decide with Ada what is drafted.")).to_be_visible()
    assert axe_violations(page) == []
    logged(context, 422)


def test_tree_shows_at_once_which_branch_is_bare(page):
    page.goto("/activities/ACT09/")

    page.get_by_label("Complaints per 1,000 replies").select_option("Guardrails")
    page.get_by_label("Seconds until the draft appears").select_option("System quality")

    expect(page.locator(".sim-sentence")).to_have_text(
        "2 of 14 metrics have a place. Nothing hangs yet on: User outcome, Behaviour."
    )
    row = page.get_by_role("row", name="Guardrails")
    expect(row).to_contain_text("Complaints per 1,000 replies")
    page.get_by_label("Second contacts").check()
    expect(page.get_by_text("1 of 2 ticked")).to_be_visible()


def test_readout_is_tallied_and_compared(page):
    page.goto("/activities/ACT10/")
    for item in page.locator("select[name^=group-]").all():
        item.select_option("A. Half an answer")
    for label in page.locator("select[name^=label-]").all():
        label.select_option("Limit")
    expect(page.locator(".sim-sentence")).to_have_text("18 of 18 grouped, 0 open. By label: Need 0, Limit 18, Break 0.")
    page.get_by_role("radio", name=re.compile("^Hold")).check()
    page.get_by_label("What changes, for whom, from when?").fill("No further team for two weeks.")
    page.get_by_label("Owner").fill("Ben")
    page.get_by_label("Checked on").fill("2026-12-12")
    page.get_by_label("What would reverse it?").fill("Trust below 3.2.")

    page.get_by_role("button", name="Send my readout").click()

    expect(page.get_by_role("heading", name="5 of 18 stand where we put them")).to_be_focused()
    expect(page.get_by_text("Your decision: Hold")).to_be_visible()
    expect(page.get_by_text("Why both can be defended")).to_be_visible()
    expect(page.get_by_label("Checked on")).to_have_value("2026-12-12")
    assert axe_violations(page) == []


def test_rewrite_is_counted_while_it_is_typed(page):
    page.goto("/activities/ACT08/")
    page.get_by_text("2. Receipts").first.click()
    receipts = page.locator("details").filter(has_text="Photograph a receipt")

    receipts.get_by_label("Your rewrite").press_sequentially("It never fails.")

    row = page.get_by_role("row", name="2. Receipts")
    expect(row.get_by_role("cell")).to_have_text(["3", "never", "yes"])
    expect(page.locator(".sim-sentence")).to_have_text("1 of 6 rewritten; 1 within 40 words, 0 without absolute words.")
    receipts.get_by_label("100% accurate").check()
    receipts.get_by_label("says what it does").check()
    page.get_by_role("button", name="Send and compare").click()
    expect(page.get_by_role("heading", name="Rewritten: 1 of 6. Found: 1 of 3 phrases")).to_be_focused()
    expect(page.get_by_text("Ours: Reads date, shop and total")).to_be_visible()
    expect(receipts.get_by_label("100% accurate")).to_be_checked()
    assert axe_violations(page) == []


def test_without_scripts_words_are_counted_by_the_server_and_nothing_is_lost(plain_page):
    page = plain_page
    page.goto("/activities/ACT08/")
    page.get_by_label("Your rewrite").first.fill("It can fail.")
    page.get_by_role("button", name="Show the outcome").click()
    expect(page.get_by_role("row", name="1. Parcel desk").get_by_role("cell")).to_have_text(["3", "–", "yes"])

    page.get_by_role("button", name="Send and compare").click()

    expect(page.get_by_role("alert")).to_contain_text("Parcel desk: tick what cannot be kept.")
    expect(page.get_by_label("Your rewrite").first).to_have_value("It can fail.")
    page.get_by_label("your team can relax").check()
    page.get_by_role("button", name="Send and compare").click()
    expect(page.get_by_role("heading", name="Rewritten: 1 of 6.")).to_be_visible()


def told_afterwards(part) -> list[str]:
    """What an author wrote to be read after a decision."""
    if isinstance(part, list):
        return [text for one in part for text in told_afterwards(one)]
    if not isinstance(part, dict):
        return []
    found = [part[key] for key in ("why", "reason", "model", "comment", "both", "notice", "follows") if key in part]
    return found + told_afterwards(list(part.values())) + [one["text"] for one in part.get("readouts", [])]


@pytest.mark.parametrize("code", [code for code in CODES if code != "ACT15"])  # a mirror has nothing to give away
def test_page_before_a_decision_gives_nothing_away(page, code):
    page.goto(f"/activities/{code}/")

    html = unescape(page.content())

    told = told_afterwards(read_entry(code))
    assert len(told) > 3
    assert [text for text in told if text in html] == []


def test_week_that_is_too_full_is_refused_and_then_has_its_week_after(page, context):
    page.goto("/activities/ACT13/")
    boxes = page.get_by_role("checkbox")
    for box in boxes.all()[:14]:
        box.check()
    expect(page.locator(".sim-sentence")).to_have_text(
        "17 slots are taken and the week has 14: 3 too many. Cards kept: 14."
    )

    page.get_by_role("button", name="See the week after").click()
    expect(page.get_by_role("alert")).to_contain_text("Drop cards for 3.")
    for name in ("Try forty wordings", "Add six more figures"):
        page.get_by_role("checkbox", name=re.compile(name)).uncheck()
    expect(page.locator(".sim-sentence")).to_have_text("14 of 14 slots are taken, 0 are free. Cards kept: 12.")
    page.get_by_role("button", name="See the week after").click()

    expect(
        page.get_by_role("heading", name=re.compile("^The week after: of 8 cards you dropped, 1 hurt"))
    ).to_be_focused()
    row = page.get_by_role("row", name=re.compile("^Users and feedback"))
    expect(row.get_by_role("cell").last).to_have_text("1")
    assert axe_violations(page) == []
    logged(context, 422)


def test_without_scripts_the_week_is_added_up_by_the_server(plain_page):
    page = plain_page
    page.goto("/activities/ACT13/")
    page.get_by_role("checkbox", name=re.compile("Sit beside two agents")).check()

    page.get_by_role("button", name="Show the outcome").click()

    expect(page.locator(".sim-sentence")).to_have_text("2 of 14 slots are taken, 12 are free. Cards kept: 1.")
    expect(page.get_by_role("checkbox", name=re.compile("Sit beside two agents"))).to_be_checked()


def test_pair_moves_the_profile_at_once_and_is_kept_only_when_asked(page):
    page.goto("/activities/ACT15/")
    pair = page.get_by_role("group", name=re.compile("^Pair 1 of 12 · Parcel desk"))
    row = page.get_by_role("row", name=re.compile("^Known answers to unknown answers"))
    expect(page.locator("[data-draw=mine-answers]")).to_be_hidden()

    tab_to(page, pair.get_by_role("radio").first)
    for _ in range(3):
        page.keyboard.press("ArrowRight")

    expect(pair.get_by_role("radio", name="Rather B")).to_be_checked()
    sentence = page.locator(".sim-sentence")
    expect(sentence).to_contain_text("1 of 12 pairs answered. You lean to unknown answers (1.0). Nothing yet on: depth")
    expect(page.locator("[data-live]")).to_have_text(sentence.text_content())
    expect(row.get_by_role("cell").nth(1)).to_have_text("1.0")
    expect(page.locator("[data-draw=mine-answers]")).to_be_visible()
    page.reload()
    expect(sentence).to_have_text("Nothing chosen yet: all 12 pairs are open.")
    pair.get_by_role("radio", name="Strongly A").check()
    page.get_by_role("button", name="Keep this profile").click()
    expect(page.get_by_role("heading", name="Kept: a profile, not a verdict. 1 of 12 pairs answered.")).to_be_focused()
    expect(page.get_by_text("Known answers or unknown answers: you lean to known answers (−2.0)")).to_be_visible()
    assert axe_violations(page) == []


def test_without_scripts_the_profile_comes_from_the_server(plain_page):
    page = plain_page
    page.goto("/activities/ACT15/")
    pair = page.get_by_role("group", name=re.compile("^Pair 4 of 12 · Essay coach"))
    pair.get_by_role("radio", name="Strongly B").check()

    page.get_by_role("button", name="Show the outcome").click()

    expect(page.locator(".sim-sentence")).to_contain_text("You lean to deciding on your own (−2.0).")
    expect(pair.get_by_role("radio", name="Strongly B")).to_be_checked()
    expect(page.get_by_text("Your decision no.")).to_have_count(0)
