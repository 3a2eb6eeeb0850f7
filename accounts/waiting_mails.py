"""Hands over mails whose rows are the truth: a row goes when the mail server has taken the mail.

Killed between both, the mail goes out again with the Message-ID it had, by which mailboxes know a copy.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from accounts.models import WaitingMail, WaitingMailQuerySet

logger = logging.getLogger(__name__)
MOST_AT_ONCE = 1000


def send_mail(
    rows: WaitingMailQuerySet, mail_id: int, message_of: Callable[[WaitingMail], EmailMessage | None]
) -> bool:
    """Hand one mail over, unless somebody else is at it. What a server does not take now, it is offered again; what
    has no message is no longer wanted."""
    now = timezone.now()
    if not rows.model.objects.waiting(now).filter(pk=mail_id).update(taken_at=now):
        return False
    mail = rows.filter(pk=mail_id).first()
    message = message_of(mail) if mail else None
    try:
        if message:
            message.send()
    except OSError as error:  # all of smtplib's errors are; their text may hold the address
        logger.error("A %s could not be sent: %s", rows.model._meta.verbose_name, type(error).__name__)
        return False
    if mail:
        mail.delete()
    return message is not None


def send_mails(model: type[WaitingMail], send: Callable[[int], bool], kept: timedelta) -> int:
    """Send what waits, for half of a task's time; what no server took for so long is given up. Returns how many
    went."""
    now = timezone.now()
    model.objects.filter(written_at__lt=now - kept).delete()
    stop_at = monotonic() + settings.CELERY_TASK_TIME_LIMIT / 2
    sent = 0
    for mail_id in model.objects.waiting(now).order_by("pk").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        if monotonic() > stop_at:
            break
        sent += send(mail_id)
    return sent
