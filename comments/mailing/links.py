"""Links in mails about comments: signed, each for one purpose, most for a limited time.

Opening one changes nothing, since mail scanners open links too; the button on its page does. None holds an address that
could be read.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.sealing import seal, unseal
from comments.models import Comment, Follow, Notice

CONFIRM, END, DECIDE, MINE = (f"comments.mailing.links.{name}" for name in ("confirm", "end", "decide", "mine"))
CONFIRM_DAYS, DECIDE_DAYS, MINE_HOURS = 3, 3, 1
ACTIONS = ("approve", "spam")


class LinkIsTooOld(Exception):
    """It is one of ours, from a mail of too long ago."""


def read(token: str, purpose: str, max_age: timedelta | None = None):
    """What is in a link; None where it is not ours, or not for this purpose."""
    try:
        return signing.loads(token, salt=purpose, max_age=max_age)
    except signing.SignatureExpired:
        raise LinkIsTooOld from None
    except signing.BadSignature:
        return None


def url(name: str, value, purpose: str) -> str:
    return settings.SITE_URL + reverse(f"comments:{name}", args=[signing.dumps(value, salt=purpose)])


def url_to_confirm(follow: Follow) -> str:
    return url("follow_confirm", follow.pk, CONFIRM)


def follow_to_confirm(token: str) -> Follow | None:
    return follow_of(read(token, CONFIRM, timedelta(days=CONFIRM_DAYS)))


def url_to_end(follow: Follow) -> str:
    """Works for as long as the mail it stands in is kept."""
    return url("follow_end", follow.pk, END)


def follow_to_end(token: str) -> Follow | None:
    return follow_of(read(token, END))


def follow_of(number: int | None) -> Follow | None:
    follows = Follow.objects.select_related("thread__lesson", "thread__article", "member")
    return follows.filter(pk=number).first() if number is not None else None


def url_to_decide(notice: Notice, action: str) -> str:
    return url("decide_by_mail", [notice.pk, action], DECIDE)


def notice_to_decide(token: str) -> tuple[Notice, str] | None:
    """The notice to a moderator, and what pressing the button does. None where the comment is gone, too."""
    value = read(token, DECIDE, timedelta(days=DECIDE_DAYS))
    if value is None:
        return None
    notices = Notice.objects.select_related(
        "moderator", "comment__author", "comment__parent__author", "comment__thread__lesson", "comment__thread__article"
    )
    notice = notices.filter(pk=value[0], kind=Notice.Kind.MODERATE).first()
    return (notice, value[1]) if notice else None


def url_of_mine(address: str) -> str:
    return url("mine_by_mail", seal(address), MINE)


def address_of_mine(token: str) -> str:
    """The address that a link was mailed to; empty where it is not ours."""
    return unseal(read(token, MINE, timedelta(hours=MINE_HOURS)) or "")


def permalink(comment: Comment) -> str:
    return settings.SITE_URL + comment.get_absolute_url()
