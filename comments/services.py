"""Writing a comment, changing and withdrawing it. What moderators do is in `comments.moderating.moderation`."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.sealing import digest_of, seal
from comments.erasing import make_nobodys
from comments.models import Comment, Notice, Thread
from comments.queue import queue
from comments.showing import all_locked, locked, show
from lessons.models import Edition

EDITABLE = timedelta(minutes=15)
TAKES_COMMENTS = (Comment.Status.PENDING, Comment.Status.APPROVED)


class ThreadIsClosed(Exception):
    """Nobody can write in this thread any more."""


@transaction.atomic
def write(
    *,
    thread: Thread,
    key: str,
    text: str,
    author: User | None = None,
    name: str = "",
    email: str = "",
    parent: Comment | None = None,
    visitor: str = "",
    seconds: float | None = None,
    network: str | None = None,
) -> Comment:
    """Keep a comment, to be looked at by the rules (`comments.tasks.moderate`).

    The same `key` again gives the comment that is there already, whoever sends it: a retry after a failure never makes
    two. A reply to a reply stands below the comment at the top, and knows what it `answered`; what is erased meanwhile
    is not answered.
    """
    kept = Comment.objects.filter(key=key).first()
    if kept:
        return kept
    thread = Thread.objects.select_for_update(no_key=True).filter(pk=thread.pk).first()
    if thread is None or not thread.is_open:
        raise ThreadIsClosed
    now = timezone.now()
    root = parent.parent or parent if parent else None
    numbers = [each.pk for each in (root, parent) if each]
    there = set(thread.comments.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
    if root and root.pk not in there:
        root = None
    answered = parent if root and parent.pk != root.pk and parent.pk in there else None
    comment = Comment(
        thread=thread,
        parent=root,
        answered=answered,
        author=author,
        name="" if author else name,
        email_sealed="" if author else seal(email),
        email_digest="" if author else digest_of(email),
        visitor=visitor,
        written_at=now,
        root_at=root.written_at if root else now,
        key=key,
        seconds=seconds,
        network=network,
    )
    comment.say(text)
    try:
        with transaction.atomic():
            comment.save(force_insert=True)
            queue("moderate", comment.pk)
    except IntegrityError:  # sent twice at the same moment
        return Comment.objects.get(key=key)
    return comment


@transaction.atomic
def edit(*, comment: Comment, text: str) -> Comment | None:
    """Change one's own comment within a quarter of an hour; the rules look at it again. None where it is too late."""
    comment = locked(comment.pk)
    if comment is None or not is_editable(comment):
        return None
    if text != comment.text:
        comment.say(text)
        comment.edited_at = timezone.now()
        comment.status, comment.scored_at = Comment.Status.PENDING, None
        comment.save()
        show(comment)
        queue("moderate", comment.pk)
    return comment


@transaction.atomic
def withdraw(*, comment: Comment) -> bool:
    """Take one's own comment back within a quarter of an hour. False where it is too late."""
    comment = locked(comment.pk)
    if comment is None or not is_withdrawable(comment):
        return False
    comment.status = Comment.Status.WITHDRAWN
    comment.save()
    show(comment)
    return True


def is_withdrawable(comment: Comment) -> bool:
    """By its author: for a quarter of an hour, and while nobody has answered."""
    return is_fresh(comment) and not comment.replies.shown().exists()


def is_editable(comment: Comment) -> bool:
    """By its author: so long, unless moderators have corrected it or the thread is closed."""
    return is_withdrawable(comment) and takes_changes(comment)


def takes_changes(comment: Comment) -> bool:
    return comment.thread.is_open and not comment.is_edited_by_staff


def why_not_editable(comment: Comment) -> str:
    """What its author is told; empty where it can be changed."""
    if not is_withdrawable(comment):
        return _("A comment can be changed for 15 minutes, and until somebody answers it.")
    if comment.is_edited_by_staff:
        return _("A moderator has edited this comment. You can withdraw it, but no longer change it.")
    if not comment.thread.is_open:
        return _("This thread takes no more comments. You can withdraw yours, but no longer change it.")
    return ""


def is_fresh(comment: Comment) -> bool:
    """Young enough to be changed by its author, and not decided against."""
    return timezone.now() - comment.written_at < EDITABLE and comment.status in TAKES_COMMENTS


def note_new_name(*, member: User) -> None:
    """Readers' pages show it by the member's comments."""
    if Comment.objects.approved().filter(author=member).exists():
        Edition.advance()


@transaction.atomic
def make_anonymous(*, numbers: list[int]) -> None:
    """Before accounts are erased: what they published stays for those who answered, and leads to nobody; what readers
    do not see goes, but for the empty place of one that was answered, and so do the mails about it."""
    comments = all_locked(Comment.objects.filter(author__in=numbers))
    told = Notice.objects.filter(comment__author__in=numbers, follow=None, moderator=None)
    told.exclude(kind=Notice.Kind.FOLLOWERS).delete()
    make_nobodys(comments, with_published=False)
