"""What is kept about those who write, and for how long."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.sealing import unseal
from comments import forgetting, services
from comments.mailing import follows
from comments.models import Ban, Comment, Decision, Follow, Notice
from comments.moderating import moderation
from comments.moderating.bans import ban
from comments.moderating.training import examples
from comments.showing import locked
from comments.tasks import forget_networks
from tests.accounts.everything import places_where
from tests.at_once import at_once
from tests.comments.actions import words_of
from tests.comments.factories import make_comment, make_thread
from tests.comments.mails import send_all
from tests.factories import make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PATH = "/lessons/lesson-1/"
CALLED = {"delete": "deleted", "reject": "rejected", "spam": "spam"}


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


def test_answers_to_a_withdrawn_comment_stay_below_its_place_when_its_text_is_forgotten(client, clock):
    parent = make_comment("Taken back.", author=make_user())
    answer = make_comment("An answer.", parent=parent, status="pending")
    services.withdraw(comment=parent)
    moderation.decide(comment=answer, action="approve", moderator=make_user("mo@example.org"))
    before = words_of(client.get(PATH))
    days_later(clock, 30)

    place = Comment.objects.get(pk=parent.pk)
    assert words_of(client.get(PATH)) == before
    assert "A comment withdrawn by its author." in before
    assert (place.text, place.html, place.author) == ("", "", None)
    assert places_where(["Taken back."]) == []


def test_place_of_a_withdrawn_comment_goes_with_its_last_answer(clock):
    parent = make_comment("Taken back.")
    answer = make_comment("An answer.", parent=parent, status="pending")
    services.withdraw(comment=parent)
    days_later(clock, 30)
    kept = Comment.objects.count()
    Comment.objects.filter(pk=answer.pk).update(status="withdrawn")
    days_later(clock, 30)

    assert (kept, Comment.objects.count()) == (2, 0)


@pytest.mark.parametrize(("action", "days"), [("delete", 30), ("reject", 180), ("spam", 180)])
def test_text_of_what_moderators_took_away_is_forgotten_and_its_place_stays(client, clock, action, days):
    comment, moderator = make_comment("Away with it."), make_user()
    make_comment("An answer.", parent=comment, email="other@example.org")
    moderation.decide(comment=comment, action=action, moderator=moderator, reason="A reason.")
    words = words_of(client.get(PATH))
    days_later(clock, days - 1)
    kept = Comment.objects.get(pk=comment.pk).text
    days_later(clock, 1)

    comment.refresh_from_db()
    assert kept == "Away with it."
    assert places_where(["Away with it.", "Kim@"]) == []
    assert (comment.status, comment.name, comment.email_digest != "") == (CALLED[action], "", True)
    assert words_of(client.get(PATH)) == words
    assert comment.decisions.get().moderator == moderator
    with pytest.raises(moderation.NotPossible, match="Nothing is left"):
        moderation.decide(comment=comment, action="approve", moderator=moderator)


def test_text_before_an_edit_is_forgotten_thirty_days_after_it(clock):
    comment, moderator = make_comment("Call me on 555-0100."), make_user()
    moderation.correct(comment=comment, text="Call me.", moderator=moderator)
    ban(comment=comment, whom=["author"], moderator=moderator)
    days_later(clock, 29)
    kept = places_where(["555-0100"])
    days_later(clock, 1)

    edit, banned = Decision.objects.order_by("pk")
    assert kept == ["comments_decision.before"]
    assert places_where(["555-0100"]) == []
    assert (edit.before, edit.action, banned.before) == ({}, "edit", {"ban": Ban.objects.get().pk})


def test_address_of_what_nobody_ever_decided_goes_after_half_a_year_and_the_comment_still_waits(clock):
    make_comment("Is anybody there?", status="pending")
    days_later(clock, 179)
    kept = unseal(Comment.objects.get().email_sealed)
    days_later(clock, 1)

    comment = Comment.objects.get()
    assert kept == "kim@example.org"
    assert (comment.email_sealed, comment.text, comment.status) == ("", "Is anybody there?", "pending")


def test_what_is_forgotten_teaches_nothing(clock):
    for text in ("Spam one.", "Spam two."):
        moderation.decide(comment=make_comment(text, status="pending"), action="spam", moderator=make_user())
        days_later(clock, 100)

    assert [text for text, _name, _is_spam in examples()] == ["Spam two."]


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_forgetting_passes_over_what_somebody_holds_and_finds_it_the_next_day(clock):
    held, _free = (make_comment(text, network="203.0.113.0") for text in ("Held.", "Free."))
    clock.shift(timedelta(days=30, minutes=1))
    with transaction.atomic():
        locked(held.pk)
        at_once(forget_networks)
    first = set(Comment.objects.exclude(network=None).values_list("text", flat=True))

    forget_networks()

    assert (first, Comment.objects.exclude(network=None).count()) == ({"Held."}, 0)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite does not use these indexes with parameters")
def test_forgetting_finds_what_is_old_without_reading_every_comment():
    """In an empty table all indexes cost the same, so the one of all comments is put away: the partial ones suffice."""
    now = timezone.now()
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX comment_written")  # until this test is rolled back
        for rows in (*[rows for rows, _values in forgetting.too_old(now)], forgetting.withdrawn(now)):
            plans.append(rows.order_by().explain())
    indexes = [re.findall(r"(?:using|on) (comment_\w+|decision_\w+)", plan) for plan in plans]

    small = {"comment_of_browser", "comment_sealed", "comment_unpublished", "comment_pending", "decision_to_undo"}
    assert all(used and small.issuperset(used) for used in indexes), indexes


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
