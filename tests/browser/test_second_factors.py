"""An authenticator app and a passkey, added and then used. The passkey is Chromium's own virtual authenticator."""

import re

import pytest
from playwright.sync_api import expect

from tests.accounts.actions import totp, wait_out_the_end_of_a_period
from tests.browser.conftest import new_email, sign_in

COURSE = re.compile(r"/course/$")
INTERNAL = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}


@pytest.fixture
def authenticator(page, context):
    """A device that confirms with a fingerprint."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {**INTERNAL, "isUserVerified": True, "automaticPresenceSimulation": True}
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def set_verified(verified: bool):
        session.send("WebAuthn.setUserVerified", {**added, "isUserVerified": verified})

    return set_verified


def confirm_that_it_is_me(page, member):
    page.get_by_label("Password").fill(member.password)
    page.get_by_role("button", name="Confirm").click()


def sign_out(page):
    page.goto("/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()


def fill_sign_in(page, member):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(member.email)
    page.get_by_label("Password").fill(member.password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page, member):
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    confirm_that_it_is_me(page, member)
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")


def test_app_is_set_up_and_then_asked_for(page, site, member):
    sign_in(page, member)
    page.goto("/accounts/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    confirm_that_it_is_me(page, member)
    expect(page.get_by_role("img", name="Picture to scan with an authenticator app")).to_be_visible()
    secret = page.locator("code.secret").inner_text().strip()

    wait_out_the_end_of_a_period()
    page.get_by_label("Code", exact=True).fill(totp(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    expect(page.get_by_role("list", name="Unused codes").get_by_role("listitem")).to_have_count(10)
    recovery_code = page.get_by_role("list", name="Unused codes").get_by_role("listitem").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert len(download.value.path().read_text().split()) == 10
    assert "Subject: Authenticator app set up" in site.mails_to(member.email)[-1]

    sign_out(page)
    fill_sign_in(page, member)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")
    page.get_by_label("Code", exact=True).fill(totp(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(COURSE)

    sign_out(page)
    fill_sign_in(page, member)
    page.get_by_label("Code", exact=True).fill(recovery_code)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(COURSE)


def test_secret_of_the_app_is_copied_without_gaps(page, member):
    sign_in(page, member)
    page.goto("/accounts/2fa/totp/activate/")
    confirm_that_it_is_me(page, member)

    page.locator("code.secret").evaluate("(code) => getSelection().selectAllChildren(code)")

    assert re.fullmatch(r"[A-Z2-7]{32}", page.evaluate("getSelection().toString()").strip())


def test_passkey_is_added_and_signs_in_alone(page, member, authenticator):
    sign_in(page, member)
    add_passkey(page, member)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="My laptop")).to_be_visible()

    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url(COURSE)
    expect(page.get_by_role("link", name="Robin")).to_be_visible()


def test_guests_work_comes_along_with_a_passkey(page, member, authenticator):
    sign_in(page, member)
    add_passkey(page, member)
    sign_out(page)
    page.goto("/lessons/how-this-course-works/")
    page.get_by_role("button", name=re.compile("Mark as read and go on")).click()

    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()

    page.wait_for_url(COURSE)
    expect(page.get_by_text("1 of 18 done").first).to_be_visible()


def test_passkey_is_a_second_step_after_the_password(page, member, authenticator):
    sign_in(page, member)
    add_passkey(page, member)
    sign_out(page)

    fill_sign_in(page, member)
    page.get_by_role("button", name="Use a passkey or security key").click()

    page.wait_for_url(COURSE)


def test_passkey_that_is_refused_is_said_on_the_page(page, member, authenticator):
    sign_in(page, member)
    add_passkey(page, member)
    sign_out(page)
    authenticator(False)
    page.goto("/accounts/login/")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used")


def test_removed_passkey_no_longer_signs_in(page, member, authenticator):
    sign_in(page, member)
    add_passkey(page, member)
    page.goto("/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove My laptop").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()

    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("This code is not right.")).to_be_visible()


def test_new_instructor_adds_an_app_and_opens_the_admin(page, site):
    email = new_email()
    site.run(f"from django.core.management import call_command; call_command('make_instructor', {email!r})")
    page.goto("/accounts/login/code/")
    page.get_by_label("Email").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code", exact=True).fill(site.code_mailed_to(email))
    page.get_by_role("button", name="Confirm").click()

    page.get_by_role("link", name="Admin").click()
    expect(page.get_by_text("Staff need a second factor before the admin opens.")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("code.secret").inner_text().strip()
    page.get_by_label("Code", exact=True).fill(totp(secret))
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_role("link", name="Admin").click()
    expect(page.get_by_text("Use your second factor to open the admin.")).to_be_visible()
    page.get_by_label("Code", exact=True).fill(totp(secret))
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_role("heading", name="Course admin")).to_be_visible()
