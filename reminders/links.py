"""Links in reminders: signed, for one purpose. Opening one changes nothing, since mail scanners open links too."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

END = "reminders.links.end"


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


def url_after_sign_in(path: str) -> str:
    """Leads straight to `path` whoever is signed in, and through the sign-in everybody else."""
    return f"{settings.SITE_URL}{reverse('account_login')}?next={path}"
