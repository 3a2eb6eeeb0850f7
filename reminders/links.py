"""Links in reminders: signed, for one purpose. Opening one changes nothing, since mail scanners open links too."""

from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse

END = "reminders.links.end"


def url_to_end(learner_id: int) -> str:
    """Works for as long as the mail it stands in is kept."""
    return settings.SITE_URL + reverse("reminders:end", args=[signing.dumps(learner_id, salt=END)])


def learner_to_end(token: str) -> int | None:
    """Whose reminders a link ends; None where it is not ours."""
    try:
        return signing.loads(token, salt=END)
    except signing.BadSignature:
        return None


def url_after_sign_in(path: str) -> str:
    """Leads straight to `path` whoever is signed in, and through the sign-in everybody else."""
    return f"{settings.SITE_URL}{reverse('account_login')}?{urlencode({'next': path}, safe='/')}"
