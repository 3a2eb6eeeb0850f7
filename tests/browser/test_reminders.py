"""Choosing reminders, and ending them from a mail: by keyboard, in both themes, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait

PATH = "/reminders/"
PREPARE = """
from datetime import timedelta
from django.utils import timezone
from accounts.addresses import note_undeliverable
from accounts.models import User
from reminders.links import url_of_arrival, url_to_end
from reminders.models import Reminder
from reminders.services import enrol

member = User.objects.get(email={email!r})
enrol(member=member)
now = timezone.now()
said = "550 5.1.1 " + "RecipientAddressRejectedInOneVeryLongWordThatMustBreak" * 3
for days, (state, because) in enumerate([("sent", ""), ("skipped", "was-here"), ("failed", said), ("unknown", "")]):
    day = now.date() - timedelta(days=days)
    Reminder.objects.create(
        learner=member, day=day, kind="reviews", state=state, because=because, slot_at=now, due_at=now, ended_at=now
    )
print(url_to_end(member.pk, "reviews"))
print(url_of_arrival(member.pk, member.email))
"""
UNDELIVERABLE = """
from accounts.addresses import note_undeliverable
note_undeliverable({email!r}, reason="bounced")
"""


@pytest.fixture
def links(site, member) -> list[str]:
    """In mails to the member: the one that ends reminders, and the one that says that mail arrives."""
    return site.run(PREPARE.format(email=member.email)).split()


def test_pages_are_good(page, site, member, links):
    come_in(page, member)
    for path in (PATH, *links):
        page.goto(path)
        assert_page_is_good(page)

    site.run(UNDELIVERABLE.format(email=member.email))
    for path in (PATH, links[1]):
        page.goto(path)
        assert_page_is_good(page)


def test_member_chooses_by_keyboard(page, member, links):
    come_in(page, member)
    page.goto(PATH)
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_role("checkbox", name=day).press("Space")
    page.get_by_role("combobox", name="At what time").press("End")
    with page.expect_navigation():
        page.get_by_role("combobox", name="At what time").press("Tab")
        page.get_by_role("textbox", name="Pause until").press("Enter")

    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Reminders"))
    assert_page_is_good(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    monday = page.get_by_role("checkbox", name="Monday")
    expect(monday).to_be_focused()
    expect(page.get_by_role("group", name="On which days")).to_contain_text("Choose at least one day")
    expect(page.get_by_role("combobox", name="At what time")).to_have_value("23")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").press("Enter")

    expect(page.get_by_text("Your reminders are saved.")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Monday")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Tuesday")).not_to_be_checked()
    expect(page.get_by_text(re.compile("^The next mail can come on Monday .* at 23:00"))).to_be_visible()


def test_time_zone_of_the_device_is_one_press_away(browser, site, member, links):
    context = browser.new_context(base_url=site.url, timezone_id="America/Indiana/Petersburg")
    page = context.new_page()
    come_in(page, member)
    page.goto(PATH)

    page.get_by_role("button", name="Use America/Indiana/Petersburg, as this device is set").press("Enter")
    press_and_wait(page, page.get_by_role("button", name="Save"))

    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("America/Indiana/Petersburg")
    expect(page.get_by_text("your time: America/Indiana/Petersburg")).to_be_visible()
    context.close()


def test_all_of_it_works_without_javascript(plain_page, site, member, links):
    page = plain_page
    come_in(page, member)
    page.goto(links[0])
    press_and_wait(page, page.get_by_role("button", name="No more mails about this"))
    expect(page.get_by_role("status")).to_contain_text("Switched off: Reviews that are due")
    page.get_by_role("link", name="Switch them on again").click()
    reviews = page.get_by_role("checkbox", name="Reviews that are due")
    expect(reviews).not_to_be_checked()
    reviews.check()
    page.get_by_label("Pause until").fill("2020-01-01")
    press_and_wait(page, page.get_by_role("button", name="Save"))
    expect(page.locator(".error-summary")).to_contain_text("This day is over.")
    expect(page.get_by_label("Pause until")).to_have_value("2020-01-01")
    page.get_by_label("Pause until").fill("")
    press_and_wait(page, page.get_by_role("button", name="Save"))
    expect(page.get_by_role("checkbox", name="Reviews that are due")).to_be_checked()

    site.run(UNDELIVERABLE.format(email=member.email))
    page.goto(PATH)
    press_and_wait(page, page.get_by_role("button", name="Mail me the link"))
    expect(page.get_by_text("We have mailed you a link.")).to_be_visible()
    path = re.search(r"^https?://[^/\s]+(/reminders/arrives/\S+)$", site.mails_to(member.email)[-1], re.MULTILINE)[1]
    page.goto(path)
    press_and_wait(page, page.get_by_role("button", name="Send mails here again"))
    expect(page.get_by_role("heading", name="Mails are sent to you again")).to_be_visible()
