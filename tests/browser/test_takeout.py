"""Taking everything along, and erasing it, as people do it in a browser; with and without JavaScript."""

import json
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, come_in, press_and_wait, sign_in

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Sundqvist von Hohenlohe"


def confirm_that_it_is_me(page, member):
    page.get_by_label("Password").fill(member.password)
    press_and_wait(page, page.get_by_role("button", name="Confirm"))


def mark_a_prompt(page):
    page.goto("/lessons/value/")
    page.get_by_text("Show answer").first.click()
    page.get_by_role("button", name="Got it").first.click()
    expect(page.get_by_role("button", name="Got it").first).to_have_attribute("aria-pressed", "true")


def download(page, folder) -> zipfile.ZipFile:
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download everything").click()
    path = folder / downloading.value.suggested_filename
    downloading.value.save_as(path)
    assert re.fullmatch(r"ai-pm-course-\d{4}-\d\d-\d\d\.zip", path.name)
    return zipfile.ZipFile(path)


def test_member_confirms_and_gets_a_zip_that_opens(page, member, tmp_path):
    come_in(page, member)
    mark_a_prompt(page)
    page.goto("/accounts/preferences/")
    page.get_by_role("navigation", name="Account settings").get_by_role("link", name="Your data").click()
    confirm_that_it_is_me(page, member)
    expect(page.get_by_role("row", name=re.compile("recall prompts you marked"))).to_contain_text("1")

    archive = download(page, tmp_path)

    assert archive.testzip() is None
    assert "What is not in here" in archive.read("README.txt").decode()
    assert json.loads(archive.read("data.json"))["tables"]["account"]["rows"][0]["email"] == member.email
    assert page.url.endswith("/accounts/export/")


def test_guest_takes_everything_along_and_erases_it(page, tmp_path):
    mark_a_prompt(page)
    page.get_by_role("contentinfo").get_by_role("link", name="Your data").click()
    page.wait_for_url(re.compile("/accounts/export/$"))
    assert_page_is_good(page)
    assert len(json.loads(download(page, tmp_path).read("data.json"))["tables"]["marks"]["rows"]) == 1
    press_and_wait(page, page.get_by_role("link", name="Erase everything I have done here"))
    assert_page_is_good(page)

    press_and_wait(page, page.get_by_role("button", name="Erase everything"))
    expect(page.get_by_role("alert")).to_contain_text("Tick the box")
    assert_page_is_good(page)
    page.get_by_label("Yes, erase everything I have done here").check()
    press_and_wait(page, page.get_by_role("button", name="Erase everything"))

    expect(page.get_by_text("Everything you have done here is erased.")).to_be_visible()
    page.goto("/accounts/export/")
    expect(page.get_by_text("Nothing is stored about you here")).to_be_visible()


def plan(page, member):
    come_in(page, member)
    page.goto("/accounts/delete/")
    confirm_that_it_is_me(page, member)
    page.get_by_label("Yes, erase my account").check()
    press_and_wait(page, page.get_by_role("button", name="Erase my account"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your account will be erased on")


def test_member_asks_to_be_erased_and_changes_their_mind_on_a_lesson(page, member):
    plan(page, member)
    assert_page_is_good(page)
    page.goto("/lessons/value/")
    expect(page.get_by_text("Your account will be erased on")).to_be_visible()
    assert_page_is_good(page)

    press_and_wait(page, page.get_by_role("button", name="Keep my account"))

    expect(page.get_by_text("Your account stays, with everything in it.")).to_be_visible()
    expect(page.get_by_text("Your account will be erased on")).to_have_count(0)


def test_link_in_the_mail_keeps_the_account_in_another_browser(page, plain_page, member, site):
    plan(page, member)
    link = re.search(r"https?://\S+/accounts/keep/\S+", site.mails_to(member.email)[-1])[0]
    plain_page.goto(link)

    plain_page.get_by_role("button", name="Keep my account").click()

    expect(plain_page.get_by_text("Your account stays, with everything in it.")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does nothing any more")
    assert_page_is_good(page)
    page.context.complaints.clear()  # the browser logs the 404 that this test asked for


def test_page_behind_the_link_is_good(page, member, site):
    plan(page, member)
    page.goto(re.search(r"https?://\S+/accounts/keep/\S+", site.mails_to(member.email)[-1])[0])

    assert_page_is_good(page)


def test_member_is_erased_at_once_after_typing_the_address(page, member, site):
    come_in(page, member)
    page.goto("/accounts/delete/now/")
    confirm_that_it_is_me(page, member)
    page.get_by_label("Your email address").fill("somebody@example.org")
    press_and_wait(page, page.get_by_role("button", name="Erase it now"))
    expect(page).to_have_title(re.compile("^Error: "))
    assert_page_is_good(page)

    page.get_by_label("Your email address").fill(member.email)
    press_and_wait(page, page.get_by_role("button", name="Erase it now"))

    expect(page.get_by_text("Your account and everything in it is erased.")).to_be_visible()
    assert "Subject: Your account is erased" in site.mails_to(member.email)[-1]


def test_all_of_it_works_without_javascript(plain_page, member, tmp_path):
    sign_in(plain_page, member)
    plain_page.goto("/accounts/export/")
    plain_page.get_by_label("Password").fill(member.password)
    plain_page.get_by_role("button", name="Confirm").click()
    assert download(plain_page, tmp_path).testzip() is None

    plain_page.get_by_role("link", name="Erase my account").click()
    plain_page.get_by_label("Yes, erase my account").check()
    plain_page.get_by_role("button", name="Erase my account").click()
    plain_page.get_by_role("button", name="Keep my account").click()

    expect(plain_page.get_by_text("Your account stays, with everything in it.")).to_be_visible()


@pytest.mark.parametrize("path", ["/accounts/export/", "/accounts/delete/", "/lessons/value/"])
def test_long_name_fits_while_the_account_is_to_be_erased(page, member, site, path):
    script = "from accounts.models import User\n"
    script += f"User.objects.filter(email={member.email!r}).update(display_name={LONG_NAME!r}, erase_on='2099-12-09')\n"
    site.run(script)
    come_in(page, member)
    page.goto(path)
    if "accounts" in path:
        confirm_that_it_is_me(page, member)

    assert_page_is_good(page)
