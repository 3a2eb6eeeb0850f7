"""What is kept about those who write no longer than it is needed: forgotten day by day.

After `ADDRESS_KEPT_DAYS`: the network and the browser's cookie of each comment; the address of one that was decided
about, so long ago (its digest stays, by which its author finds it and a ban knows them); comments that were withdrawn,
but for the place of one that was answered; what a deleted one said; what it takes to undo a decision; mails that went.
After `UNPUBLISHED_KEPT`, in which the classifier learns from it: what comments said that were rejected or are spam; the
address of one that nobody has decided about. A ban that has ended is forgotten at once, follows that were ended or
never confirmed when the links in their mails are too old.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.erasing import NOTHING, remove
from comments.mailing.links import CONFIRM_DAYS
from comments.models import UNPUBLISHED, Ban, Comment, Decision, Follow, Notice
from comments.showing import locked

UNPUBLISHED_KEPT = timedelta(days=180)
AT_ONCE = 1000
Status = Comment.Status
OF_BANS = (Decision.Action.BAN, Decision.Action.LIFT)


def forget() -> None:
    now = timezone.now()
    old = now - timedelta(days=settings.ADDRESS_KEPT_DAYS)
    for rows, values in too_old(now):
        update(rows, values)
    for number in withdrawn(old).values_list("pk", flat=True):
        forget_withdrawn(number)
    Ban.objects.filter(ends_at__lt=now).delete()
    Notice.objects.filter(ended_at__lt=old).delete()
    unanswered = Q(confirmed_at=None, asked_at__lt=now - timedelta(days=CONFIRM_DAYS))
    Follow.objects.filter(unanswered | Q(ended_at__lt=now - timedelta(days=CONFIRM_DAYS))).delete()


def too_old(now: datetime) -> list[tuple[QuerySet, dict]]:
    """Rows, and what is left of them. Each has an index of those that still hold it."""
    old, older = now - timedelta(days=settings.ADDRESS_KEPT_DAYS), now - UNPUBLISHED_KEPT
    comments = Comment.objects.filter(written_at__lt=old)
    decided = comments.annotate(at=Coalesce("decided_at", "written_at"))
    sealed, said = ~Q(email_sealed=""), Q(status__in=UNPUBLISHED) & ~Q(text="")
    decisions = Decision.objects.filter(decided_at__lt=old, comment__isnull=False)
    return [
        (comments.filter(Q(network__isnull=False) | ~Q(visitor="")), {"network": None, "visitor": ""}),
        (decided.filter(sealed, at__lt=old).exclude(status=Status.PENDING), {"email_sealed": ""}),
        (comments.filter(sealed, status=Status.PENDING, written_at__lt=older), {"email_sealed": ""}),
        (decided.filter(said, status=Status.DELETED, at__lt=old), {"name": "", **NOTHING}),
        (decided.filter(said, status__in=[Status.REJECTED, Status.SPAM], at__lt=older), {"name": "", **NOTHING}),
        (decisions.filter(~Q(before={})).exclude(action__in=OF_BANS), {"before": {}}),
    ]


def update(rows: QuerySet, values: dict) -> None:
    """A thousand at a time. What somebody holds is passed over where the database can do so, and found the next day:
    who waits for nothing keeps nobody waiting in a circle."""
    skip_locked = connection.features.has_select_for_update_skip_locked
    while True:
        with transaction.atomic():
            held = rows.select_for_update(skip_locked=skip_locked).order_by()
            numbers = list(held.values_list("pk", flat=True)[:AT_ONCE])
            rows.model.objects.filter(pk__in=numbers).update(**values)
        if len(numbers) < AT_ONCE:
            return


def withdrawn(old: datetime) -> QuerySet:
    said = Comment.objects.filter(Q(status__in=UNPUBLISHED) & ~Q(text=""))
    return said.filter(status=Status.WITHDRAWN, written_at__lt=old)


@transaction.atomic
def forget_withdrawn(number: int) -> None:
    comment = locked(number)
    if comment and comment.status == Status.WITHDRAWN:
        remove(comment, Status.WITHDRAWN)
