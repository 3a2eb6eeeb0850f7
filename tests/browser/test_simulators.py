"""Activities as people use them; and the outcome that a script shows, held to the same golden values as Python's."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NARROW_AND_WIDE, assert_page_is_good, axe_violations, heights_shown
from tests.quizzes.simulators.golden_values import KINDS, golden

CODES = {
    "threshold": "ACT07a",
    "trade_off": "ACT07b",
    "recovery": "ACT06",
    "triage": "ACT05",
    "metrics_tree": "ACT09",
    "readout": "ACT10",
    "claims": "ACT08",
    "dossier": "ACT17",
    "week": "ACT13",
    "mirror": "ACT15",
}
COMPUTE = """async ([url, model, cases]) => {
  const { outcome } = await import(url);
  return cases.map(({ choices }) => outcome(model, choices));
}"""
REQUIREMENT = {"Speed": "2", "Cost": "300", "Control": "at-once"}


def tab_to(page, locator):
    """Reach a control with the Tab key alone."""
    for _ in range(80):
        if locator.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not lead there")


def logged(context, status: int):
    """Forget what the browser logs about an answer with this status, which the test asked for."""
    context.complaints[:] = [complaint for complaint in context.complaints if f"status of {status}" not in complaint]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in CODES])
def test_script_computes_the_golden_outcomes(page, kind):
    page.goto(f"/activities/{CODES[kind]}/")
    sim = page.locator(".sim")
    model = json.loads(sim.get_attribute("data-model"))
    cases = golden(kind)

    outcomes = page.evaluate(COMPUTE, [sim.get_attribute("data-script"), model, cases])

    assert outcomes == [case["outcome"] for case in cases]


@pytest.mark.parametrize("code", ["ACT06", "ACT07a", "ACT07b"])
def test_page_of_an_activity_is_accessible_and_fits_in_light_and_dark(page, context, code):
    page.goto(f"/activities/{code}/")
    assert_page_is_good(page)

    page.locator("button[formmethod=post]").click()

    expect(page.get_by_role("alert")).to_be_focused()
    assert_page_is_good(page, NARROW_AND_WIDE)
    logged(context, 422)


@pytest.mark.parametrize("code", ["ACT06", "ACT07a", "ACT07b"])
def test_controls_are_large_enough_to_touch(page, code):
    page.set_viewport_size({"width": 360, "height": 900})
    page.goto(f"/activities/{code}/")

    controls = page.locator(".sim").locator("select, textarea, button, input[type=range], label:has(> input)")

    assert min(heights_shown(controls)) >= 44


def decide_lines(page, lines: dict[str, str]) -> None:
    page.get_by_label("Which line gains the most minutes?").select_option("0.90")
    page.get_by_role("radio", name=re.compile("^80% fairly sure")).check()
    for team, line in lines.items():
        page.get_by_label(team).select_option(line)


BEST = {
    "The new team": "0.60",
    "The seasoned team": "0.50",
    "The customs desk": "0.70",
    "The other router": "Show nothing",
}


def test_moving_the_line_shows_what_follows_at_once(page):
    page.goto("/activities/ACT07a/")
    slider = page.get_by_label("Show suggestions that score at or above")

    expect(page.get_by_role("button", name="Show the outcome")).to_be_hidden()
    tab_to(page, slider)
    for _ in range(4):
        page.keyboard.press("ArrowRight")

    sentence = (
        "With the line at 0.70, 132 of 200 messages get a suggestion, and 114 of these are right. Net: 194.4 minutes."
    )
    expect(page.locator(".sim-sentence")).to_have_text(sentence)
    expect(page.get_by_role("row", name=re.compile("^Slipped through"))).to_contain_text("−135.0")
    expect(page.locator("[data-live]")).to_have_text(sentence)
    expect(slider).to_have_attribute("aria-valuetext", "0.70")
    page.get_by_label("Cost of a slip").select_option("60 minutes")
    expect(page.get_by_role("row", name="Net")).to_contain_text("5.4")
    page.get_by_label("The router’s scores").select_option("Over-confident")
    expect(page.get_by_role("row", name="Net")).to_contain_text("−515.4")
    assert axe_violations(page) == []


def test_decision_in_a_lesson_shows_the_verdict_in_place(page):
    page.goto("/lessons/technical-reality/")
    activity = page.get_by_role("region", name="Set the line")
    decide_lines(activity, BEST)

    activity.get_by_role("button", name="Submit prediction and lines").click()

    verdict = activity.get_by_role("heading", name="Your lines gain 769.2 of the 769.2 minutes there were to be had.")
    expect(verdict).to_be_focused()
    expect(activity.get_by_text("It is 0.70: −39.0 calibration points.")).to_be_visible()
    assert page.url.endswith("/lessons/technical-reality/")
    assert axe_violations(page) == []
    page.reload()
    expect(activity.get_by_text("Your decision no. 1")).to_be_visible()


def test_second_decision_leaves_the_first_readable(page):
    page.goto("/activities/ACT07a/")
    decide_lines(page, BEST | {"The new team": "0.90"})
    page.get_by_role("button", name="Submit prediction and lines").click()
    expect(page.get_by_text("Your decision no. 1")).to_be_visible()

    page.get_by_label("The new team").select_option("0.60")
    page.get_by_role("button", name="Decide again").click()

    expect(page.get_by_text("Your decision no. 2")).to_be_visible()
    page.get_by_text("Your lines gain 664.7").click()
    expect(page.get_by_text("0.90: 142.5 minutes.")).to_be_visible()


def test_incomplete_decision_leads_to_the_field_and_keeps_what_was_set(page, context):
    page.goto("/activities/ACT07a/")
    decide_lines(page, BEST)
    page.get_by_label("The seasoned team").select_option("Choose a line")

    page.get_by_role("button", name="Submit prediction and lines").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("The customs desk")).to_have_value("0.7")
    page.get_by_role("link", name="Choose a line for “The seasoned team”.").click()
    expect(page.get_by_label("The seasoned team")).to_be_focused()
    page.keyboard.type("0.50")
    page.get_by_role("button", name="Submit prediction and lines").click()
    expect(page.get_by_role("heading", name="Your lines gain 769.2")).to_be_focused()
    logged(context, 422)


def test_decision_that_did_not_get_through_says_so_and_can_be_sent_again(page, context):
    page.goto("/lessons/technical-reality/")
    page.route("**/decide/", lambda route: route.abort())
    activity = page.get_by_role("region", name="Set the line")
    decide_lines(activity, BEST)
    activity.get_by_role("button", name="Submit prediction and lines").click()
    expect(activity.get_by_text("There is no connection.")).to_be_visible()
    context.complaints.clear()  # the browser logs the request that this test broke

    page.unroute("**/decide/")
    activity.get_by_role("button", name="Submit prediction and lines").click()

    expect(page.get_by_role("heading", name="Your lines gain 769.2")).to_be_visible()


def test_without_scripts_the_outcome_and_the_verdict_come_from_the_server(plain_page):
    page = plain_page
    page.goto("/lessons/technical-reality/")
    activity = page.get_by_role("region", name="Set the line")
    activity.get_by_label("Cost of a slip").select_option("60 minutes")
    activity.get_by_role("button", name="Show the outcome").click()
    expect(page).to_have_url(re.compile("/activities/ACT07a/.*slip=60"))
    expect(page.get_by_role("row", name="Net")).to_contain_text("−485.0")

    page.get_by_role("button", name="Submit prediction and lines").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a line for “The new team”.")
    expect(page.get_by_label("Cost of a slip")).to_have_value("60")
    decide_lines(page, BEST)
    page.get_by_role("button", name="Submit prediction and lines").click()

    expect(page.get_by_role("heading", name="Your lines gain 769.2")).to_be_visible()
    assert page.url.endswith("/activities/ACT07a/#act07a-verdict")
    page.get_by_role("link", name="Back to lesson 7").click()
    expect(page.get_by_role("region", name="Set the line").get_by_text("Your decision no. 1")).to_be_visible()


def test_requirement_shows_at_once_which_set_ups_meet_it(page):
    page.goto("/activities/ACT07b/")
    page.get_by_role("radio", name=re.compile("^Live chat")).check()
    for label, value in REQUIREMENT.items():
        page.get_by_label(label, exact=True).select_option(value)
    tab_to(page, page.get_by_role("slider", name="Quality"))
    for _ in range(4):
        page.keyboard.press("ArrowRight")

    expect(page.locator(".sim-sentence")).to_have_text("One of 4 set-ups meets this requirement: C.")
    expect(page.get_by_role("row", name="D · Retrieval")).to_contain_text("no: Cost Control")
    page.get_by_role("radio", name=re.compile("^C Small with retrieval")).check()
    page.get_by_role("radio", name=re.compile("^It meets the whole requirement")).check()
    page.get_by_role("button", name="Submit my decision").click()

    expect(page.get_by_role("heading", name="Live chat: the set-up fits, and 4 of 4")).to_be_focused()
    assert axe_violations(page) == []


def test_dials_show_at_once_who_gets_stuck(page):
    page.goto("/activities/ACT06/")
    expect(page.locator(".sim-sentence")).to_contain_text("3 of 8 patients get through")

    page.get_by_role("radio", name="The patient can stop it too").check()
    page.get_by_role("radio", name="Marked for the clinician").check()

    expect(page.locator(".sim-sentence")).to_have_text("5 of 8 patients get through; stuck: Bruno, Farah, Goran.")
    expect(page.get_by_role("row", name="Hanna")).to_contain_text("Gets through.")
    expect(page.get_by_role("row", name="Bruno")).to_contain_text("After the third alert before supper")
    for choice in page.get_by_role("combobox").all()[:6]:
        choice.select_option("Fix in place")
    page.get_by_role("button", name="Submit recoveries and dials").click()
    expect(page.get_by_role("heading", name="1 of 6 recoveries fit, and 5 of 8 patients")).to_be_focused()
    assert axe_violations(page) == []
