"""Django's own form of a lesson beside drafts."""

import pytest

from authoring.models import TextRevision
from authoring.publishing.drafts import draft_of
from lessons.models import Lesson
from tests.authoring.factories import make_draft, page_of, signed_in
from tests.factories import make_lesson, make_user
from tests.lessons.test_admin import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def instructor():
    return signed_in()


def send(browser, lesson, button="_save", **changes):
    return browser.post(page_of(lesson, "change/"), form_of(lesson, **changes) | {button: "1"})


def test_saving_changes_what_readers_see_and_begins_its_history(instructor):
    lesson = make_lesson(1)

    send(instructor, lesson, title="Edited")
    send(instructor, lesson, title="Edited again")
    send(instructor, lesson, title="Edited again")

    changes = TextRevision.objects.values_list("number", "values__title", "how", "made_by")
    assert list(changes) == [
        (2, "Edited again", "edited", instructor.user.pk),
        (1, "Edited", "edited", instructor.user.pk),
    ]


def test_withdrawing_is_part_of_the_history(instructor):
    lesson = make_lesson(1)
    send(instructor, lesson, title="Edited")

    send(instructor, lesson, title="Edited", status="draft")

    assert list(TextRevision.objects.values_list("number", "status")) == [(2, "draft"), (1, "published")]


def test_what_was_typed_is_saved_as_a_draft_even_with_mistakes(instructor):
    lesson = make_lesson(1)

    response = send(instructor, lesson, "_draft", title="New", terms="[{", source="/// quiz | Q1")

    assert response["Location"] == page_of(lesson)
    values = draft_of(lesson).values
    assert (values["title"], values["terms"], values["source"]) == ("New", "[{", "/// quiz | Q1")
    assert Lesson.objects.get().title == lesson.title


def test_draft_of_the_plain_form_can_be_seen_at_once(instructor):
    lesson = make_lesson(1)

    response = send(instructor, lesson, "_preview", title="New")

    assert b"<h1>New</h1>" in instructor.get(response["Location"]).content


def test_form_says_that_there_is_a_draft_and_does_not_offer_another(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, title="New")

    page = instructor.get(page_of(lesson, "change/")).content.decode()

    assert "There is a draft. This is what is published, and not the draft." in page
    assert 'name="_draft"' not in page
    assert 'value="Lesson number 1"' in page


def test_draft_that_somebody_began_meanwhile_is_not_replaced_and_nothing_typed_is_lost(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, by=make_user(display_name="Omar"), title="By Omar")

    response = send(instructor, lesson, "_draft", title="Mine")

    page = response.content.decode()
    assert "Omar saved the draft meanwhile." in page
    assert 'value="Mine"' in page
    assert draft_of(lesson).values["title"] == "By Omar"
    assert Lesson.objects.get().title == lesson.title


def test_new_lesson_has_no_draft_buttons(instructor):
    make_lesson(1)

    assert 'name="_draft"' not in instructor.get("/admin/lessons/lesson/add/").content.decode()
