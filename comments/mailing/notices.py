"""Mails about comments: who is told what, and whether they still want it when it is about to go. See `outbox`.

What is wanted is asked again just before a mail leaves: the comment may be withdrawn by then, the decision undone, the
follow ended.
"""

import logging
from datetime import timedelta
from time import monotonic

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.addresses import is_undeliverable
from accounts.mail_headers import message_id, to_end_with_one_click
from accounts.sealing import digests_of, unseal
from comments.mailing import links, outbox
from comments.mailing.addresses import address_of, author_digests, has_address
from comments.mailing.follows import fan_out
from comments.mailing.guest_rights import is_anything_of
from comments.models import Comment, Decision, Notice, Policy
from comments.moderating.moderator_mails import is_decided
from comments.moderating.moderators import is_moderator
from comments.replies import link_to_end_replies

logger = logging.getLogger(__name__)
Kind, State = Notice.Kind, Notice.State
SAYS = {
    Comment.Status.APPROVED: Kind.APPROVED,
    Comment.Status.REJECTED: Kind.REJECTED,
    Comment.Status.PENDING: Kind.WAITS,
}
"""What an author is told of a comment that is so. Nobody is told of spam and removal."""
SETTLES = (Decision.Action.APPROVE, Decision.Action.REJECT, Decision.Action.SPAM, Decision.Action.DELETE)
AT_ONCE = 1000
AWAITED = (Kind.CONFIRM, Kind.MINE)
"""Somebody asked for these there and then: they go to addresses too from which mail came back."""


def note_change(comment: Comment, cause: str) -> None:
    """In the transaction of a decision, or of its undoing (each has a `cause` of its own): what was still to be told is
    no longer so. Its author is told what holds now, after the time in which it can be undone; so are those who follow
    the thread. Nobody is told that a comment appeared at once, nor the same thing twice."""
    outbox.end(comment.notices.waiting().filter(kind__in=[*SAYS.values(), Kind.FOLLOWERS]), State.SKIPPED)
    decision = comment.decisions.standing().filter(action__in=SETTLES).last()
    is_late = decision is None or decision.decided_at < timezone.now() - timedelta(days=settings.ADDRESS_KEPT_DAYS)
    kind = SAYS.get(comment.status)
    is_told_of = last_told(comment) or not (is_late or decision.is_by_rules)
    if kind and is_told_of and is_news_to_author(comment, kind) and has_address(comment):
        outbox.put(kind, f"{kind}-{cause}", delay=outbox.UNDO, comment=comment)
    if comment.status == Comment.Status.APPROVED:
        tell_followers(comment, cause, is_late=is_late)


def tell_followers(comment: Comment, cause: str, *, is_late: bool) -> None:
    """Of a comment that is published (again); and of its answers, where they were away with it."""
    if not is_late and not comment.notices.filter(kind=Kind.FOLLOWERS, state=State.SENT).exists():
        outbox.put(Kind.FOLLOWERS, f"followers-{cause}", delay=outbox.UNDO, comment=comment)
    back = [comment.pk, *comment.replies.approved().values_list("pk", flat=True)]
    outbox.want_again(Notice.objects.filter(comment__in=back, kind__in=[Kind.NEW, Kind.REPLY]))


def last_told(comment: Comment, besides: Notice | None = None) -> Notice | None:
    told = comment.notices.told().filter(kind__in=SAYS.values()).exclude(pk=besides and besides.pk)
    return told.order_by("taken_at", "pk").last()


def is_news_to_author(comment: Comment, kind: str, besides: Notice | None = None) -> bool:
    """Whether it is so, and not what they were told last."""
    if SAYS.get(comment.status) != kind:
        return False
    told = last_told(comment, besides)
    if told is None:
        return kind != Kind.WAITS
    return told.kind != kind or (kind == Kind.REJECTED and reason_in(told) != comment.decision_note)


def reason_in(notice: Notice) -> str:
    """That of the rejection which it told."""
    rejections = notice.comment.decisions.filter(action=Decision.Action.REJECT, decided_at__lte=notice.taken_at)
    return getattr(rejections.last(), "reason", "")


def send_notice(*, notice_id: int) -> bool:
    """Send one mail, unless somebody else is at it. What a server does not take now, it is offered again."""
    taken = outbox.take(notice_id)
    wanted = [notice for notice in taken if is_wanted(notice)]
    outbox.drop(Notice.objects.filter(pk__in=[notice.pk for notice in taken if notice not in wanted]))
    if not wanted:
        return False
    if wanted[0].kind == Kind.FOLLOWERS:
        fan_out(wanted[0].comment)
    else:
        try:
            message_of(wanted).send()
        except (OSError, ValueError) as error:  # all of smtplib's errors are the former; texts may hold the address
            failure = f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()
            logger.error("A mail about a comment could not be sent: %s", failure)
            outbox.note_failure(wanted, failure)
            return False
    outbox.end(Notice.objects.filter(pk__in=[notice.pk for notice in wanted]), State.SENT)
    return True


