"""How often mails can be asked for, by whom and to where (`ACCOUNT_RATE_LIMITS`)."""

from django.http import HttpRequest

from accounts.limits import allowed_again_at
from accounts.sealing import digest_of


def asked_too_often(request: HttpRequest):
    """Count one more from this network; the moment from which it may ask again where that was one too many."""
    return allowed_again_at(request, "comment_mail")


def takes_one_more(request: HttpRequest, address: str) -> bool:
    """Count one more to this address. Nobody is told, since it is not for who asks to know what comes to an address."""
    return allowed_again_at(request, "comment_mail_to", key=digest_of(address)) is None
