"""A member hears at once of an answer to their comment, without following the thread; and ends that with one press."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.addresses import is_undeliverable, note_undeliverable
from comments.mailing import follows
from comments.models import Notice
from comments.moderating import moderation
from reminders.models import Preference
from reminders.services import enrol, save, switch_off
from tests.accounts.everything import archive_of, data_of
from tests.comments.factories import make_comment, make_moderator, make_thread
from tests.comments.mails import link_in, send_all
from tests.factories import make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def asker():
    member = make_user("asks@example.org", display_name="Robin")
    enrol(member=member)
    return member


def answer(asker, text="Count the sessions.", **fields):
    """Somebody answers a comment of `asker`, and it is published."""
    question = make_comment("How do you count edits?", author=asker)
    reply = make_comment(text, parent=question, thread=question.thread, status="pending", **fields)
    moderation.decide(comment=reply, action="approve", moderator=make_moderator())
    return reply


def told(mailoutbox) -> list:
    return [mail for mail in mailoutbox if mail.subject.startswith("An answer")]


def test_member_is_told_once_with_a_link_that_ends_such_mails(asker, mailoutbox):
    reply = answer(asker)

    send_all()
    send_all()

    [mail] = told(mailoutbox)
    assert mail.to == ["asks@example.org"]
    assert "> Count the sessions." in mail.body
    assert f"/comments/{reply.public_id}/\n" in mail.body
    assert "since you wrote a comment" in mail.body
    assert mail.extra_headers["List-Unsubscribe"].strip("<>") in mail.body
    Client(enforce_csrf_checks=True).post(link_in(mail, "/reminders/end/"), {"List-Unsubscribe": "One-Click"})
    preference = Preference.objects.get()
    assert (preference.is_on, preference.replies, preference.reviews) == (True, False, True)


def test_member_who_follows_too_gets_one_mail(asker, mailoutbox):
    follows.follow_as_member(thread=make_thread(), member=asker)

    answer(asker)
    send_all()

    assert [mail.to for mail in mailoutbox if "asks@example.org" in mail.to] == [["asks@example.org"]]
    assert len(told(mailoutbox)) == 1


@pytest.mark.parametrize(
    "change",
    [{"replies": False}, {"is_on": False}, {"paused_until": timezone.now().date() + timedelta(days=9)}],
)
@pytest.mark.parametrize("is_late", [False, True])
def test_whoever_wants_no_answers_gets_none(asker, mailoutbox, change, is_late):
    preference = Preference.objects.get()
    for name, value in change.items():
        setattr(preference, name, value)
    if not is_late:
        save(preference=preference)
    reply = answer(asker)
    if is_late:  # written down already
        follows.fan_out(reply)
        assert Notice.objects.filter(kind="reply").exists()
        save(preference=preference)

    send_all()

    assert told(mailoutbox) == []


def test_who_switched_answers_off_and_follows_is_still_told_by_following(asker, mailoutbox):
    follows.follow_as_member(thread=make_thread(), member=asker)
    switch_off(learner_id=asker.pk, kind="replies")

    answer(asker)
    send_all()

    [mail] = [mail for mail in mailoutbox if "asks@example.org" in mail.to]
    assert "/follow/" in mail.extra_headers["List-Unsubscribe"]


def test_nobody_is_told_of_their_own_answer(asker, mailoutbox):
    answer(asker, author=asker)

    send_all()

    assert told(mailoutbox) == []


def test_mails_about_answers_are_among_what_the_answered_take_along(asker):
    answering = make_user("answers@example.org", display_name="Lou")
    answer(asker, author=answering)

    send_all()

    kinds = [[row["kind"] for row in data_of(archive_of(each))["comment_mails"]["rows"]] for each in (asker, answering)]
    assert kinds == [["reply"], ["approved"]]


def test_nothing_goes_to_an_address_from_which_mail_came_back_but_what_is_asked_for(asker, mailoutbox):
    note_undeliverable("asks@example.org", reason="bounced")
    note_undeliverable("kim@example.org", reason="bounced")
    answer(asker)
    follows.ask_to_confirm(thread=make_thread(), address="kim@example.org")

    send_all()

    assert [mail.to for mail in mailoutbox] == [["kim@example.org"]]
    assert "/follow/" in link_in(mailoutbox[0], "/comments/")
    Client().post(link_in(mailoutbox[0], "/comments/"))
    assert not is_undeliverable("kim@example.org")
