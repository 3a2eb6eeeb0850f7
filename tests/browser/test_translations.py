"""Reading in another language, in a browser: on a site with a provider, a stand-in on this machine that speaks its API.

The browser itself talks to the site alone, before consent and after it.
"""

import re
import subprocess
import sys

import pytest
from broker import running
from playwright.sync_api import expect

from tests.browser.conftest import (
    ROOT,
    VIOLATIONS,
    Person,
    assert_page_is_good,
    prepare,
    press_and_wait,
    serving,
    sign_in,
    site_in,
    watch,
)
from tests.translations.stand_in import StandIn

LESSON = "/lessons/value/"
CHOOSE = f"{LESSON}in/"
GERMAN = f"{CHOOSE}de/"
ARTICLE = "/articles/what-an-ai-product-manager-does/"
BY_MACHINE = "Translated by Elsewhere by machine; the original counts."


@pytest.fixture(scope="module")
def stand_in():
    server = StandIn()
    yield server
    server.close()


@pytest.fixture(scope="module")
def abroad(prepared, tmp_path_factory, stand_in):
    """A site with a provider: web server, worker and broker of its own."""
    folder = tmp_path_factory.mktemp("abroad")
    with running(folder / "broker") as redis_url:
        site = site_in(
            folder,
            REDIS_URL=redis_url,
            TRANSLATION_URL=stand_in.url,
            TRANSLATION_NAME="Elsewhere",
            TRANSLATION_PRIVACY_URL=f"{stand_in.url}/privacy",
            TRANSLATION_POLICY_VERSION="2026-05",
            TRANSLATION_LANGUAGES="de,fr,ar",
        )
        prepare(site, prepared)
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "--quiet", "--app", "aipm_course", "worker", "--pool", "solo"],
            cwd=ROOT,
            env=site.environment,
            stdout=(folder / "worker.log").open("w"),
            stderr=subprocess.STDOUT,
        )
        try:
            with serving(site):
                yield site
        finally:
            worker.terminate()
            worker.wait(10)


@pytest.fixture(autouse=True)
def forget_translations(abroad, stand_in):
    """Nothing is translated yet, and the stand-in has seen nothing."""
    abroad.run("from translations.models import Translation; Translation.objects.all().delete()")
    stand_in.seen.clear()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def reader(request, browser, abroad):
    """A visitor's page, which must not leave the site."""
    context = browser.new_context(base_url=abroad.url, java_script_enabled=request.param)
    complaints = context.complaints = watch(context, abroad)
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.has_scripts = request.param
    yield page
    violations = page.evaluate("window.violations || []") if request.param else []
    context.close()
    assert complaints == []
    assert violations == []


def assert_it_is_good(page):
    if page.has_scripts:  # without, axe cannot run
        assert_page_is_good(page)


def load(page, path=LESSON, language="de"):
    page.goto(path)
    press_and_wait(page, page.get_by_role("link", name="Read in another language"))
    page.get_by_label("Language").select_option(language)
    press_and_wait(page, page.get_by_role("button", name="Load translations"))
    wait_for_translation(page)


def wait_for_translation(page):
    for _ in range(40):
        if page.get_by_text(BY_MACHINE).count() or page.get_by_text("could not be translated").count():
            return
        if not page.has_scripts:
            press_and_wait(page, page.get_by_role("link", name="Look whether it is ready"))
        page.wait_for_timeout(250)
    raise AssertionError("the translation did not come")


def test_ac_a19_11_nothing_reaches_the_provider_before_consent(reader, stand_in):
    for path in (LESSON, ARTICLE, "/privacy/", CHOOSE, GERMAN, f"{ARTICLE}in/fr/"):
        reader.goto(path)

    assert reader.get_by_role("button", name="Load translations").count() == 1
    reader.goto(LESSON)
    expect(reader.get_by_text("This area leads, because getting it wrong")).to_be_visible()
    assert stand_in.seen == []


def test_ac_a19_12_both_answers_are_the_same_size_and_say_what_is_sent(reader, stand_in):
    reader.goto(CHOOSE)

    for words in ("Sent to Elsewhere", "your IP address", "may gather data on activity here"):
        expect(reader.get_by_text(words).first).to_be_visible()
    assert_it_is_good(reader)
    for width in (360, 1280):
        reader.set_viewport_size({"width": width, "height": 900})
        boxes = [
            reader.get_by_role("button", name=name).bounding_box()
            for name in ("Load translations", "Keep the original")
        ]
        assert (boxes[0]["width"], boxes[0]["height"]) == (boxes[1]["width"], boxes[1]["height"])
        assert boxes[0]["height"] >= 44
    assert stand_in.seen == []


def test_ac_a19_13_privacy_policy_opens_before_choosing(reader, stand_in):
    reader.goto(CHOOSE)

    press_and_wait(reader, reader.get_by_role("link", name="Privacy policy of Elsewhere"))

    expect(reader.get_by_role("heading", name="What Elsewhere keeps")).to_be_visible()
    assert {path for _method, path, *_rest in stand_in.seen} <= {"/privacy", "/favicon.ico"}
    complaints = reader.context.complaints
    assert all(f"{stand_in.url}/" in complaint or "404" in complaint for complaint in complaints)
    complaints.clear()  # the reader chose to go there


