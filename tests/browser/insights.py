"""Insights in a browser: an instructor, made-up learners, and what holds for every page about them."""

from playwright.sync_api import expect

from tests.browser.conftest import Person, assert_page_is_good, come_in, heights_shown, new_email

MAKE_INSTRUCTOR = """
from django.conf import settings
from tests.insights.factories import browser_of, make_instructor

client = browser_of(make_instructor(email={email!r}), HTTP_HOST="localhost")
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
COHORT = """
from io import StringIO
from django.core.management import call_command
from quizzes.models import Report
call_command("simulate_cohort", {options}, stdout=StringIO())
"""
TARGETS = "main :is(.cluster, td, th, .tile, nav) a, main button, main select, main summary"


def make_cohort(site) -> None:
    site.run(COHORT.format(options='learners=80, until="2026-05-31"'))


def remove_cohort(site) -> None:
    site.run(COHORT.format(options="remove=True") + "Report.objects.all().delete()")


def make_instructor(site) -> Person:
    email = new_email()
    session = site.run(MAKE_INSTRUCTOR.format(email=email)).strip()
    return Person(email, cookie={"name": "session", "value": session, "url": site.url, "httpOnly": True})


def simulated(path: str) -> str:
    return f"/insights/{path}{'&' if '?' in path else '?'}cohort=simulated"


def assert_good_with_all_open(page, person: Person, path: str, targets: str = TARGETS) -> None:
    come_in(page, person)

    page.goto(simulated(path))
    page.locator("main details:not([open]) > summary").evaluate_all("all => all.forEach(each => each.click())")

    expect(page.get_by_text("A program made these answers up.")).to_be_visible()
    assert_page_is_good(page, state="with all open")
    assert min(heights_shown(page.locator(targets))) >= 24


def assert_good_with_nothing(page, person: Person, path: str) -> None:
    come_in(page, person)

    page.goto(f"/insights/{path}")

    assert_page_is_good(page, state="with nothing")
