"""Mails about an erasure: once the mail server has taken one, its row goes, and the address too."""

from datetime import date, timedelta

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts.mail_headers import message_id
from accounts.models import ErasureMail, User
from accounts.waiting_mails import send_mail, send_mails

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
    return send_mail(ErasureMail.objects.select_related("learner"), mail_id, message_of)


def message_of(mail: ErasureMail) -> EmailMessage | None:
    context = {"site_url": settings.SITE_URL}
    if mail.learner:
        if mail.learner.erase_on is None:  # kept a moment ago
            return None
        path = reverse("accounts:keep_by_mail", args=[token_to_keep(mail.learner)])
        context |= {"erase_on": mail.learner.erase_on, "keep_url": f"{settings.SITE_URL}{path}"}
    template = f"accounts/email/erasure_{mail.kind}"
    return get_adapter().render_mail(template, mail.email, context, {"Message-ID": message_id(mail.message_id)})


def send_erasure_mails() -> int:
    kept = timedelta(days=settings.ERASURE_MAIL_KEPT_DAYS)
    return send_mails(ErasureMail, lambda mail_id: send_erasure_mail(mail_id=mail_id), kept)
