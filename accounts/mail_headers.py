"""Headers that mails of several apps carry."""

from urllib.parse import urlsplit

from django.conf import settings


def message_id(number: object) -> str:
    """The same for the same number in each try, so that mailboxes know a copy."""
    return f"<{number}@{urlsplit(settings.SITE_URL).hostname}>"


def to_end_with_one_click(url: str) -> dict[str, str]:
    """By RFC 8058: a mailbox posts to `url` for its reader, without cookies."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
