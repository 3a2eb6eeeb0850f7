"""After SECRET_KEY has changed, with the old one in SECRET_KEY_FALLBACKS: whoever has no account is known as before."""

import pytest

from comments.mailing.follows import fan_out
from comments.models import Notice
from comments.moderating import bans
from comments.moderating.facts import facts_of
from comments.moderating.page import histories_of
from tests.comments.factories import make_comment, make_follower, make_moderator, make_thread, make_waiting

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def change_key(settings):
    def change() -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a key of later, long enough to be one, with 50 letters"

    return change


def test_ban_means_the_same_address(change_key):
    bans.ban(comment=make_comment(), whom=["author"], moderator=make_moderator(), reason="Insults")

    change_key()

    assert facts_of(make_waiting("Later")).banned
    assert not facts_of(make_waiting("Somebody else", email="lou@example.org")).banned


def test_second_ban_of_the_same_is_none(change_key):
    robin = make_moderator()
    bans.ban(comment=make_comment(), whom=["author"], moderator=robin, reason="Insults")

    change_key()

    assert bans.ban(comment=make_comment("Later"), whom=["author"], moderator=robin, reason="Insults") is None


def test_what_was_published_and_refused_before_counts(change_key):
    make_comment("Published", visitor="a" * 64)
    make_comment("Buy this", status="spam")

    change_key()

    facts = facts_of(make_waiting("Later", visitor="a" * 64))
    assert (facts.approved_before, facts.rejected_before) == (1, 1)


def test_queue_shows_what_the_author_wrote_before(change_key):
    make_comment("Published")
    early = make_waiting("Early")
    make_comment("Of somebody else", email="lou@example.org")

    change_key()

    make_comment("Refused", status="rejected")
    late = make_waiting("Late")
    histories = histories_of([early, late])
    assert [(each.published, each.refused) for each in histories.values()] == [(1, 1), (1, 1)]
    assert [other.text for other in histories[late.pk].last] == ["Refused", "Early", "Published"]
    assert [other.text for other in histories[early.pk].last] == ["Late", "Refused", "Published"]


def test_follower_is_known_as_author_and_as_who_was_answered(change_key):
    thread = make_thread()
    make_follower("kim@example.org", thread)
    make_follower("lou@example.org", thread)
    asked = make_comment("Asked", email="lou@example.org")

    change_key()

    for parent in (None, asked):
        fan_out(make_comment("Mine", parent=parent))
    kinds = Notice.objects.exclude(follow=None).order_by("pk").values_list("kind", "follow")
    lou = thread.follows.latest("pk").pk
    assert list(kinds) == [("new", lou), ("reply", lou)]


def test_answer_to_a_comment_of_before_is_told_to_who_follows_since(change_key):
    asked = make_comment("Asked", email="lou@example.org")

    change_key()

    make_follower("lou@example.org", asked.thread)
    fan_out(make_comment("Answered", parent=asked))
    assert Notice.objects.exclude(follow=None).get().kind == "reply"
