"""What is kept about those who write, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.sealing import unseal
from comments import follows, moderation, services
from comments.models import Ban, Comment, Follow, Notice
from comments.tasks import forget_networks
from tests.comments.factories import make_comment, make_thread
from tests.comments.mails import send_all
from tests.factories import make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def days_later(clock, days) -> None:
    clock.shift(timedelta(days=days, minutes=1))
    forget_networks()


def test_network_and_cookie_go_after_thirty_days_also_of_what_still_waits(clock):
    make_comment(status="pending", network="203.0.113.0", visitor="v" * 64)

    days_later(clock, 29)
    kept = Comment.objects.get()
    days_later(clock, 1)
    gone = Comment.objects.get()

    assert (kept.network, kept.visitor) == ("203.0.113.0", "v" * 64)
    assert (gone.network, gone.visitor, gone.text) == (None, "", kept.text)


@pytest.mark.parametrize("action", ["approve", "reject", "spam", "delete"])
def test_address_goes_thirty_days_after_the_decision_and_its_author_still_finds_the_comment(clock, action):
    comment = make_comment(status="pending")
    days_later(clock, 40)
    waiting = unseal(Comment.objects.get().email_sealed)
    moderation.decide(comment=comment, action=action, moderator=make_user())
    days_later(clock, 29)
    kept = unseal(Comment.objects.get().email_sealed)
    days_later(clock, 1)

    comment.refresh_from_db()
    assert [waiting, kept] == ["kim@example.org"] * 2
    assert (comment.email_sealed, len(comment.email_digest)) == ("", 64)


def test_withdrawn_comment_goes_altogether(clock):
    comment = make_comment()
    services.withdraw(comment=comment)

    days_later(clock, 29)
    kept = Comment.objects.count()
    days_later(clock, 1)

    assert (kept, Comment.objects.count()) == (1, 0)


def test_ban_goes_when_it_ends(clock):
    Ban.objects.create(network="203.0.113.0", ends_at=timezone.now() + timedelta(days=2))
    Ban.objects.create(network="198.51.100.0")

    days_later(clock, 1)
    before = Ban.objects.count()
    days_later(clock, 1)

    assert before == 2
    assert [ban.network for ban in Ban.objects.all()] == ["198.51.100.0"]


def test_address_that_nobody_confirmed_goes_with_its_link(clock):
    follows.ask_to_confirm(thread=make_thread(), address="fan@example.org")
    send_all()

    days_later(clock, 2)
    before = Follow.objects.count()
    days_later(clock, 1)

    assert (before, Follow.objects.count()) == (1, 0)


def test_follow_stays_until_it_is_ended(clock):
    follows.ask_to_confirm(thread=make_thread(), address="fan@example.org")
    follow = Follow.objects.get()
    follows.confirm(follow=follow)
    days_later(clock, 400)
    kept = Follow.objects.count()
    follows.end_follow(follow=follow)

    days_later(clock, 3)

    assert (kept, Follow.objects.count()) == (1, 0)


def test_mails_that_went_are_forgotten_and_those_that_wait_are_not(clock, mailoutbox):
    moderation.decide(comment=make_comment(status="pending"), action="reject", moderator=make_user())
    send_all()
    days_later(clock, 29)
    moderation.decide(comment=make_comment("Other", status="pending"), action="reject", moderator=make_user())
    days_later(clock, 1)

    assert [notice.state for notice in Notice.objects.all()] == ["waiting"]
