"""Links in reminders: signed, for one purpose. Opening one changes nothing, since mail scanners open links too."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.sealing import digest_of

END, ARRIVES = "reminders.links.end", "reminders.links.arrives"
ARRIVES_DAYS = 3


def url_to_end(learner_id: int, kind: str = "") -> str:
    """Works for as long as the mail it stands in is kept. `kind` is that of the mail."""
    return settings.SITE_URL + reverse("reminders:end", args=[signing.dumps([learner_id, kind], salt=END)])


def mail_to_end(token: str) -> tuple[int, str] | None:
    """To whom the mail with this link went, and its kind; None where the link is not ours."""
    try:
        learner_id, kind = signing.loads(token, salt=END)
    except signing.BadSignature:
        return None
    return learner_id, kind


def url_of_arrival(learner_id: int, address: str) -> str:
    """To see whether mail to an address arrives again."""
    return settings.SITE_URL + reverse(
        "reminders:arrives", args=[signing.dumps([learner_id, digest_of(address)], salt=ARRIVES)]
    )


def arrival_of(token: str) -> tuple[int, str] | None:
    """Whose address a link was mailed to, and its digest; None where the link is not ours, or too old."""
    try:
        learner_id, digest = signing.loads(token, salt=ARRIVES, max_age=timedelta(days=ARRIVES_DAYS))
    except signing.BadSignature:
        return None
    return learner_id, digest


def url_after_sign_in(path: str) -> str:
    """Leads straight to `path` whoever is signed in, and through the sign-in everybody else."""
    return f"{settings.SITE_URL}{reverse('account_login')}?{urlencode({'next': path}, safe='/')}"
