"""What somebody does in the editor, as plain functions on a page."""

from tests.browser.conftest import new_email

STAFF = """
from django.conf import settings
from tests.accounts.actions import wait_out_the_end_of_a_period
from tests.authoring.factories import signed_in
wait_out_the_end_of_a_period()
browser = signed_in(email={email!r}, display_name={name!r})
assert browser.get("/admin/").status_code == 200
print(browser.cookies[settings.SESSION_COOKIE_NAME].value)
"""
MAKE = """
from lessons.models import Lesson, Module
from tests.factories import make_lesson
print(make_lesson({number}, module=Module.objects.last(), status="draft", source="## Part\\n\\nFirst words.\\n").pk)
"""
FORGET = """
from lessons.models import Lesson
from lessons.services import publish_changes
Lesson.objects.filter(code__gte="L40").delete()
publish_changes()
"""
DRAFT = """
from authoring.publishing.drafts import draft_of
from lessons.models import Lesson
draft = draft_of(Lesson.objects.get(pk={pk}))
print(draft.values["source"] if draft else "none")
"""


def come_in_as_staff(context, site, name="Ines") -> None:
    session = site.run(STAFF.format(email=new_email(), name=name)).split()[-1]
    context.clear_cookies()
    context.add_cookies([{"name": "session", "value": session, "url": site.url, "httpOnly": True}])


def box(page):
    return page.get_by_role("textbox", name="Text", exact=True)


def seen(page):
    return page.frame_locator("iframe")


def draft_in(site, address: str) -> str:
    return site.run(DRAFT.format(pk=address.split("/")[4]))


def insert(page, block: str) -> None:
    page.get_by_role("button", name="Insert block").click()
    page.get_by_role("menuitem", name=block, exact=True).click()
