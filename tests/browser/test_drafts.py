"""A draft until it is published, its history, and what a colleague sees of it: in a real browser."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_page_is_good, press_and_wait

MAKE_INSTRUCTOR = """
from django.conf import settings
from tests.authoring.factories import signed_in
browser = signed_in(email={email!r}, display_name="Ines", time_zone="Europe/Berlin")
print(browser.cookies[settings.SESSION_COOKIE_NAME].value)
"""
MAKE_DRAFT = """
from authoring.publishing.drafts import draft_of, discard_draft, publish
from lessons.models import Lesson
from tests.authoring.factories import make_draft
lesson = Lesson.objects.get(code={code!r})
if draft := draft_of(lesson):
    discard_draft(draft=draft)
words = "## Another part\\n\\nWords on provenance, and " + "one" * 60 + ".\\n\\n"
make_draft(lesson, source=words + lesson.source, title="Another title", minutes=33)
print(lesson.pk)
"""
numbers = iter(range(100))


@pytest.fixture
def instructor(page, site):
    email = f"ines{next(numbers)}@example.org"
    cookie = site.run(MAKE_INSTRUCTOR.format(email=email)).split()[-1]
    page.context.add_cookies([{"name": "session", "value": cookie, "url": site.url, "httpOnly": True}])
    return page


def draft_page(site, code: str) -> str:
    return f"/admin/lessons/lesson/{site.run(MAKE_DRAFT.format(code=code)).strip()}/draft/"


def address_of(code: str, site) -> str:
    return site.run(f"from lessons.models import Lesson; print(Lesson.objects.get(code={code!r}).get_absolute_url())")[
        :-1
    ]


def test_draft_is_looked_at_scheduled_shown_to_a_colleague_and_published(instructor, site, browser):
    page, address = instructor, draft_page(site, "L03")
    page.goto(address)
    assert_page_is_good(page)
    expect(page.get_by_role("deletion").first).to_contain_text("Taken out:")

    page.get_by_label("Publish at").fill("2020-01-01T10:00")
    press_and_wait(page, page.get_by_role("button", name="Publish at this time"))
    expect(page.locator(".error-summary")).to_contain_text("This time is over.")
    expect(page).to_have_title(re.compile("^Error: "))
    assert_page_is_good(page, state="wrong time")
    tomorrow = (datetime.now() + timedelta(days=1)).strftime("%Y-%m-%d")
    page.get_by_label("Publish at").fill(f"{tomorrow}T09:30")
    press_and_wait(page, page.get_by_role("button", name="Publish at this time"))
    expect(page.get_by_text(re.compile(r"It goes out on .* 09:30 \(Europe/Berlin\)"))).to_be_visible()
    press_and_wait(page, page.get_by_role("button", name="Make a link"))
    assert_page_is_good(page, state="scheduled, with a link")

    colleague = browser.new_context(base_url=site.url)
    theirs = colleague.new_page()
    theirs.goto(page.get_by_role("textbox", name="Link").input_value())
    expect(theirs.get_by_role("heading", name="Another title", level=1)).to_be_visible()
    expect(theirs.get_by_text("Draft, not published.")).to_be_visible()
    assert_page_is_good(theirs)
    theirs.goto(address_of("L03", site))
    expect(theirs.get_by_role("heading", name="Another title", level=1)).not_to_be_visible()

    press_and_wait(page, page.get_by_role("button", name="Publish now"))
    expect(page.get_by_text("The draft is published: readers see it now.")).to_be_visible()
    assert_page_is_good(page, state="no draft")
    address_of_lesson = site.run(
        "from lessons.models import Lesson; print(Lesson.objects.get(code='L03').slug)"
    ).strip()
    theirs.goto(f"/lessons/{address_of_lesson}/")
    expect(theirs.get_by_role("heading", name="Another title", level=1)).to_be_visible()
    expect(theirs.get_by_text("Draft, not published.")).not_to_be_visible()
    colleague.close()


def test_earlier_text_is_compared_and_restored_by_keyboard(instructor, site):
    page, address = instructor, draft_page(site, "L04")
    page.goto(address)
    press_and_wait(page, page.get_by_role("button", name="Publish now"))
    page.goto(address.replace("/draft/", "/history/"))
    assert_page_is_good(page)
    page.get_by_role("radio", name="Before: revision 1").press("Space")
    page.get_by_role("radio", name="After: revision 2").press("Space")
    with page.expect_navigation():
        page.get_by_role("button", name="Compare").press("Enter")

    expect(page.get_by_role("insertion").filter(has_text="Words on provenance")).to_be_visible()
    assert_page_is_good(page)
    with page.expect_navigation():
        page.get_by_role("link", name="Restore").press("Enter")
    assert_page_is_good(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Restore as a draft").press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish now").press("Enter")

    title = "from lessons.models import Lesson; print(Lesson.objects.get(code='L04').title)"
    assert site.run(title).strip() != "Another title"


def test_draft_with_mistakes_says_them_and_discarding_it_asks_again(instructor, site):
    page, address = instructor, draft_page(site, "L05")
    site.run(
        "from lessons.models import Lesson; from tests.authoring.factories import make_draft\n"
        "make_draft(Lesson.objects.get(code='L05'), source='/// quiz | ' + 'Q' * 200 + '\\n///')"
    )
    page.goto(address)
    expect(page.get_by_role("region", name="To be mended")).to_contain_text("There is no block called")
    assert_page_is_good(page)

    expect(page.get_by_role("button", name="Yes, discard it")).not_to_be_visible()
    page.get_by_text("Discard the draft", exact=True).click()
    press_and_wait(page, page.get_by_role("button", name="Yes, discard it"))

    expect(page.get_by_text("The draft is discarded.")).to_be_visible()


def test_draft_is_scheduled_and_published_without_javascript(plain_page, site):
    cookie = site.run(MAKE_INSTRUCTOR.format(email=f"ines{next(numbers)}@example.org")).split()[-1]
    plain_page.context.add_cookies([{"name": "session", "value": cookie, "url": site.url, "httpOnly": True}])
    plain_page.goto(draft_page(site, "L07"))
    plain_page.get_by_label("Publish at").fill("2020-01-01T10:00")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Publish at this time"))
    expect(plain_page.locator(".error-summary")).to_contain_text("This time is over.")
    expect(plain_page.get_by_label("Publish at")).to_have_value("2020-01-01T10:00")

    tomorrow = (datetime.now() + timedelta(days=1)).strftime("%Y-%m-%d")
    plain_page.get_by_label("Publish at").fill(f"{tomorrow}T09:30")
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Publish at this time"))
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Take the time back"))
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Publish now"))

    expect(plain_page.get_by_text("The draft is published: readers see it now.")).to_be_visible()
    plain_page.goto(address_of("L07", site))
    expect(plain_page.get_by_role("heading", name="Another title", level=1)).to_be_visible()


def test_colleague_reads_a_draft_without_javascript(plain_page, site):
    script = """
from lessons.models import Lesson
from authoring.publishing.preview_links import make_link
from tests.authoring.factories import make_draft
draft = make_draft(Lesson.objects.get(code="L06"), title="Another title")
print(make_link(draft=draft))
"""
    link = site.run(script).strip()
    plain_page.goto(link)
    expect(plain_page.get_by_role("heading", name="Another title", level=1)).to_be_visible()
