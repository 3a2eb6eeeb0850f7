"""Who may open what belongs to the editor, and how it is asked for."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.authoring.editing import browser_of_staff, page_of
from tests.comments.factories import make_moderator
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.django_db
ENDS = ("", "autosave/", "presence/", "look/", "differences/", "preview/", "live/")


@pytest.fixture
def staff() -> Client:
    return browser_of_staff()


@pytest.mark.parametrize("end", ENDS)
def test_pages_are_closed_to_all_but_those_who_may_change_the_text(end, client):
    lesson = make_lesson(1)
    reader = browser_of_staff(is_superuser=False)
    user = reader.get("/admin/").wsgi_request.user
    user.user_permissions.add(Permission.objects.get(codename="view_lesson"))
    learner, moderator = Client(), Client()
    learner.force_login(make_user())
    moderator.force_login(make_moderator())
    method = "get" if end in ("", "live/") else "post"

    codes = [getattr(each, method)(page_of(lesson, end)).status_code for each in (client, learner, moderator, reader)]

    assert codes == [302, 302, 302, 403]


@pytest.mark.parametrize("end", ENDS)
def test_text_that_is_not_there_is_not_found(staff, end):
    method = staff.get if end in ("", "live/") else staff.post

    assert method(f"/admin/lessons/lesson/99/write/{end}").status_code == 404


@pytest.mark.parametrize("end", [end for end in ENDS if end not in ("", "live/")])
def test_what_is_sent_is_not_to_be_fetched(staff, end):
    assert staff.get(page_of(make_lesson(1), end)).status_code == 405
