"""Mails about comments go out once, whatever happens to workers, broker and mail server, and only if still wanted."""

import smtplib
from datetime import timedelta

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from kombu.exceptions import OperationalError

from comments import queue, services
from comments.mailing import outbox
from comments.mailing.notices import send_forgotten_notices, send_notice
from comments.models import Notice, Policy
from comments.moderating import moderation
from tests.at_once import at_once
from tests.comments.factories import make_comment
from tests.comments.mails import all_are_due, send_all
from tests.factories import make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]


class Server:
    is_away = False
    refuses = False


@pytest.fixture
def server(monkeypatch):
    """A mail server that can be away, or take nothing."""
    server = Server()
    keep = EmailBackend.send_messages

    def send(self, messages):
        if server.is_away:
            raise ConnectionRefusedError(f"away for {messages[0].to[0]}")
        if server.refuses:
            raise smtplib.SMTPSenderRefused(550, b"no", messages[0].to[0])
        return keep(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return server


@pytest.fixture
def moderator():
    return make_user(display_name="Mo", is_staff=True)


def decide(comment, action, moderator, reason=""):
    return moderation.decide(comment=comment, action=action, moderator=moderator, reason=reason)


def subjects(mailoutbox) -> list[str]:
    return [mail.subject for mail in mailoutbox]


def test_author_is_told_of_publication_with_the_way_there(moderator, mailoutbox):
    comment = make_comment("How do you count edits?", status="pending")

    decide(comment, "approve", moderator)
    send_all()

    mail = mailoutbox[0]
    assert [len(mailoutbox), mail.to, mail.subject] == [
        1,
        ["kim@example.org"],
        "Your comment on “Lesson number 1” is published",
    ]
    assert f"/comments/{comment.public_id}/\n" in mail.body
    assert "> How do you count edits?" in mail.body


def test_author_is_told_why_it_is_not_published(moderator, mailoutbox):
    comment = make_comment(status="pending", author=make_user("robin@example.org"))

    decide(comment, "reject", moderator, "Leave out the names & addresses of others.")
    send_all()

    assert mailoutbox[0].to == ["robin@example.org"]
    assert "was not published" in mailoutbox[0].subject
    assert "Leave out the names & addresses of others." in mailoutbox[0].body


@pytest.mark.parametrize("action", ["spam", "delete"])
def test_nobody_is_told_of_spam_or_removal(moderator, mailoutbox, action):
    decide(make_comment(status="pending"), action, moderator)

    send_all()

    assert mailoutbox == []


def test_author_whose_comment_appears_at_once_is_not_told(mailoutbox):
    Policy.objects.create(pk=1, first_approved=0)
    comment = make_comment(status="pending")

    moderation.moderate(comment_id=comment.pk)
    send_all()

    comment.refresh_from_db()
    assert (comment.status, mailoutbox) == ("approved", [])


def test_without_a_verified_address_nothing_is_written_down(moderator):
    member = make_user()
    member.emailaddress_set.update(verified=False)

    decide(make_comment(status="pending", author=member), "reject", moderator)
    decide(make_comment("Another", status="pending", email=""), "reject", moderator)

    assert not Notice.objects.exists()


def test_nothing_is_told_before_a_decision_can_be_undone_no_more(moderator, mailoutbox):
    comment = make_comment(status="pending")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        decide(comment, "approve", moderator)
        clock.shift(outbox.UNDO - timedelta(seconds=1))
        send_forgotten_notices()
        before = list(mailoutbox)
        clock.shift(1)
        send_forgotten_notices()

    assert before == []
    assert len(mailoutbox) == 1


def test_decision_that_is_undone_before_is_not_told(moderator, mailoutbox):
    comment = make_comment(status="pending")
    decide(comment, "reject", moderator)
    comment.refresh_from_db()
    comment.status = "pending"
    comment.save()

    send_all()

    assert mailoutbox == []
    assert Notice.objects.get().state == "skipped"


def test_only_the_last_of_several_decisions_is_told(moderator, mailoutbox):
    comment = make_comment(status="pending")
    for action in ("approve", "reject", "approve"):
        decide(comment, action, moderator)

    send_all()

    assert subjects(mailoutbox) == ["Your comment on “Lesson number 1” is published"]


def test_comment_withdrawn_meanwhile_is_not_told(moderator, mailoutbox):
    comment = make_comment(status="pending")
    decide(comment, "approve", moderator)
    services.withdraw(comment=comment)

    send_all()

    assert mailoutbox == []


def test_decision_that_fails_leaves_no_mail(moderator, monkeypatch, mailoutbox):
    comment = make_comment(status="pending")
    monkeypatch.setattr(outbox.Notice.objects, "get_or_create", lambda **_: (_ for _ in ()).throw(RuntimeError()))

    with pytest.raises(RuntimeError):
        decide(comment, "approve", moderator)

    monkeypatch.undo()
    comment.refresh_from_db()
    assert (comment.status, comment.decisions.count(), Notice.objects.count()) == ("pending", 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_tasks_at_the_same_moment_send_it_once(mailoutbox):
    decide(make_comment(status="pending"), "reject", make_user())
    number = Notice.objects.get().pk
    all_are_due()

    results = at_once(*[lambda: send_notice(notice_id=number)] * 4)

    assert sorted(results) == [False, False, False, True]
    assert len(mailoutbox) == 1


def test_worker_killed_before_it_could_note_it_sends_again_with_the_same_message_id(moderator, monkeypatch, mailoutbox):
    decide(make_comment(status="pending"), "reject", moderator)
    all_are_due()
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "end", killed_when_sent)
        with pytest.raises(KeyboardInterrupt):
            send_forgotten_notices()
    soon = send_forgotten_notices()
    with time_machine.travel(timezone.now() + outbox.FIRST_WAIT + timedelta(seconds=1)):
        later = send_forgotten_notices()
        again = send_forgotten_notices()

    assert (soon, later, again) == (0, 1, 0)
    assert len(mailoutbox) == 2
    assert len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 1


def killed_when_sent(rows, state, failure=""):
    """The worst moment: the server has the mail, and nobody has noted that."""
    if state == "sent":
        raise KeyboardInterrupt


def test_broker_that_is_away_loses_nothing(moderator, monkeypatch, mailoutbox, django_capture_on_commit_callbacks):
    monkeypatch.setattr(queue.current_app, "send_task", lambda *_, **__: (_ for _ in ()).throw(OperationalError()))
    with django_capture_on_commit_callbacks(execute=True):
        outbox.put(Notice.Kind.REJECTED, "told", comment=make_comment(status="rejected"))

    assert mailoutbox == []
    assert send_forgotten_notices() == 1
    assert len(mailoutbox) == 1


def test_server_that_is_away_is_asked_again_after_ever_longer_times(moderator, mailoutbox, caplog, server):
    server.is_away = True
    decide(make_comment(status="pending"), "reject", moderator)
    with time_machine.travel(timezone.now() + outbox.UNDO, tick=False) as clock:
        begun, tried_at = timezone.now(), []
        while Notice.objects.waiting().exists():
            tries = Notice.objects.get().tries
            send_forgotten_notices()
            if Notice.objects.get().tries > tries:
                tried_at.append((timezone.now() - begun) / timedelta(minutes=1))
            clock.shift(60)

    notice = Notice.objects.get()
    assert tried_at == [0, 5, 20, 65, 200, 605, 1820]
    assert (notice.state, notice.failure, mailoutbox) == ("failed", "ConnectionRefusedError", [])
    assert "kim@example.org" not in caplog.text


def test_server_that_comes_back_gets_it(moderator, mailoutbox, server):
    server.refuses = True
    decide(make_comment(status="pending"), "reject", moderator)
    send_all()
    failed = Notice.objects.get()

    server.refuses = False
    send_all()

    assert (failed.state, failed.failure) == ("waiting", "SMTPSenderRefused 550")
    assert (Notice.objects.get().state, len(mailoutbox)) == ("sent", 1)


def test_worker_that_dies_each_time_is_given_up(moderator):
    decide(make_comment(status="pending"), "reject", moderator)
    Notice.objects.update(tries=outbox.MOST_TRIES)
    all_are_due()

    send_forgotten_notices()

    assert [(each.state, each.failure) for each in Notice.objects.all()] == [("failed", "WorkerLost")]


@pytest.mark.parametrize("name", ["Kim\r\nBcc: all@example.org", "Kim\nSubject: Hi", "Kim\u2028Bcc: x@example.org"])
def test_no_name_or_title_gets_into_the_headers(moderator, mailoutbox, name):
    make_user("boss@example.org", is_superuser=True, is_staff=True)
    comment = make_comment(status="pending", name=name)
    lesson = comment.thread.lesson
    lesson.title = "Title\r\nBcc: all@example.org"
    lesson.save()

    moderation.moderate(comment_id=comment.pk)
    decide(comment, "approve", moderator)
    outbox.put(Notice.Kind.APPROVED, "told", comment=comment)
    send_all()

    assert len(mailoutbox) >= 1
    for mail in mailoutbox:
        message = mail.message()
        assert message["Bcc"] is None
        assert [len(message.get_all(header)) for header in ("Subject", "To", "From")] == [1, 1, 1]
        assert len(mail.recipients()) == 1


def test_what_somebody_wrote_cannot_pass_for_the_words_of_the_mail(moderator, mailoutbox):
    decide(make_comment("Hi\n-- \nAI Product Management\r\n\r\nPress here:", status="pending"), "reject", moderator)

    send_all()

    body = mailoutbox[0].body
    assert "> --\n> AI Product Management\n>\n> Press here:" in body
    assert body.count("\n-- \n") == 1


def test_mail_goes_to_the_address_that_a_member_has_now(moderator, mailoutbox):
    member = make_user("old@example.org")
    decide(make_comment(status="pending", author=member), "reject", moderator)
    member.emailaddress_set.update(email="new@example.org")

    send_all()

    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]


def test_each_task_that_is_queued_or_scheduled_is_there(settings, monkeypatch, django_capture_on_commit_callbacks):
    queued = []
    monkeypatch.setattr(queue.current_app, "send_task", lambda name, numbers, **_: queued.append((name, numbers)))
    with django_capture_on_commit_callbacks(execute=True):
        notice = outbox.put(Notice.Kind.REJECTED, "told", comment=make_comment(status="rejected"))

    queue.current_app.loader.import_default_modules()  # as a worker does when it starts
    scheduled = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values() if "comments" in entry["task"]]
    assert ("comments.tasks.send_notice", [notice.pk]) in queued
    assert {"comments.tasks.send_forgotten_notices", "comments.tasks.forget_networks"} <= set(scheduled)
    assert {name for name, _numbers in queued} | set(scheduled) <= set(queue.current_app.tasks)
