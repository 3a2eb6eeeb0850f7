"""Mails as they come to people: sent when they are due, and read for their links."""

import re
from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils import timezone

from comments.mailing.notices import send_forgotten_notices
from comments.models import Notice

LINK = re.compile(r"^https?://[^/\s]+(/\S*)$", re.MULTILINE)


def all_are_due() -> None:
    Notice.objects.waiting().update(due_at=timezone.now() - timedelta(seconds=1))


def send_all() -> int:
    """As if all waiting had come to an end. Twice: the first time may only write down who is to be told."""
    sent = 0
    for _turn in range(2):
        all_are_due()
        sent += send_forgotten_notices()
    return sent


def link_in(mail: EmailMessage, part: str, number: int = 0) -> str:
    """The path of a link in a mail that has `part` in it."""
    return [path for path in LINK.findall(mail.body) if part in path][number]
