"""Drafts that are published when their time has come."""

import logging
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest.mock import Mock

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import User
from authoring.models import Draft, RefusalMail, TextRevision
from authoring.publishing.drafts import Conflict, Invalid, draft_of, schedule, unschedule
from authoring.publishing.refusal_mails import send_refusal_mails
from authoring.publishing.scheduling import due_drafts, publish_scheduled
from authoring.tasks import look_for_due_drafts
from lessons.models import Lesson
from tests.authoring.factories import MISTAKE, make_draft
from tests.factories import make_article, make_lesson, make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
HOUR = timedelta(hours=1)


def due(thing, by=None, **values) -> Draft:
    """A draft whose time has come."""
    draft = schedule(draft=make_draft(thing, **values), at=timezone.now() + HOUR, by=by)
    Draft.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    return draft


def test_draft_is_published_at_its_time_by_whoever_set_it(client, celery_runs_at_once):
    lesson, author = make_lesson(1), make_user()
    due(lesson, by=author, title="At its time")

    look_for_due_drafts()

    revision = TextRevision.objects.get()
    assert "<h1>At its time</h1>" in client.get("/lessons/lesson-1/").content.decode()
    assert (revision.how, revision.made_by) == ("scheduled", author)
    assert draft_of(lesson) is None


def test_draft_whose_time_has_not_come_waits():
    lesson = make_lesson(1)
    draft = schedule(draft=make_draft(lesson, title="Later"), at=timezone.now() + HOUR, by=None)

    assert due_drafts() == []
    assert not publish_scheduled(draft_id=draft.pk)
    assert Lesson.objects.get().title == "Lesson number 1"


def test_task_that_comes_twice_publishes_once():
    draft = due(make_article(), title="Once")

    assert publish_scheduled(draft_id=draft.pk)
    assert not publish_scheduled(draft_id=draft.pk)
    assert TextRevision.objects.count() == 1


def test_time_that_was_taken_back_does_not_come():
    draft = due(make_lesson(1), title="Not now")

    unschedule(draft=draft)

    assert due_drafts() == []
    assert not publish_scheduled(draft_id=draft.pk)


def test_draft_that_has_mistakes_at_its_time_is_not_published_and_says_why(caplog):
    lesson = make_lesson(1)
    due(lesson, title="Fine")
    draft = make_draft(lesson, source=MISTAKE)

    with caplog.at_level(logging.WARNING, "authoring.publishing.scheduling"):
        assert not publish_scheduled(draft_id=draft.pk)

    draft = draft_of(lesson)
    assert draft.publish_at is None
    assert "Line 3: There is no block called 'quiz'" in draft.refusal
    assert "The draft of L01 Lesson number 1 was not published at its time" in caplog.text
    assert Lesson.objects.get().title == "Lesson number 1"
    assert due_drafts() == []


def test_draft_whose_link_lost_its_target_is_not_published():
    """It was valid when its time was set, and what it links to is gone."""
    lesson, target = make_lesson(1), make_lesson(2)
    draft = due(lesson, source="## Part\n\n[Second](lesson:L02)")
    target.delete()

    assert not publish_scheduled(draft_id=draft.pk)
    assert "no lesson behind the link lesson:L02" in draft_of(lesson).refusal


class TestMail:
    """To whoever set the time of a draft that could not be published then."""

    @pytest.fixture
    def author(self) -> User:
        return make_user("ines@example.org", is_staff=True, is_superuser=True)

    @pytest.fixture
    def refused(self, author) -> Lesson:
        lesson = make_lesson(1, title="Costs & <errors>")
        due(lesson, by=author, title="Costs & <errors>")
        publish_scheduled(draft_id=make_draft(lesson, source=MISTAKE).pk)
        return lesson

    def test_it_says_once_what_was_wrong_and_where_to_mend_it(self, refused, mailoutbox):
        send_refusal_mails()
        send_refusal_mails()

        [mail] = mailoutbox
        html = mail.alternatives[0].content
        assert (mail.to, mail.subject) == (["ines@example.org"], "Not published at its time: L01 Costs & <errors>")
        for text in (mail.body, html):
            assert "Line 3: There is no block called" in " ".join(text.replace("\n> ", " ").split())
            assert f"http://localhost:8000/admin/lessons/lesson/{refused.pk}/draft/" in text
        assert "Costs &amp; &lt;errors&gt;" in html
        assert not RefusalMail.objects.exists()

    def test_draft_is_not_refused_without_it(self, author, monkeypatch):
        lesson = make_lesson(1)
        due(lesson, by=author, title="Fine")
        draft = make_draft(lesson, source=MISTAKE)
        monkeypatch.setattr(RefusalMail.objects, "create", Mock(side_effect=DatabaseError))

        with pytest.raises(DatabaseError), transaction.atomic():
            publish_scheduled(draft_id=draft.pk)

        assert due_drafts() == [draft.pk]

    def test_it_goes_although_somebody_saved_the_draft_meanwhile(self, refused, mailoutbox):
        make_draft(refused, source="Mended.")

        send_refusal_mails()

        assert len(mailoutbox) == 1

    def test_what_no_server_took_goes_later_with_the_same_message_id(self, refused, mailoutbox, monkeypatch):
        number = RefusalMail.objects.get().message_id
        with monkeypatch.context() as context:
            context.setattr(EmailBackend, "send_messages", Mock(side_effect=SMTPServerDisconnected))
            assert send_refusal_mails() == 0
        assert send_refusal_mails() == 0  # whoever took it may be at it still
        RefusalMail.objects.update(taken_at=timezone.now() - 2 * RefusalMail.LEASE)

        send_refusal_mails()

        assert [mail.extra_headers["Message-ID"] for mail in mailoutbox] == [f"<{number}@localhost>"]

    @pytest.mark.parametrize("gone", [{"is_staff": False}, {"is_active": False}, {"is_superuser": False}])
    def test_nobody_who_may_no_longer_change_the_draft_gets_one(self, refused, author, mailoutbox, gone):
        User.objects.filter(pk=author.pk).update(**gone)

        send_refusal_mails()

        assert mailoutbox == []
        assert not RefusalMail.objects.exists()

    def test_draft_whose_author_is_erased_is_refused_without_one(self, author, mailoutbox):
        lesson = make_lesson(1)
        due(lesson, by=author, title="Fine")
        author.delete()

        publish_scheduled(draft_id=make_draft(lesson, source=MISTAKE).pk)
        send_refusal_mails()

        assert draft_of(lesson).refusal
        assert mailoutbox == []


def test_mended_draft_no_longer_says_why_it_was_refused():
    lesson = make_lesson(1)
    due(lesson, title="Fine")
    publish_scheduled(draft_id=make_draft(lesson, source=MISTAKE).pk)

    assert make_draft(lesson, source="Mended.").refusal == ""


def test_draft_with_mistakes_gets_no_time():
    with pytest.raises(Invalid):
        schedule(draft=make_draft(make_lesson(1), source=MISTAKE), at=timezone.now() + HOUR, by=None)

    assert Draft.objects.get().publish_at is None


def test_draft_that_changed_since_it_was_read_gets_no_time():
    lesson = make_lesson(1)
    read = make_draft(lesson, title="Read")
    make_draft(lesson, title="Changed")

    with pytest.raises(Conflict):
        schedule(draft=read, at=timezone.now() + HOUR, by=None)


@pytest.fixture
def celery_runs_at_once(settings):
    from aipm_course.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False
