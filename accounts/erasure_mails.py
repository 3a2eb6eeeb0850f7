"""Mails about an erasure. The row is the truth: it goes when the mail server has taken the mail, and the address too.

Killed between both, the mail goes out again with the Message-ID it had, by which mailboxes know a copy.
"""

import logging
from datetime import date, timedelta
from time import monotonic

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts.mail_headers import message_id
from accounts.models import ErasureMail, User

logger = logging.getLogger(__name__)
KEEPS = "accounts.keep"


def token_to_keep(learner: User) -> str:
    """Signed, for this one purpose and this one plan: what the link in a mail can do is keep the account."""
    return signing.dumps([learner.pk, learner.erase_on.isoformat()], salt=KEEPS)


def read_token(token: str) -> tuple[int, date] | None:
    """Whose account is to be kept, and on which day it would be erased; None where the link is not ours or too old."""
    try:
        number, day = signing.loads(token, salt=KEEPS, max_age=timedelta(days=settings.ERASURE_GRACE_DAYS + 2))
    except signing.BadSignature:
        return None
    return number, date.fromisoformat(day)


def send_erasure_mail(*, mail_id: int) -> bool:
    """Hand one mail over, unless somebody else is at it. What a server does not take now, it is offered again."""
    now = timezone.now()
    if not ErasureMail.objects.waiting(now).filter(pk=mail_id).update(taken_at=now):
        return False
    mail = ErasureMail.objects.select_related("learner").filter(pk=mail_id).first()
    if mail is None:
        return False
    if mail.learner and mail.learner.erase_on is None:  # kept a moment ago
        mail.delete()
        return False
    try:
        message_of(mail).send()
    except OSError as error:  # all of smtplib's errors are; their text may hold the address
        logger.error("A mail about an erasure could not be sent: %s", type(error).__name__)
        return False
    mail.delete()
    return True


def message_of(mail: ErasureMail):
    context = {"site_url": settings.SITE_URL}
    if mail.learner:
        path = reverse("accounts:keep_by_mail", args=[token_to_keep(mail.learner)])
        context |= {"erase_on": mail.learner.erase_on, "keep_url": f"{settings.SITE_URL}{path}"}
    template = f"accounts/email/erasure_{mail.kind}"
    return get_adapter().render_mail(template, mail.email, context, {"Message-ID": message_id(mail.message_id)})


def send_erasure_mails() -> int:
    """Send what waits, for half of a task's time; what no server took for days is given up. Returns how many went."""
    now = timezone.now()
    ErasureMail.objects.filter(written_at__lt=now - timedelta(days=settings.ERASURE_MAIL_KEPT_DAYS)).delete()
    stop_at = monotonic() + settings.CELERY_TASK_TIME_LIMIT / 2
    sent = 0
    for mail_id in ErasureMail.objects.waiting(now).order_by("pk").values_list("pk", flat=True)[:1000]:
        if monotonic() > stop_at:
            break
        sent += send_erasure_mail(mail_id=mail_id)
    return sent
