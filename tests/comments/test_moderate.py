"""What the rules make of a comment, once, whatever happens to workers."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from kombu.exceptions import OperationalError

from comments import queue
from comments.models import Ban, Comment, Decision, Policy
from comments.moderating import moderation
from comments.moderating.facts import facts_of
from tests.at_once import at_once
from tests.comments.factories import make_comment
from tests.factories import make_user

pytestmark = pytest.mark.database


def moderated(comment: Comment) -> Comment:
    moderation.moderate(comment_id=comment.pk)
    comment.refresh_from_db()
    return comment


def test_new_author_waits_with_the_reason(db):
    comment = moderated(make_comment(status="pending"))

    assert (comment.status, comment.is_shown) == ("pending", False)
    assert "first" in [reason["code"] for reason in comment.reasons]
    assert [decision.action for decision in comment.decisions.all()] == ["hold"]
    assert list(Comment.objects.waiting()) == [comment]


def test_author_with_enough_approved_comments_appears_at_once(db):
    member = make_user()
    for _number in range(2):
        make_comment(author=member)

    comment = moderated(make_comment(status="pending", author=member, text="Third"))

    decision = comment.decisions.get()
    assert (comment.status, comment.is_shown) == ("approved", True)
    assert (decision.action, decision.is_by_rules, decision.moderator) == ("approve", True, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("See http://a.example and http://b.example", "links"), ("Buy a Cheap Watch now", "words")],
)
def test_site_holds_links_and_words_back(db, text, code):
    Policy.objects.create(pk=1, first_approved=0, words="cheap watch\n")

    held, free = moderated(make_comment(text, status="pending")), moderated(make_comment("Fine", status="pending"))

    assert (held.status, free.status) == ("pending", "approved")
    assert code in [reason["code"] for reason in held.reasons if reason["holds"]]


def test_banned_author_waits(db):
    Policy.objects.create(pk=1, first_approved=0)
    comment = make_comment(status="pending")
    Ban.objects.create(email_digest=comment.email_digest, reason="Again and again")

    assert moderated(comment).status == "pending"
    assert comment.reasons[0]["code"] == "banned"


def test_comment_is_looked_at_once(db):
    comment = moderated(make_comment(status="pending"))

    assert moderation.moderate(comment_id=comment.pk) is None
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_look_at_it_once():
    comment = make_comment(status="pending")

    at_once(*[lambda: moderation.moderate(comment_id=comment.pk)] * 2)

    assert Decision.objects.count() == 1


def test_broker_that_is_away_keeps_the_comment_and_the_sweep_finds_it(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(queue.current_app, "send_task", lambda *_, **__: (_ for _ in ()).throw(OperationalError()))
    with django_capture_on_commit_callbacks(execute=True):
        comment = make_comment(status="pending")

    too_soon = moderation.moderate_the_forgotten()
    Comment.objects.update(written_at=timezone.now() - timedelta(minutes=3))

    assert too_soon == 0
    assert moderation.moderate_the_forgotten() == 1
    comment.refresh_from_db()
    assert comment.scored_at is not None


def test_comment_that_the_rules_fail_on_keeps_no_other_from_being_looked_at(db, monkeypatch, caplog):
    make_comment("One.", status="pending")
    for _number in range(3):
        make_comment("This breaks them.", status="pending")
    make_comment("Three.", status="pending")
    verdict_of = moderation.verdict_of

    def breaking(comment):
        if "breaks" in comment.text:
            raise ValueError(comment.text)
        return verdict_of(comment)

    monkeypatch.setattr(moderation, "verdict_of", breaking)
    monkeypatch.setattr(moderation, "AT_ONCE", 2)
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        counts = [moderation.moderate_the_forgotten() for _minute in range(2)]

    assert counts == [2, 0]
    assert [comment.text for comment in Comment.objects.unscored()] == ["This breaks them."] * 3
    assert "ValueError" in caplog.text
    assert "This breaks" not in caplog.text


def test_moderator_decides_and_two_presses_are_one(db):
    comment, moderator = make_comment(status="pending"), make_user()

    first = moderation.decide(comment=comment, action="approve", moderator=moderator)
    again = moderation.decide(comment=comment, action="approve", moderator=moderator)

    comment.refresh_from_db()
    assert (comment.status, comment.is_shown, first.moderator, again) == ("approved", True, moderator, None)


def test_address_alone_makes_nobody_known(db):
    for text in ("One", "Two", "Three"):
        make_comment(text, visitor="a" * 64)

    assert facts_of(make_comment("Mine", status="pending", visitor="a" * 64)).approved_before == 3
    assert facts_of(make_comment("Typed", status="pending", visitor="b" * 64)).approved_before == 0