def test_ac_a19_13_after_consent_the_translation_stands_there(reader, stand_in):
    load(reader)

    expect(reader.get_by_text(BY_MACHINE)).to_be_visible()
    expect(reader.get_by_role("heading", name="START WITH NO")).to_be_visible()
    assert reader.locator("article").get_attribute("lang") == "de"
    assert_it_is_good(reader)
    assert {path for _method, path, *_rest in stand_in.seen} == {"/translate"}
    assert not any("cookie" in {name.lower() for name in headers} for _m, _p, headers, _q in stand_in.seen)
    press_and_wait(reader, reader.get_by_role("link", name="Here the lesson asks you something").first)
    assert re.search(r"/lessons/value/#p05-1$", reader.url)


def test_article_from_right_to_left(reader):
    load(reader, ARTICLE, "ar")

    assert reader.locator("article").get_attribute("dir") == "rtl"
    assert_it_is_good(reader)


def test_ac_a19_13_refusal_is_remembered_in_this_visit(reader, stand_in):
    reader.goto(CHOOSE)

    press_and_wait(reader, reader.get_by_role("button", name="Keep the original"))

    assert reader.url.endswith(LESSON)
    reader.goto(GERMAN)
    expect(reader.get_by_text("you are not asked again in this visit")).to_be_visible()
    assert reader.get_by_role("button", name="Load translations").count() == 0
    assert_it_is_good(reader)
    assert stand_in.seen == []


def test_ac_a19_13_withdrawal_on_the_privacy_page_stops_at_once(reader, stand_in):
    load(reader)
    sent = len(stand_in.seen)

    press_and_wait(reader, reader.get_by_role("link", name="Stop translations"))
    press_and_wait(reader, reader.get_by_role("button", name="Stop translations"))

    expect(reader.get_by_text("You have not agreed to translations by Elsewhere")).to_be_visible()
    assert_it_is_good(reader)
    reader.goto(GERMAN)
    expect(reader.get_by_role("button", name="Load translations")).to_be_visible()
    assert len(stand_in.seen) == sent


def test_ac_a19_13_member_stops_translations_in_the_preferences(reader, abroad):
    email = f"reader{id(reader)}@example.org"
    script = (
        "from accounts.models import User; from allauth.account.models import EmailAddress\n"
        f"u = User.objects.create_user({email!r}, 'a long enough passphrase')\n"
        "EmailAddress.objects.create(user=u, email=u.email, verified=True, primary=True)\n"
    )
    abroad.run(script)
    sign_in(reader, Person(email))
    load(reader)
    reader.goto("/accounts/preferences/")
    assert_it_is_good(reader)

    press_and_wait(reader, reader.get_by_role("button", name="Stop translations"))

    assert reader.url.endswith("/accounts/preferences/")
    reader.goto(GERMAN)
    expect(reader.get_by_role("button", name="Load translations")).to_be_visible()


def test_ac_a19_13_new_policy_version_asks_again(browser, reader, abroad, stand_in):
    load(reader)
    sent = len(stand_in.seen)

    changed = {**abroad.environment, "TRANSLATION_POLICY_VERSION": "2027-01"}
    changed.pop("SITE_URL")
    with serving(site_in(abroad.folder, **changed)) as later:
        context = browser.new_context(base_url=later.url)
        context.add_cookies(reader.context.cookies())  # cookies know no ports
        page = context.new_page()
        page.goto(GERMAN)

        expect(page.get_by_text("have changed since you agreed")).to_be_visible()
        expect(page.get_by_role("button", name="Load translations")).to_be_visible()
        context.close()
    assert len(stand_in.seen) == sent


def test_provider_that_fails_leaves_the_original(reader, stand_in):
    working, stand_in.behave = stand_in.behave, lambda handler, _question: handler.send(200, b"<html>")
    try:
        load(reader)
    finally:
        stand_in.behave = working

    expect(reader.get_by_text("Its answer made no sense.")).to_be_visible()
    assert_it_is_good(reader)
    press_and_wait(reader, reader.get_by_role("button", name="Try again"))
    wait_for_translation(reader)
    expect(reader.get_by_text(BY_MACHINE)).to_be_visible()


def test_everything_is_done_by_keyboard(reader):
    reader.goto(CHOOSE)
    reader.get_by_label("Language").focus()

    reader.keyboard.type("Deu")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("button", name="Load translations")).to_be_focused()
    reader.keyboard.press("Enter")

    reader.wait_for_url(re.compile("/in/de/$"))
    wait_for_translation(reader)


def test_ac_a19_11_site_without_a_provider_shows_no_control(page):
    for path in (LESSON, ARTICLE, "/privacy/"):
        response = page.goto(path)

        assert page.get_by_text("another language").count() == 0
        assert "connect-src 'self'" in response.headers["content-security-policy"]
