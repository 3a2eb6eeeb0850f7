"""Each page of an account: accessible in both themes, no wider than the screen, complete by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.actions import totp
from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait

VISITORS_PAGES = ["login/", "signup/", "login/code/", "password/reset/"]
MEMBERS_PAGES = [
    *("preferences/", "email/", "password/change/", "sessions/", "export/", "delete/", "delete/now/", "logout/"),
    *("2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/totp/activate/"),
]
PAGES_WITH_AN_APP = ["2fa/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/"]


def confirm_that_it_is_me(page, member):
    page.goto("/accounts/reauthenticate/?next=/accounts/preferences/")
    page.get_by_label("Password").fill(member.password)
    press_and_wait(page, page.get_by_role("button", name="Confirm"))


@pytest.mark.parametrize("path", VISITORS_PAGES)
def test_page_for_visitors_is_good_empty_and_with_errors(page, path):
    page.goto(f"/accounts/{path}")
    assert_page_is_good(page)

    page.locator("main form").first.get_by_role("button").click()

    expect(page).to_have_title(re.compile("^Error: "))
    assert_page_is_good(page)


def test_pages_of_a_member_are_good(page, member):
    come_in(page, member)
    page.goto("/accounts/delete/")
    assert_page_is_good(page)  # asks to confirm that it is oneself
    confirm_that_it_is_me(page, member)

    for path in MEMBERS_PAGES:
        response = page.goto(f"/accounts/{path}")
        assert (response.status, page.url.endswith(path)) == (200, True)
        assert_page_is_good(page)


def test_pages_after_setting_up_an_app_are_good(page, member):
    come_in(page, member)
    confirm_that_it_is_me(page, member)
    page.goto("/accounts/2fa/totp/activate/")
    page.get_by_label("Code", exact=True).fill("000000")
    press_and_wait(page, page.get_by_role("button", name="Turn it on"))
    assert_page_is_good(page)
    secret = page.locator("code.secret").inner_text().strip()
    page.get_by_label("Code", exact=True).fill(totp(secret))
    press_and_wait(page, page.get_by_role("button", name="Turn it on"))

    for path in PAGES_WITH_AN_APP:
        page.goto(f"/accounts/{path}")
        assert_page_is_good(page)


def test_page_for_a_code_is_good_empty_and_with_errors(page, member):
    page.goto("/accounts/login/code/")
    page.get_by_label("Email").fill(member.email)
    press_and_wait(page, page.get_by_role("button", name="Send me a code"))
    assert_page_is_good(page)

    page.get_by_label("Code", exact=True).fill("1")
    press_and_wait(page, page.get_by_role("button", name="Confirm"))

    assert page.get_by_label("Code", exact=True).get_attribute("aria-invalid") == "true"
    assert_page_is_good(page)


@pytest.mark.parametrize(
    ("path", "label", "attributes"),
    [
        ("signup/", "Email", {"type": "email", "autocomplete": "email"}),
        ("signup/", "Password", {"type": "password", "autocomplete": "new-password"}),
        ("login/", "Email", {"type": "email", "autocomplete": "email"}),
        ("login/", "Password", {"type": "password", "autocomplete": "current-password"}),
    ],
)
def test_browser_is_told_what_a_field_is_for(page, path, label, attributes):
    page.goto(f"/accounts/{path}")

    field = page.get_by_label(label)

    assert {name: field.get_attribute(name) for name in attributes} == attributes


def test_field_for_a_code_brings_up_digits(page, member):
    page.goto("/accounts/login/code/")
    page.get_by_label("Email").fill(member.email)
    press_and_wait(page, page.get_by_role("button", name="Send me a code"))

    field = page.get_by_label("Code", exact=True)

    assert (field.get_attribute("inputmode"), field.get_attribute("autocomplete")) == ("numeric", "one-time-code")


def test_signing_in_takes_the_keyboard_only(page, member):
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content

    page.keyboard.press("Tab")
    page.keyboard.type(member.email)
    page.keyboard.press("Tab")
    page.keyboard.type(member.password)
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(r"/course/$"))


def test_controls_are_large_enough_to_press(page, member):
    come_in(page, member)
    confirm_that_it_is_me(page, member)
    page.set_viewport_size({"width": 360, "height": 800})

    for path in MEMBERS_PAGES:
        page.goto(f"/accounts/{path}")
        small = page.evaluate(
            """() => [...document.querySelectorAll(
                'main .btn, main select, main input, .radioselect label, .checkbox label, .sections a')]
                .filter(e => !['hidden', 'radio', 'checkbox'].includes(e.type) && e.checkVisibility())
                .filter(e => e.getBoundingClientRect().height < 43.5)
                .map(e => e.outerHTML.slice(0, 80))"""
        )
        assert small == [], path
