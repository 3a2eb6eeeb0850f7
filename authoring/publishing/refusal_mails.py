"""Mails to those whose draft could not be published at the time that they had set: what is wrong, and where to mend it.

The row is written in the transaction that refuses the draft, so that neither is there without the other.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.addresses import is_undeliverable, verified_address_of
from accounts.mail_headers import message_id
from accounts.models import User
from accounts.waiting_mails import send_mail, send_mails
from authoring.models import RefusalMail
from reminders.mails import inliner

KEPT = timedelta(days=3)
"""So long a mail server may be away. The draft's page and the first page of the admin say the same all the time."""
ROWS = RefusalMail.objects.select_related("draft__lesson", "draft__article", "receiver")


def send_refusal_mails() -> int:
    return send_mails(RefusalMail, lambda mail_id: send_refusal_mail(mail_id=mail_id), KEPT)


def send_refusal_mail(*, mail_id: int) -> bool:
    return send_mail(ROWS.all(), mail_id, message_of)


def message_of(mail: RefusalMail) -> EmailMultiAlternatives | None:
    """Nothing for somebody who left the staff, or whose address takes no mail."""
    thing = mail.draft.thing
    address = address_of(mail.receiver, f"lessons.change_{thing._meta.model_name}")
    if not address:
        return None
    path = reverse(f"admin:lessons_{thing._meta.model_name}_draft", args=[thing.pk])
    context = {
        "site_url": settings.SITE_URL,
        "thing": thing,
        "was_due_at": mail.was_due_at,
        "problems": mail.problems.splitlines(),
        "url": f"{settings.SITE_URL}{path}",
    }
    subject, text, html = (
        render_to_string(f"authoring/mail/refused{end}", context) for end in ("_subject.txt", "_message.txt", ".html")
    )
    headers = {"Message-ID": message_id(mail.message_id), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(" ".join(subject.split()), text.strip() + "\n", to=[address], headers=headers)
    message.attach_alternative(inliner().inline(html), "text/html")
    return message


def address_of(receiver: User, permission: str) -> str:
    is_there = receiver.is_active and receiver.is_staff and receiver.has_perm(permission)
    address = verified_address_of(receiver) if is_there else ""
    return "" if address and is_undeliverable(address) else address
