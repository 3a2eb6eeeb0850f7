"""Mails about an erasure: each goes out once, and the address is kept no longer than that takes."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.erasure_mails import send_erasure_mail, send_erasure_mails
from accounts.models import ErasureMail, User
from accounts.services import erase_account, erase_those_who_asked, keep_account, plan_erasure
from accounts.tasks import send_erasure_mails as send_erasure_mails_task
from tests.accounts.everything import places_where
from tests.at_once import at_once
from tests.factories import make_user

pytestmark = pytest.mark.django_db
EMAIL = "quokka@example.org"


@pytest.fixture
def server(monkeypatch):
    """A mail server that can be away."""

    class Server:
        is_away = False

    def send(self, messages):
        if Server.is_away:
            raise smtplib.SMTPRecipientsRefused({EMAIL: (451, b"later")})
        return keep(self, messages)

    keep = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return Server


def half_an_hour_later():
    ErasureMail.objects.update(taken_at=timezone.now() - timedelta(minutes=30))


def test_one_mail_says_that_it_is_done_and_no_address_is_left(mailoutbox):
    erase_account(user=make_user(EMAIL))

    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([EMAIL], "Your account is erased")]
    assert places_where([EMAIL]) == []


def test_mail_that_no_server_took_is_sent_later_and_the_address_goes_then(server, mailoutbox, caplog):
    server.is_away = True
    erase_account(user=make_user(EMAIL))
    assert places_where([EMAIL]) == ["accounts_erasuremail.email"]
    assert EMAIL not in caplog.text

    server.is_away = False
    half_an_hour_later()
    send_erasure_mails_task()
    send_erasure_mails_task()

    assert [mail.subject for mail in mailoutbox] == ["Your account is erased"]
    assert places_where([EMAIL]) == []


def test_mail_that_no_server_takes_for_three_days_is_given_up(server, mailoutbox):
    server.is_away = True
    erase_account(user=make_user(EMAIL))
    half_an_hour_later()
    ErasureMail.objects.update(written_at=timezone.now() - timedelta(days=3, minutes=1))

    assert send_erasure_mails() == 0

    assert places_where([EMAIL]) == []


def test_mail_that_somebody_is_sending_is_left_to_them(mailoutbox):
    mail = ErasureMail.objects.create(kind="done", email=EMAIL, taken_at=timezone.now())

    assert send_erasure_mail(mail_id=mail.pk) is False
    assert send_erasure_mails() == 0

    assert mailoutbox == []


def test_mail_of_a_worker_that_was_killed_keeps_its_message_id(mailoutbox, monkeypatch):
    mail = ErasureMail.objects.create(kind="done", email=EMAIL)
    with monkeypatch.context() as context:
        context.setattr(ErasureMail, "delete", lambda self: None)  # killed after the server had taken it
        send_erasure_mail(mail_id=mail.pk)

    half_an_hour_later()
    send_erasure_mails()

    first, second = mailoutbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"] == f"<{mail.message_id}@localhost>"


def test_plan_is_told_once_with_its_day_and_the_link(mailoutbox):
    member = make_user(EMAIL)

    plan_erasure(member=member, session_key="")
    plan_erasure(member=member, session_key="")

    mail = mailoutbox[0]
    member.refresh_from_db()
    assert [each.to for each in mailoutbox] == [[EMAIL]]
    day = f"{member.erase_on.day} {member.erase_on:%B %Y}"
    assert mail.subject == f"Your account will be erased on {day}"
    assert f"On {day} it goes for good" in mail.body
    assert "http://localhost:8000/accounts/keep/" in mail.body
    assert not ErasureMail.objects.exists()


def test_plan_is_no_longer_told_once_the_account_is_kept(server, mailoutbox):
    server.is_away = True
    member = make_user(EMAIL)
    plan_erasure(member=member, session_key="")
    keep_account(learner_id=member.pk)
    server.is_away = False

    half_an_hour_later()
    send_erasure_mails()

    assert mailoutbox == []


def test_plan_that_ended_while_the_mail_was_taken_is_not_told(mailoutbox):
    mail = ErasureMail.objects.create(kind="planned", email=EMAIL, learner=make_user(EMAIL))

    assert send_erasure_mail(mail_id=mail.pk) is False

    assert (mailoutbox, ErasureMail.objects.count()) == ([], 0)


def test_server_that_is_away_stops_no_erasure(server):
    server.is_away = True
    day = timezone.now().date() - timedelta(days=1)
    for number in range(3):
        make_user(f"learner{number}.left@example.org", erase_on=day)

    assert erase_those_who_asked() == 3

    assert not User.objects.exists()
    assert ErasureMail.objects.filter(kind="done", learner=None).count() == 3


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_it_once(mailoutbox):
    mail = ErasureMail.objects.create(kind="done", email=EMAIL)

    results = at_once(*[lambda: send_erasure_mail(mail_id=mail.pk)] * 3)

    assert sorted(results) == [False, False, True]
    assert len(mailoutbox) == 1
