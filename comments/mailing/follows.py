"""Following a thread by mail: members at once, everybody else once they have confirmed their address."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.addresses import forget_undeliverable
from accounts.models import User
from accounts.sealing import digest_of, digests_of, seal, unseal
from comments.mailing.addresses import author_digests, known_digests, verified_address_of
from comments.mailing.outbox import put
from comments.models import Comment, Follow, Notice, Thread
from comments.queue import queue
from comments.replies import tell_the_answered

ASKED_AGAIN_AFTER = timedelta(days=1)
BATCH = 500


def follow_as_member(*, thread: Thread, member: User) -> Follow | None:
    """Tell a member of new comments; None where they have no verified address."""
    if not verified_address_of(member):
        return None
    now = timezone.now()
    values = {"confirmed_at": now, "ended_at": None}
    return Follow.objects.update_or_create(
        thread=thread, member=member, defaults=values, create_defaults={**values, "asked_at": now}
    )[0]


def is_followed_by(thread: Thread, member: User) -> bool:
    return thread.pk is not None and Follow.objects.active().filter(thread=thread, member=member).exists()


@transaction.atomic
def ask_to_confirm(*, thread: Thread, address: str) -> None:
    """Mail a link to an address that somebody typed: nothing else is sent before its owner presses the button there.

    At most once a day for each thread. Nothing of this shows whether the address was known.
    """
    now = timezone.now()
    follow = Follow.objects.filter(thread=thread, email_digest__in=digests_of(address)).first()
    if follow is None:
        follow = new_follow(thread, address)
    elif not ask_again(follow, now):
        return
    if follow is not None:
        put(Notice.Kind.CONFIRM, f"confirm-{follow.pk}-{now:%Y%m%d%H%M%S}", follow=follow)


def new_follow(thread: Thread, address: str) -> Follow | None:
    """None where the form came twice at the same moment."""
    try:
        with transaction.atomic():
            return Follow.objects.create(thread=thread, email_sealed=seal(address), email_digest=digest_of(address))
    except IntegrityError:
        return None


def ask_again(follow: Follow, now) -> bool:
    """Only one of two at the same moment; not whoever follows already."""
    idle = Follow.objects.filter(Q(confirmed_at=None) | Q(ended_at__isnull=False), pk=follow.pk)
    return bool(idle.filter(asked_at__lte=now - ASKED_AGAIN_AFTER).update(asked_at=now))


def can_confirm(follow: Follow) -> bool:
    """A link of before the follow was ended does not begin it anew."""
    return follow.ended_at is None or follow.ended_at < follow.asked_at


def confirm(*, follow: Follow) -> bool:
    open_ones = Follow.objects.filter(Q(ended_at=None) | Q(ended_at__lt=F("asked_at")), pk=follow.pk)
    forget_undeliverable(unseal(follow.email_sealed))  # a mail has just arrived there
    return bool(open_ones.update(confirmed_at=timezone.now(), ended_at=None))


def end_follow(*, follow: Follow) -> None:
    Follow.objects.filter(pk=follow.pk, ended_at=None).update(ended_at=timezone.now())


def fan_out(comment: Comment) -> None:
    """Write down a mail to each who follows the thread, but for the author; each once, however often this runs."""
    told, last = tell_the_answered(comment), 0
    followers = followers_of(comment).exclude(member__in=told)
    while batch := list(followers.filter(pk__gt=last).order_by("pk")[:BATCH]):
        write_news(comment, batch)
        last = batch[-1].pk


def followers_of(comment: Comment):
    follows = Follow.objects.active().filter(thread=comment.thread).exclude(email_digest__in=author_digests(comment))
    return follows.exclude(member=comment.author) if comment.author_id else follows


@transaction.atomic
def write_news(comment: Comment, follows: list[Follow]) -> None:
    keys = [f"new-{follow.pk}-{comment.pk}" for follow in follows]
    others = [other for other in (comment.parent, comment.answered) if other]
    answered = set().union(*(known_digests(other.email_digest, other.email_sealed) for other in others))
    notices = [
        Notice(kind=kind_for(follow, others, answered), key=key, follow=follow, comment=comment)
        for follow, key in zip(follows, keys, strict=True)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    for number in Notice.objects.filter(key__in=keys).waiting().values_list("pk", flat=True):
        queue("send_notice", number)


def kind_for(follow: Follow, others: list[Comment], answered: set[str]) -> str:
    """Whoever wrote what is answered, or the comment at the top of it, is told so, at once; `answered` are the digests
    of their addresses."""
    if follow.member_id:
        is_answered = any(follow.member_id == other.author_id for other in others)
    else:
        is_answered = not answered.isdisjoint(known_digests(follow.email_digest, follow.email_sealed))
    return Notice.Kind.REPLY if is_answered else Notice.Kind.NEW
