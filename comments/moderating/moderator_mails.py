"""The mail that tells moderators what waits."""

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet

from accounts.models import User
from comments.mailing.outbox import put
from comments.models import Comment, Decision, Notice, Policy
from comments.moderating.moderators import PERMISSION


def moderators() -> QuerySet[User]:
    """Active staff who may moderate: by themselves, by a group, or as superusers; `is_moderator`, asked of all."""
    app, codename = PERMISSION.split(".")
    permission = Permission.objects.filter(content_type__app_label=app, codename=codename)
    allowed = Q(is_superuser=True) | Q(user_permissions__in=permission) | Q(groups__permissions__in=permission)
    numbers = User.objects.members().filter(allowed, is_active=True, is_staff=True).values("pk")
    return User.objects.filter(pk__in=numbers)


def tell_moderators(comment: Comment, decision: Decision) -> None:
    """In the transaction in which the rules held a comment back: each of them once, as long as that mail waits. Nobody
    decides about their own by mail."""
    if not Policy.current().mails_moderators:
        return
    waiting = comment.notices.waiting().filter(kind=Notice.Kind.MODERATE).values("moderator")
    for moderator in moderators().exclude(pk=comment.author_id or 0).exclude(pk__in=waiting):
        put(Notice.Kind.MODERATE, f"moderate-{decision.pk}-{moderator.pk}", comment=comment, moderator=moderator)


def is_decided(notice: Notice) -> bool:
    """Whether anybody has decided since the mail went, even if that was undone: its links are used up."""
    went_at = notice.taken_at or notice.written_at
    since = notice.comment.decisions.filter(is_by_rules=False, decided_at__gte=went_at)
    return notice.comment.status != Comment.Status.PENDING or since.exists()
