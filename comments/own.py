"""The comments that somebody wrote themselves, as they see them below a lesson."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from accounts.prepared import PreparedQuery
from comments.models import Comment
from comments.services import EDITABLE, is_fresh, takes_changes
from comments.visitors import COOKIE, visitor_of
from comments.waiting import left_until
from lessons.models import Lesson

TOLD_FOR = timedelta(days=7)
"""For so long somebody sees that their comment was not published."""
WRITTEN_BY_MEMBER = {
    field: PreparedQuery(
        lambda member, subject, field=field: Comment.objects.filter(
            author=member, **{f"thread__{field}": subject}
        ).values_list("pk")[:1]
    )
    for field in ("lesson", "article")
}
"""Whether there is any: most members have written nothing below most lessons, and hear so quickly."""


@dataclass(frozen=True)
class Own:
    """One's own comment that others do not see (yet), or that can still be changed."""

    public_id: str
    html: str
    status: str
    note: str
    written_at: datetime
    is_withdrawable: bool
    is_editable: bool

    @property
    def time_left(self) -> str:
        return left_until(self.written_at + EDITABLE)

    @classmethod
    def of(cls, comment: Comment, is_withdrawable: bool) -> "Own":
        return cls(
            str(comment.public_id),
            comment.html,
            comment.status,
            comment.decision_note,
            comment.written_at,
            is_withdrawable,
            is_withdrawable and takes_changes(comment),
        )


def is_mine(request: HttpRequest, comment: Comment) -> bool:
    if request.user.is_authenticated and comment.author_id == request.user.pk:
        return True
    visitor = visitor_of(request)
    return bool(visitor) and comment.author_id is None and comment.visitor == visitor


def own_comments(request: HttpRequest, subject) -> tuple[Own, ...]:
    """Those below `subject`, newest last. No query for a visitor who has never written (no cookie says so), whereas a
    member may have done so on another device."""
    member = request.user if request.user.is_authenticated else None
    field = "lesson" if isinstance(subject, Lesson) else "article"
    if COOKIE not in request.COOKIES and not (member and WRITTEN_BY_MEMBER[field].rows(member.pk, subject.pk)):
        return ()
    whose = Q(visitor=visitor_of(request), author=None) if visitor_of(request) else Q(pk=None)
    if member:
        whose |= Q(author=member)
    now = timezone.now()
    recent = Q(status=Comment.Status.APPROVED, written_at__gt=now - EDITABLE) | Q(
        status=Comment.Status.REJECTED, decided_at__gt=now - TOLD_FOR
    )
    rows = Comment.objects.filter(
        whose, recent | Q(status=Comment.Status.PENDING), **{f"thread__{field}": subject}
    ).select_related("thread")
    rows = rows.annotate(is_answered=Exists(Comment.objects.shown().filter(parent=OuterRef("pk"))))
    shown = [
        Own.of(comment, is_fresh(comment) and not comment.is_answered)
        for comment in rows.order_by("written_at", "pk")[:20]
    ]
    return tuple(own for own in shown if own.is_withdrawable or own.status != Comment.Status.APPROVED)
