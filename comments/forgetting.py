"""What is kept about those who write no longer than it is needed: forgotten day by day.

After `ADDRESS_KEPT_DAYS`: the network and the browser's cookie of each comment; the address of one that was decided
about, so long ago (its digest stays, by which its author finds it and a ban knows them); comments that were withdrawn;
mails that went. A ban that has ended is forgotten at once, follows that were ended or never confirmed when the links in
their mails are too old.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.links import CONFIRM_DAYS
from comments.models import Ban, Comment, Follow, Notice


def forget() -> None:
    now = timezone.now()
    old = now - timedelta(days=settings.ADDRESS_KEPT_DAYS)
    forget_about_comments(old)
    Ban.objects.filter(ends_at__lt=now).delete()
    Notice.objects.filter(ended_at__lt=old).delete()
    unanswered = Q(confirmed_at=None, asked_at__lt=now - timedelta(days=CONFIRM_DAYS))
    Follow.objects.filter(unanswered | Q(ended_at__lt=now - timedelta(days=CONFIRM_DAYS))).delete()


def forget_about_comments(old) -> None:
    Comment.objects.filter(written_at__lt=old).exclude(network=None).update(network=None)
    Comment.objects.filter(written_at__lt=old).exclude(visitor="").update(visitor="")
    decided = Comment.objects.exclude(status=Comment.Status.PENDING).annotate(at=Coalesce("decided_at", "written_at"))
    decided.filter(at__lt=old).exclude(email_sealed="").update(email_sealed="")
    withdrawn = decided.filter(status=Comment.Status.WITHDRAWN, at__lt=old)
    withdrawn.filter(replies=None).delete()