def send_forgotten_notices() -> int:
    """Send what is due, for half of a task's time: after a delay, after a failure, or because a worker or the broker
    lost it. Returns how many mails went."""
    stop_at = monotonic() + settings.CELERY_TASK_TIME_LIMIT / 2
    sent = 0
    due = Notice.objects.due(timezone.now()).order_by("due_at", "pk")
    for number in due.values_list("pk", flat=True)[:AT_ONCE]:
        if monotonic() > stop_at:
            break
        sent += send_notice(notice_id=number)
    return sent


def is_wanted(notice: Notice) -> bool:
    if notice.kind != Kind.FOLLOWERS:
        address = receiver_of(notice)
        if not address or (notice.kind not in AWAITED and is_undeliverable(address)):
            return False
    return WANTED[notice.kind](notice)


def receiver_of(notice: Notice) -> str:
    """The address it goes to; empty where there is none (any more)."""
    if notice.moderator_id:
        return address_of(member=notice.moderator)
    if notice.follow_id:
        return address_of(member=notice.follow.member, sealed=notice.follow.email_sealed)
    if notice.comment_id:
        return address_of(member=notice.comment.author, sealed=notice.comment.email_sealed)
    return unseal(notice.email_sealed)


def is_news(notice: Notice) -> bool:
    """Of somebody else, there to be read, and still asked for: by following the thread, or as an answer."""
    comment = notice.comment
    is_there = comment.status == Comment.Status.APPROVED and comment.is_shown
    is_own = not author_digests(comment).isdisjoint(digests_of(receiver_of(notice)))
    is_asked_for = notice.follow.is_active if notice.follow else bool(link_to_end_replies(notice.moderator))
    return is_there and is_asked_for and not is_own and comment.thread.subject.status == "published"


WANTED = {
    **dict.fromkeys(SAYS.values(), lambda notice: is_news_to_author(notice.comment, notice.kind, besides=notice)),
    Kind.FOLLOWERS: lambda notice: notice.comment.status == Comment.Status.APPROVED,
    Kind.NEW: is_news,
    Kind.REPLY: is_news,
    Kind.CONFIRM: lambda notice: not notice.follow.is_active,
    Kind.MODERATE: lambda notice: (
        not is_decided(notice) and is_moderator(notice.moderator) and Policy.current().mails_moderators
    ),
    Kind.MINE: lambda notice: is_anything_of(unseal(notice.email_sealed)),
}


def message_of(notices: list[Notice]) -> EmailMessage:
    """One mail about all of `notices`, which are of one kind and to one person."""
    notice = notices[0]
    headers = {"Message-ID": message_id(notice.message_id), "Auto-Submitted": "auto-generated"}
    about = notice.follow or notice.comment
    context = {"site_url": settings.SITE_URL, "comment": notice.comment, "thread": about and about.thread}
    context |= WORDS[notice.kind](notices)
    if "end_url" in context:
        headers |= to_end_with_one_click(context["end_url"])
    template = f"comments/mail/{notice.kind}"
    return get_adapter().render_mail(template, receiver_of(notice), context, headers)


def for_author(notices: list[Notice]) -> dict:
    comment = notices[0].comment
    return {"url": links.permalink(comment), "corrects": last_told(comment, besides=notices[0]) is not None}


def for_follower(notices: list[Notice]) -> dict:
    news = [{"comment": notice.comment, "url": links.permalink(notice.comment)} for notice in notices]
    follow = notices[0].follow
    end_url = links.url_to_end(follow) if follow else link_to_end_replies(notices[0].moderator)
    return {"news": news, "end_url": end_url, "is_follower": follow is not None}


def for_moderator(notices: list[Notice]) -> dict:
    waiting = [
        {"comment": notice.comment, **{action: links.url_to_decide(notice, action) for action in links.ACTIONS}}
        for notice in notices
    ]
    return {"waiting": waiting, "days": links.DECIDE_DAYS}


WORDS = {
    **dict.fromkeys(SAYS.values(), for_author),
    Kind.NEW: for_follower,
    Kind.REPLY: for_follower,
    Kind.CONFIRM: lambda notices: {"url": links.url_to_confirm(notices[0].follow), "days": links.CONFIRM_DAYS},
    Kind.MODERATE: for_moderator,
    Kind.MINE: lambda notices: {"url": links.url_of_mine(receiver_of(notices[0])), "hours": links.MINE_HOURS},
}
