"""The course as files in the admin: by keyboard, without scripts, at three widths, light and dark."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Person, assert_page_is_good, come_in, new_email, press_and_wait
from tests.conftest import COURSE

START = "/admin/authoring/texttwin/"
WIDTHS = (360, 768, 1280)
LESSON = "lessons/01-the-role-behind-the-hype.md"
SOMETHING_ELSE = "What is handed over at the end of a good quarter, and nothing of the sorcery."
MAKE_INSTRUCTOR = """
from django.conf import settings
from django.test import Client
from accounts.management.commands.make_instructor import Command
from tests.accounts.actions import sign_in_with_app
from tests.conftest import SAME_ORIGIN
from tests.factories import make_user

user = make_user({email!r}, is_staff=True)
Command().make(user.email)
client = Client(**SAME_ORIGIN, HTTP_HOST="localhost")
sign_in_with_app(client, user)
print(client.cookies[settings.SESSION_COOKIE_NAME].value)
"""
EDIT = (
    "from lessons.models import Lesson; Lesson.objects.filter(code='L01').update(title='Edited by hand', short='Mine')"
)
LOAD_AGAIN = """
from authoring.files.course_checks import read_course
from authoring.twin.services import load_course
from tests.conftest import COURSE
load_course(read_course(COURSE), force=True)
"""
LESSON_NOW = (
    "from lessons.models import Lesson; print(*Lesson.objects.filter(code='L01').values_list('title', 'minutes')[0])"
)


@pytest.fixture
def instructor(site):
    email = new_email()
    session = site.run(MAKE_INSTRUCTOR.format(email=email)).strip()
    site.run(EDIT)
    yield Person(email, cookie={"name": "session", "value": session, "url": site.url, "httpOnly": True})
    site.run(LOAD_AGAIN)


def archive(**changes: tuple[str, str]) -> dict:
    """The course of the project as a ZIP to send, with one thing in its first lesson replaced by another."""
    place = io.BytesIO()
    with zipfile.ZipFile(place, "w") as files:
        for path in COURSE.rglob("*.*"):
            name, text = str(path.relative_to(COURSE)), path.read_text()
            for old, new in changes.values() if name == LESSON else ():
                assert old in text
                text = text.replace(old, new, 1)
            files.writestr(f"course/{name}", text)
    return {"name": "course.zip", "mimeType": "application/zip", "buffer": place.getvalue()}


CHANGED = {
    "minutes": ("minutes: 18", "minutes: 19"),
    "title": ("title: The role behind the hype", "title: The role behind the noise"),
    "text": ("Plenty of people would like this title", f"{SOMETHING_ELSE} Plenty would like it"),
}


def look_at(page, person, file: dict) -> None:
    come_in(page, person)
    page.goto(START)
    page.get_by_label("Course folder as a ZIP").set_input_files(file)
    press_and_wait(page, page.get_by_role("button", name="Look at it"))


def test_start_page_is_good(page, instructor):
    come_in(page, instructor)
    page.goto(START)

    expect(page.get_by_role("link", name="Download the course (ZIP)")).to_be_visible()
    assert_page_is_good(page, WIDTHS)


def test_page_of_problems_names_file_line_and_remedy_and_is_good(page, instructor):
    look_at(page, instructor, archive(minutes=("minutes: 18", "minutes: many")))

    expect(page.get_by_role("alert")).to_contain_text("01-the-role-behind-the-hype.md:5 The value of 'minutes'")
    expect(page).to_have_title("Error: Course as files | Course admin")
    assert_page_is_good(page, WIDTHS)


def test_conflict_is_shown_in_three_versions_and_the_page_is_good(page, instructor):
    look_at(page, instructor, archive(**CHANGED))

    row = page.get_by_role("row", name="Edited by hand")
    expect(row.get_by_role("cell")).to_have_text(
        ["The role behind the hype", "Edited by hand", "The role behind the noise"]
    )
    expect(page.get_by_role("radio", name="Keep what is here")).to_be_checked()
    assert_page_is_good(page, WIDTHS)


def test_both_are_put_together_by_keyboard_alone(page, site, instructor):
    look_at(page, instructor, archive(**CHANGED))

    page.get_by_role("radio", name="Keep what is here").focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("radio", name="Put both together")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="from here")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Load it").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_text("The course is loaded.")).to_be_visible()
    assert site.run(LESSON_NOW).strip() == "The role behind the noise 19"
    assert_page_is_good(page, WIDTHS)


def test_course_is_loaded_without_scripts(plain_page, site, instructor):
    look_at(plain_page, instructor, archive(**CHANGED))

    plain_page.get_by_label("Put both together").check()
    press_and_wait(plain_page, plain_page.get_by_role("button", name="Load it"))

    expect(plain_page.get_by_text("The course is loaded.")).to_be_visible()
    assert site.run(LESSON_NOW).strip() == "Edited by hand 19"


def test_download_brings_back_nothing_to_load(page, instructor):
    come_in(page, instructor)
    page.goto(START)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the course (ZIP)").click()
    page.get_by_label("Course folder as a ZIP").set_input_files(download.value.path())
    press_and_wait(page, page.get_by_role("button", name="Look at it"))

    expect(page.get_by_text("There is nothing to load.")).to_be_visible()
    assert_page_is_good(page, WIDTHS)
