"""An activity changed and tried in the admin: both pages are good, and its script works on what is not stored."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait
from tests.browser.test_question_editor import ada

__all__ = ["ada"]
NUMBER = "from quizzes.models import Activity; print(Activity.objects.get(code='ACT07a').pk)"
COUNT = "from quizzes.models import Decision; print(Decision.objects.count())"


def test_activity_is_tried_in_a_new_tab_and_nothing_is_stored(page, context, site, ada):
    come_in(page, ada)
    before = site.run(COUNT)
    page.goto(f"/admin/quizzes/activity/{site.run(NUMBER).strip()}/change/")
    assert_page_is_good(page)
    entry = page.get_by_label("Entry")
    entry.fill(re.sub("^title: .*$", "title: Tried only", entry.input_value(), flags=re.MULTILINE))
    with context.expect_page() as opened:
        page.get_by_role("button", name="Try it").click()
    tab = opened.value

    expect(tab.get_by_role("heading", name="Tried only")).to_be_visible()
    assert_page_is_good(tab)
    for group in tab.locator("fieldset:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()
    tab.locator(".sim-submit button").click()
    expect(tab.locator(".verdict h3, .error-summary").first).to_be_focused()
    assert site.run(COUNT) == before


def test_mistake_in_an_activity_leads_to_its_text(page, site, ada):
    come_in(page, ada)
    page.goto(f"/admin/quizzes/activity/{site.run(NUMBER).strip()}/change/")
    page.get_by_label("Entry").fill("id: ACT07a\nkind: threshold\n")
    press_and_wait(page, page.get_by_role("button", name="Save"))

    assert page.title().startswith("Error:")
    assert_page_is_good(page, state="with mistakes")
    page.get_by_role("link", name="Line 1: Keys are missing").click()
    expect(page.get_by_label("Entry")).to_be_focused()
