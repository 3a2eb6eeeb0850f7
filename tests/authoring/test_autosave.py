"""The draft that saves itself, and two who write the same text."""

import pytest
from django.test import Client

from authoring.models import Draft
from authoring.publishing.drafts import draft_of, save_draft
from lessons.models import SOURCE_LIMIT
from tests.authoring.editing import browser_of_staff, page_of, typed
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    return browser_of_staff()


def test_autosave_answers_with_the_version_to_save_next(staff):
    lesson = make_lesson(1)

    first = staff.post(page_of(lesson, "autosave/"), typed(lesson, title="One")).json()
    second = staff.post(page_of(lesson, "autosave/"), typed(lesson, first["version"], title="Two"))

    assert second.status_code == 200
    assert draft_of(lesson).values["title"] == "Two"


def test_autosave_sent_twice_is_one_change(staff):
    lesson = make_lesson(1)

    answers = [staff.post(page_of(lesson, "autosave/"), typed(lesson, title="One")).json() for _time in range(2)]

    assert answers[0]["version"] == answers[1]["version"]


def test_autosave_of_too_much_says_so_and_stores_nothing(staff):
    lesson = make_lesson(1)

    response = staff.post(page_of(lesson, "autosave/"), typed(lesson, source="x" * (SOURCE_LIMIT + 1)))

    assert response.status_code == 422
    assert response.json()["message"].startswith("The text has 60,001 characters, and 60,000 fit. Take 1 character out")
    assert not Draft.objects.exists()


def test_whoever_saves_second_is_asked_with_both_texts(staff):
    lesson = make_lesson(1, source="## Part\n\nSame.\n\nOld.\n")
    save_draft(
        thing=lesson, values={"source": "## Part\n\nSame.\n\nTheirs.\n"}, version=0, by=make_user(display_name="Kim")
    )

    told = staff.post(page_of(lesson, "autosave/"), typed(lesson, source="## Part\n\nSame.\n\nMine.\n"))
    page = staff.post(page_of(lesson), typed(lesson, source="## Part\n\nSame.\n\nMine.\n"))

    assert told.status_code == page.status_code == 409
    assert draft_of(lesson).values["source"] == "## Part\n\nSame.\n\nTheirs.\n"
    assert page.context["version"] == draft_of(lesson).version
    assert ("source", "## Part\n\nSame.\n\nMine.\n") in page.context["mine"]
    merged = dict(page.context["merged"])["source"]
    assert merged == "## Part\n\nSame.\n\n/// theirs\nTheirs.\n///\n/// mine\nMine.\n///"


def test_lines_that_only_one_of_the_two_changed_need_no_decision(staff):
    lesson = make_lesson(1, source="First.\n\nSame.\n\nLast.\n")
    save_draft(thing=lesson, values={"source": "First.\n\nSame.\n\nTheir last.\n"}, version=0, by=None)

    page = staff.post(page_of(lesson), typed(lesson, source="My first.\r\n\r\nSame.\r\n\r\nLast.\r\n"))

    assert dict(page.context["merged"])["source"] == "My first.\n\nSame.\n\nTheir last."
    assert page.content.decode().count('name="base" value="First') == 2


def test_where_nobody_knows_what_both_began_from_each_difference_is_asked_about(staff):
    lesson = make_lesson(1, source="First.\n\nLast.\n")
    save_draft(thing=lesson, values={"source": "First.\n\nTheir last.\n"}, version=0, by=None)

    page = staff.post(page_of(lesson), typed(lesson, source="First.\n\nLast.\n", title="Mine") | {"base": ""})

    merged = dict(page.context["merged"])["source"]
    assert merged == "First.\n\n/// theirs\nTheir last.\n///\n/// mine\nLast.\n///"


def test_each_choice_of_the_conflict_page_is_saved(staff):
    lesson = make_lesson(1)
    save_draft(thing=lesson, values={"title": "Theirs"}, version=0, by=None)
    page = staff.post(page_of(lesson), typed(lesson, title="Mine"))

    response = staff.post(page_of(lesson), dict(page.context["mine"]) | {"version": page.context["version"]})

    assert response.status_code == 302
    assert draft_of(lesson).values["title"] == "Mine"


def test_differences_of_what_a_browser_kept_are_shown(staff):
    lesson = make_lesson(1)

    page = staff.post(page_of(lesson, "differences/"), typed(lesson, title="Another title")).content.decode()

    assert "Another" in page
    assert "<h3" in page


def test_others_who_write_the_same_text_are_named(staff):
    lesson, other = make_lesson(1), browser_of_staff(display_name="Kim")

    other.get(page_of(lesson))
    answer = staff.post(page_of(lesson, "presence/")).json()

    assert answer["others"] == "Kim has this text open as well. Whoever saves second is asked what to keep."
    assert staff.post(page_of(make_lesson(2), "presence/")).json() == {"others": ""}
