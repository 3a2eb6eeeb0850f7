"""Drafts and histories are for those who may edit the course: each page, for each role."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client

from authoring.models import Draft, TextRevision
from authoring.publishing.drafts import draft_of
from authoring.publishing.revisions import note_revision
from lessons.models import Lesson
from tests.authoring.factories import make_draft, page_of, signed_in
from tests.factories import make_article, make_lesson, make_user

pytestmark = pytest.mark.django_db
LOOKED_AT = (
    "draft/",
    "draft/preview/",
    "history/",
    "history/compare/?before=1&after=draft",
    "history/1/restore/",
    "change/",
)
PRESSED = ("publish", "discard", "schedule", "unschedule", "link")


@pytest.fixture(params=[make_lesson, make_article], ids=["lesson", "article"])
def thing(request):
    thing = request.param()
    note_revision(thing=thing, by=None, how="loaded")
    make_draft(thing, title="Draft")
    return thing


def visitor() -> Client:
    return Client()


def learner() -> Client:
    return signed_in(is_staff=False, is_superuser=False)


def moderator() -> Client:
    return staff_of("make_moderator")


def staff_of(command: str) -> Client:
    browser = signed_in(is_superuser=False, is_staff=True)
    call_command(command, browser.user.email, verbosity=0)
    return browser


@pytest.mark.parametrize("who", [visitor, learner, moderator])
def test_whoever_may_not_edit_sees_nothing_and_changes_nothing(thing, who, capsys):
    browser = who()
    before = draft_of(thing)

    answers = [browser.get(page_of(thing, end)).status_code for end in LOOKED_AT]
    sent = {"version": before.version, "at": "2027-01-01T10:00", "make": ""}
    answers += [browser.post(page_of(thing, f"draft/{button}/"), sent).status_code for button in PRESSED]
    answers.append(browser.post(page_of(thing, "history/1/restore/"), sent).status_code)

    assert set(answers) == {403 if who is moderator else 302}
    after = draft_of(thing)
    assert (after.version, after.publish_at, after.preview_key) == (before.version, None, "")
    assert TextRevision.objects.count() == 1


def test_instructor_can_do_all(thing, capsys):
    browser = staff_of("make_instructor")

    assert [browser.get(page_of(thing, end)).status_code for end in LOOKED_AT] == [200] * len(LOOKED_AT)
    response = browser.post(page_of(thing, "draft/publish/"), {"version": draft_of(thing).version})
    assert response["Location"] == page_of(thing)
    assert draft_of(thing) is None


def test_staff_without_a_second_factor_are_sent_away(thing):
    browser = Client()
    browser.force_login(make_user(is_staff=True, is_superuser=True))

    assert {browser.get(page_of(thing, end)).status_code for end in LOOKED_AT} == {302}


def test_who_may_only_look_is_offered_no_button_and_pressing_is_refused(thing):
    browser = signed_in(is_superuser=False)
    browser.user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))

    page = browser.get(page_of(thing)).content.decode()

    assert "Publish now" not in page
    assert "Restore" not in browser.get(page_of(thing, "history/")).content.decode()
    assert browser.post(page_of(thing, "draft/discard/"), {"version": draft_of(thing).version}).status_code == 403
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("button", PRESSED)
def test_buttons_are_pressed_and_not_looked_at(thing, button):
    assert signed_in().get(page_of(thing, f"draft/{button}/")).status_code == 405


def test_pages_of_no_text_are_not_found():
    browser = signed_in()

    assert {browser.get(f"/admin/lessons/lesson/77/{end}").status_code for end in LOOKED_AT[:2]} == {404}
    assert Lesson.objects.count() == 0
