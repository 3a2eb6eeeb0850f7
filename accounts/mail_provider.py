"""A company that sends our mails, if the operator names one: through anymail, and never with tracking.

Its webhook tells which addresses mail comes back from. Whoever knew the way in could shut addresses off, so there is
none without a secret.
"""

import json

from django.urls import include, path

PROVIDERS = (
    *("amazon_ses", "brevo", "mailersend", "mailgun", "mailjet", "mailtrap", "mandrill", "postal", "postmark"),
    *("resend", "sendgrid", "sparkpost", "unisender_go"),
)
TRACKING_OFF_BY_MAIL = ("mailersend", "mailgun", "mailjet", "mandrill", "postmark", "sparkpost")
"""These take it with each mail that opening and clicking are not to be tracked; the others only in their settings."""
SECRET_LENGTH = 20


def settings_of(provider: str, text: str, timeout: int) -> dict:
    """What anymail reads as ANYMAIL, from JSON; raises ValueError with what is wrong, and nothing of what it says."""
    try:
        given = json.loads(text or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise ValueError('ANYMAIL is no JSON object, such as {…, "WEBHOOK_SECRET": "name:password"}.')
    if not provider:
        return given
    if provider not in PROVIDERS:
        raise ValueError(f"MAIL_PROVIDER is none of {', '.join(PROVIDERS)}.")
    secrets = given.get("WEBHOOK_SECRET") or []
    secrets = [secrets] if isinstance(secrets, str) else secrets
    if not secrets or not all(is_secret(secret) for secret in secrets):
        raise ValueError(
            f'ANYMAIL has no WEBHOOK_SECRET: "name:password" of at least {SECRET_LENGTH} characters, at random. '
            "Without it anybody could tell us that mail to an address comes back."
        )
    untracked = {"track_opens": False, "track_clicks": False} if provider in TRACKING_OFF_BY_MAIL else {}
    return {"REQUESTS_TIMEOUT": timeout, **given, "SEND_DEFAULTS": {**given.get("SEND_DEFAULTS", {}), **untracked}}


def is_secret(secret: object) -> bool:
    if not isinstance(secret, str) or len(secret) < SECRET_LENGTH:
        return False
    name, _colon, password = secret.partition(":")
    return bool(name and password)


def webhook_urls(provider: str) -> list:
    """The one way in of the provider that is named: not those of others, nor those for mails to us."""
    if not provider:
        return []
    from anymail.urls import urlpatterns

    theirs = [each for each in urlpatterns if each.name == f"{provider}_tracking_webhook"]
    return [path("anymail/", include((theirs, "anymail")))]
