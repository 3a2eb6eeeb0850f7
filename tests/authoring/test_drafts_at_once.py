"""Two who press a button at the same moment, each with a connection of their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from authoring.models import Draft, TextRevision
from authoring.publishing.drafts import Conflict, draft_of, publish, save_draft, schedule
from authoring.publishing.revisions import note_revision
from authoring.publishing.scheduling import publish_scheduled
from lessons.models import Lesson
from tests.at_once import at_once
from tests.authoring.factories import make_draft
from tests.factories import make_lesson

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def kinds(results) -> list[str]:
    return sorted(type(each).__name__ for each in results)


def test_two_who_publish_at_once_publish_once():
    draft = make_draft(make_lesson(1), title="Once")

    results = at_once(*[lambda: publish(draft=draft, by=None)] * 2)

    assert kinds(results) == ["Conflict", "TextRevision"]
    assert [revision.number for revision in TextRevision.objects.all()] == [1]
    assert Lesson.objects.get().title == "Once"
    assert Draft.objects.count() == 0


def test_two_who_begin_a_draft_at_once_have_one_and_a_conflict_that_holds_both_texts():
    lesson = make_lesson(1)

    results = at_once(
        *[lambda title=title: save_draft(thing=lesson, values={"title": title}, version=0, by=None) for title in "AB"]
    )

    conflict = next(each for each in results if isinstance(each, Conflict))
    assert {conflict.mine["title"], conflict.theirs["title"]} == {"A", "B"}
    assert draft_of(lesson).values["title"] == conflict.theirs["title"]


def test_draft_saved_while_it_is_published_is_published_whole_or_kept_whole():
    lesson = make_lesson(1)
    draft = make_draft(lesson, title="Read")

    results = at_once(
        lambda: publish(draft=draft, by=None),
        lambda: save_draft(thing=lesson, values={"title": "Newer"}, version=draft.version, by=None),
    )

    lesson.refresh_from_db()
    published, left = lesson.title, draft_of(lesson)
    assert kinds(results) in (["Conflict", "Draft"], ["Conflict", "TextRevision"])
    assert (published, left and left.values["title"]) in (("Read", None), ("Lesson number 1", "Newer"))


def test_two_workers_at_one_due_draft_publish_it_once():
    draft = schedule(draft=make_draft(make_lesson(1), title="Once"), at=timezone.now() + timedelta(hours=1), by=None)
    Draft.objects.update(publish_at=timezone.now())

    results = at_once(*[lambda: publish_scheduled(draft_id=draft.pk)] * 3)

    assert sorted(results) == [False, False, True]
    assert TextRevision.objects.count() == 1


def test_two_changes_noted_at_once_have_two_numbers():
    lessons = [make_lesson(1), make_lesson(2)]
    Lesson.objects.update(title="Changed")

    at_once(*[lambda lesson=lesson: note_revision(thing=lesson, by=None, how="edited") for lesson in lessons * 2])

    assert sorted(TextRevision.objects.values_list("lesson__code", "number")) == [("L01", 1), ("L02", 1)]
