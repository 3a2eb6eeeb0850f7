"""Signing up and in as people do it, and what of a guest comes along."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD, new_email, sign_in

COURSE = re.compile(r"/course/$")


def fill_sign_up(page, email, password=PASSWORD):
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign up").click()


def enter_code(page, code):
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Confirm").click()


def sign_out(page):
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_signing_up_with_the_mailed_code_lands_signed_in(page, site):
    email = new_email()
    page.goto("/accounts/signup/")

    fill_sign_up(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    enter_code(page, site.code_mailed_to(email))

    page.wait_for_url(COURSE)
    expect(page.get_by_role("link", name="Your account")).to_be_visible()


def test_guest_finds_everything_there_after_signing_up(page, site):
    for slug in ("how-this-course-works", "the-role-behind-the-hype"):
        page.goto(f"/lessons/{slug}/")
        page.get_by_role("button", name=re.compile("Mark as read and go on")).click()
    page.goto("/lessons/value/")
    for index, mark in enumerate(("Got it", "Not yet")):
        prompt = page.get_by_role("group", name="Recall prompt").nth(index)
        prompt.get_by_text("Show answer").click()
        prompt.get_by_role("button", name=mark).click()
        expect(prompt.get_by_role("button", name=mark)).to_have_attribute("aria-pressed", "true")

    email = new_email()
    page.get_by_role("link", name="Keep progress").click()
    fill_sign_up(page, email)
    enter_code(page, site.code_mailed_to(email))
    page.wait_for_url(COURSE)

    expect(page.get_by_text("2 of 18 done").first).to_be_visible()
    page.goto("/lessons/value/")
    prompts = page.get_by_role("group", name="Recall prompt")
    expect(prompts.nth(0).get_by_text("You recalled this.")).to_be_visible()
    expect(prompts.nth(1).get_by_text("Not yet. Read the paragraph above")).to_be_visible()


def test_signing_in_with_a_mailed_code(page, site, member):
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Send me a code").click()
    page.get_by_label("Email").fill(member.email)
    page.get_by_role("button", name="Send me a code").click()

    enter_code(page, site.code_mailed_to(member.email))

    page.wait_for_url(COURSE)
    expect(page.get_by_role("link", name="Robin")).to_be_visible()


def test_forgotten_password_is_replaced_with_a_mailed_code(page, site, member):
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Email").fill(member.email)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, site.code_mailed_to(member.email))
    page.get_by_label("New password").fill("an even longer passphrase")
    page.get_by_role("button", name="Save the new password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your new password is saved")

    member.password = "an even longer passphrase"
    sign_in(page, member)


def test_wrong_input_keeps_what_was_typed_and_moves_focus_to_the_summary(page):
    page.goto("/accounts/signup/")

    fill_sign_up(page, "robin at example", "short")

    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    expect(summary).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: Sign up"))
    field = page.get_by_label("Email")
    expect(field).to_have_value("robin at example")
    expect(field).to_have_accessible_description(re.compile("Enter an email address like name@example.org"))
    expect(page.get_by_label("Password")).to_have_value("")
    summary.get_by_role("link", name="Enter an email address").click()
    expect(field).to_be_focused()


def test_preferences_apply_at_once_and_offer_the_zone_of_the_device(browser, site, member):
    context = browser.new_context(base_url=site.url, timezone_id="Asia/Tokyo")
    page = context.new_page()
    sign_in(page, member)
    page.goto("/accounts/preferences/")

    page.get_by_role("button", name="Use Asia/Tokyo, as this device is set").click()
    expect(page.get_by_label("Time zone")).to_be_focused()
    page.get_by_label("Display name").fill("Robin Roe")
    page.get_by_role("radio", name="Dark").check()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("Your preferences are saved.")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    expect(page.get_by_role("link", name="Robin Roe")).to_be_visible()
    context.close()


def test_sign_up_notes_the_zone_of_the_device(browser, site):
    context = browser.new_context(base_url=site.url, timezone_id="Asia/Tokyo")
    page = context.new_page()
    email = new_email()
    page.goto("/accounts/signup/")
    fill_sign_up(page, email)
    enter_code(page, site.code_mailed_to(email))
    page.wait_for_url(COURSE)

    page.goto("/accounts/preferences/")

    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    context.close()


@pytest.mark.parametrize("way", ["sign up", "sign in"])
def test_everything_works_without_javascript(browser, site, member, way):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    if way == "sign up":
        email = new_email()
        page.goto("/accounts/signup/")
        fill_sign_up(page, email)
        enter_code(page, site.code_mailed_to(email))
        expect(page.get_by_role("link", name="Your account")).to_be_visible()
    else:
        sign_in(page, member)

    sign_out(page)
    page.goto("/accounts/login/")
    expect(page.get_by_role("button", name="Use a passkey")).to_be_hidden()
    context.close()


def test_erasing_the_account_ends_it(page, member):
    sign_in(page, member)
    page.goto("/accounts/delete/")
    page.get_by_label("Password").fill(member.password)
    page.get_by_role("button", name="Confirm").click()

    page.get_by_role("link", name="I do not want to wait").click()
    page.get_by_label("Your email address").fill(member.email)
    page.get_by_role("button", name="Erase it now").click()

    expect(page.get_by_text("Your account and everything in it is erased.")).to_be_visible()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(member.email)
    page.get_by_label("Password").fill(member.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="There is a problem")).to_be_visible()
