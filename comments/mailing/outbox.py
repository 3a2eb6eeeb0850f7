"""Mails that are to go out, each once: writing one down, taking it, and what became of it.

A mail is a row, written in the transaction of what it tells, so that neither is there without the other. A worker takes
it with one conditional update, hands it to the mail server, and notes that. Killed before that note, the mail goes out
again from `due_at` on with the Message-ID it had, by which mailboxes know a copy: at least once, and seen once. What no
server takes is tried again after ever longer times, and given up after `MOST_TRIES`.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from comments.models import Follow, Notice
from comments.queue import queue

FIRST_WAIT = timedelta(minutes=5)
"""Longer than a task may take: until then nobody else takes it. Three times as long after each try."""
MOST_TRIES = 7
"""The last one 30 hours after the first."""
UNDO = timedelta(minutes=1)
"""So long nobody is told of a decision: one that is undone at once is never told."""
BUNDLED = {Notice.Kind.NEW: "follow_id", Notice.Kind.MODERATE: "moderator_id"}
"""Of these kinds the same person gets one mail an hour, with all that has come together by then."""
BETWEEN = timedelta(hours=1)


def put(kind: str, key: str, *, delay: timedelta = timedelta(0), **values) -> Notice:
    """Write a mail down, once for each `key`. Without a delay, a worker is told of it once this is committed."""
    due_at = timezone.now() + delay
    notice, is_new = Notice.objects.get_or_create(key=key, defaults={"kind": kind, "due_at": due_at, **values})
    if is_new and not delay:
        queue("send_notice", notice.pk)
    return notice


@transaction.atomic
def take(notice_id: int) -> list[Notice]:
    """What one mail is to tell; empty where somebody else is at it, or it is not time yet."""
    now = timezone.now()
    notice = Notice.objects.due(now).filter(pk=notice_id).first()
    if notice is None:
        return []
    if notice.kind in BUNDLED:
        lock_receiver(notice)
        notice = Notice.objects.due(now).filter(pk=notice_id).first()
        if notice is None or not is_time(notice, now):
            return []
    if notice.tries >= MOST_TRIES:
        end(together_with(notice, now), Notice.State.FAILED, failure="WorkerLost")
        return []
    message_id = notice.message_id if notice.tries else uuid4()
    taken = together_with(notice, now).update(
        message_id=message_id,
        taken_at=now,
        failure="",
        tries=F("tries") + 1,
        due_at=now + FIRST_WAIT * 3**notice.tries,
    )
    if not taken:
        return []
    rows = of_same_receiver(notice).waiting().filter(message_id=message_id)
    related = ("comment__author", "comment__thread__lesson", "comment__thread__article", "follow__member", "moderator")
    related += ("comment__parent__author",)
    return list(rows.select_related(*related, "follow__thread__lesson", "follow__thread__article").order_by("pk"))


def lock_receiver(notice: Notice) -> None:
    """Two workers with two comments for the same person make one mail."""
    model = Follow if notice.follow_id else User
    rows = model.objects.select_for_update(no_key=True, of=("self",))
    rows.filter(pk=notice.follow_id or notice.moderator_id).first()


def is_time(notice: Notice, now) -> bool:
    """Whether the last mail of this kind to them was long enough ago; else it waits until then."""
    went = of_same_receiver(notice).filter(state__in=[Notice.State.WAITING, Notice.State.SENT])
    last = went.exclude(message_id=notice.message_id).filter(taken_at__gt=now - BETWEEN).order_by("taken_at").last()
    if last is None:
        return True
    of_same_receiver(notice).due(now).update(due_at=last.taken_at + BETWEEN)
    return False


def of_same_receiver(notice: Notice):
    """The rows that may go together; of most kinds, each goes by itself."""
    field = BUNDLED.get(notice.kind, "pk")
    return Notice.objects.filter(kind=notice.kind, **{field: getattr(notice, field)})


def together_with(notice: Notice, now):
    """The rows that go in one mail; in a second try the same as in the first, since it has the same Message-ID."""
    if notice.tries:
        return of_same_receiver(notice).due(now).filter(message_id=notice.message_id)
    return of_same_receiver(notice).due(now).filter(tries=0)


def end(rows, state: str, failure: str = "") -> None:
    """An address that was kept for this mail goes with it."""
    rows.update(state=state, ended_at=timezone.now(), failure=failure, email_sealed="")


def drop(rows) -> None:
    """They were taken, and did not go: nobody was told."""
    end(rows, Notice.State.SKIPPED)
    rows.update(taken_at=None)


def want_again(rows) -> None:
    """Those that were no longer wanted when they were to go, and are now."""
    rows = rows.filter(state=Notice.State.SKIPPED)
    rows.update(state=Notice.State.WAITING, due_at=timezone.now() + UNDO, ended_at=None, taken_at=None, tries=0)


def note_failure(notices: list[Notice], failure: str) -> None:
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    if notices[0].tries >= MOST_TRIES:
        end(rows, Notice.State.FAILED, failure)
    else:
        rows.update(failure=failure)
