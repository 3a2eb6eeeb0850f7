"""The page about a draft, and what its buttons do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from authoring.models import Draft, TextRevision
from authoring.publishing.drafts import draft_of
from authoring.publishing.revisions import note_revision
from lessons.models import Lesson
from tests.authoring.factories import MISTAKE, make_draft, page_of, signed_in
from tests.factories import make_article, make_lesson, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def instructor():
    return signed_in(time_zone="Europe/Berlin")


def said(response) -> str:
    return [str(message) for message in response.context["messages"]][-1]


def press(browser, thing, button: str, **sent):
    draft = draft_of(thing)
    data = {"version": draft.version if draft else 0} | sent
    return browser.post(page_of(thing, f"draft/{button}/"), data, follow=True)


def test_page_says_whose_draft_it_is_and_marks_what_it_changes(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, by=make_user(display_name="Omar"), title="Lesson number one")

    page = instructor.get(page_of(lesson)).content.decode()

    assert "Saved by Omar on" in page
    assert '<del><span class="visually-hidden">Taken out: </span>1<span' in page
    assert '<ins><span class="visually-hidden">Put in: </span>one<span' in page


def test_page_without_a_draft_says_so(instructor):
    assert "There is no draft" in instructor.get(page_of(make_lesson(1))).content.decode()


def test_published_draft_is_seen_by_readers_and_logged(instructor, client):
    article = make_article()
    make_draft(article, title="Another title")

    response = press(instructor, article, "publish")

    assert said(response) == "The draft is published: readers see it now."
    assert b"<h1>Another title</h1>" in client.get(article.get_absolute_url()).content
    assert TextRevision.objects.get().made_by == instructor.user
    assert LogEntry.objects.get().get_change_message() == "The draft is published: readers see it now."


def test_draft_with_mistakes_lists_them_and_is_not_published(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, source=MISTAKE)

    response = press(instructor, lesson, "publish")

    assert said(response) == "The draft has mistakes, which are listed here. Mend them first."
    assert "Text: Line 3: There is no block called &#x27;quiz&#x27;." in response.content.decode()
    assert Lesson.objects.get().source == lesson.source


def test_button_on_a_page_that_is_old_does_nothing_and_says_who_was_faster(instructor):
    lesson = make_lesson(1)
    old = make_draft(lesson, title="Read").version
    make_draft(lesson, by=make_user(display_name="Omar"), title="Changed")

    for button in ("publish", "discard"):
        response = press(instructor, lesson, button, version=old)
        assert said(response) == "Nothing was done: Omar saved the draft meanwhile. Look at it as it is now."

    assert draft_of(lesson).values["title"] == "Changed"
    assert Lesson.objects.get().title == lesson.title


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_version_that_is_none_is_an_old_one(instructor, version):
    lesson = make_lesson(1)
    make_draft(lesson, title="New")

    assert press(instructor, lesson, "discard", version=version).status_code == 200
    assert draft_of(lesson) is not None


def test_discarded_draft_is_gone_and_published_text_stays(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, title="New")

    press(instructor, lesson, "discard")
    again = press(instructor, lesson, "discard")

    assert Draft.objects.count() == 0
    assert Lesson.objects.get().title == lesson.title
    assert said(again) == "There is no draft any more: somebody published or discarded it meanwhile."


def test_time_is_read_on_the_clock_of_whoever_sets_it(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, title="Later")
    year = timezone.now().year + 1
    at = datetime(year, 1, 15, 9, 30)
    if at.replace(tzinfo=UTC) - timezone.now() > timedelta(days=360):
        at = at.replace(year=year - 1, month=12)

    page = press(instructor, lesson, "schedule", at=at.strftime("%Y-%m-%dT%H:%M")).content.decode()

    assert draft_of(lesson).publish_at == at.replace(hour=8, tzinfo=UTC)
    assert draft_of(lesson).scheduled_by == instructor.user
    assert "09:30 (Europe/Berlin)" in page
    assert "On your clock: Europe/Berlin." in page


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("", "Write the day and the time."),
        ("tomorrow", "Write the day and the time like 2027-03-31 09:00."),
        ("2020-01-01T10:00", "This time is over."),
        ("2099-01-01T10:00", "Choose a time within a year."),
    ],
)
def test_time_that_cannot_be_is_refused_with_the_remedy(instructor, at, words):
    lesson = make_lesson(1)
    make_draft(lesson, title="Later")

    response = press(instructor, lesson, "schedule", at=at)

    assert words in response.content.decode()
    assert f'value="{at}"' in response.content.decode() or not at
    assert draft_of(lesson).publish_at is None


def test_time_is_taken_back(instructor):
    lesson = make_lesson(1)
    draft = make_draft(lesson, title="Later")
    Draft.objects.filter(pk=draft.pk).update(publish_at=timezone.now() + timedelta(days=1))

    press(instructor, lesson, "unschedule")

    assert draft_of(lesson).publish_at is None


def test_link_for_a_colleague_is_made_shown_and_ended(instructor, client):
    lesson = make_lesson(1)
    make_draft(lesson, title="New")

    page = press(instructor, lesson, "link", make="").context
    link = page["link"]

    assert client.get(link).status_code == 200
    assert instructor.get(page_of(lesson)).context["link"] == link
    assert press(instructor, lesson, "link", end="").context["link"] == ""
    assert client.get(link).status_code == 410


def test_staff_see_the_draft_without_a_link(instructor):
    lesson = make_lesson(1)
    make_draft(lesson, title="Another title")

    response = instructor.get(page_of(lesson, "draft/preview/"))

    assert "<h1>Another title</h1>" in response.content.decode()
    assert f'href="{page_of(lesson)}">Back to the draft' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert instructor.get(page_of(make_lesson(2), "draft/preview/")).status_code == 404


def test_draft_begun_from_a_text_that_has_changed_since_says_so(instructor):
    lesson = make_lesson(1)
    note_revision(thing=lesson, by=None, how="loaded")
    make_draft(lesson, title="New")
    Lesson.objects.update(summary="From the files.")
    note_revision(thing=lesson, by=None, how="loaded")

    page = instructor.get(page_of(lesson)).content.decode()

    assert "What is published has changed since this draft was begun." in page
    assert "history/compare/?before=1&amp;after=2" in page


def test_refused_draft_is_named_on_the_first_page_of_the_admin(instructor):
    lesson = make_lesson(1)
    draft = make_draft(lesson, title="New")
    Draft.objects.filter(pk=draft.pk).update(refusal="Text: Line 3: No such block.")

    assert f'href="{page_of(lesson)}">See why' in instructor.get("/admin/").content.decode()
    assert "Line 3: No such block." in instructor.get(page_of(lesson)).content.decode()


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [("any", ["L02", "L03", "L04"]), ("scheduled", ["L03"]), ("refused", ["L04"]), ("none", ["L01"])],
)
def test_lessons_are_found_by_their_drafts(instructor, wanted, codes):
    lessons = [make_lesson(number) for number in (1, 2, 3, 4)]
    drafts = [make_draft(lesson, title="New") for lesson in lessons[1:]]
    Draft.objects.filter(pk=drafts[1].pk).update(publish_at=timezone.now() + timedelta(days=1))
    Draft.objects.filter(pk=drafts[2].pk).update(refusal="Because.")

    page = instructor.get(f"/admin/lessons/lesson/?draft={wanted}")

    assert [lesson.code for lesson in page.context["cl"].result_list] == codes
