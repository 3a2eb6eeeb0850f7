"""How somebody without an account finds the comments they wrote: a signed cookie with a random number.

The database holds only its digest. Members are known by their account and get no cookie.
"""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "__Host-commenter" if settings.IS_HTTPS else "commenter"
SALT = "comments.visitors"
KEPT_SECONDS = 30 * 24 * 3600


def visitor_of(request: HttpRequest) -> str:
    """The digest by which this browser's comments are found; empty where it wrote none."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT_SECONDS)
    return digest(token) if token else ""


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    return secrets.token_urlsafe(24)


def token_of(request: HttpRequest, key: str = "") -> str:
    """That of this browser, or a new one. It follows from the `key` of the form that was sent: where the answer to that
    was lost, and with it the cookie, the same form sent again finds its comment."""
    token = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT_SECONDS)
    return token or (salted_hmac(SALT, key, algorithm="sha256").hexdigest() if key else new_token())


def remember(response: HttpResponse, token: str) -> None:
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, max_age=KEPT_SECONDS, httponly=True, secure=settings.IS_HTTPS, samesite="Lax"
    )
