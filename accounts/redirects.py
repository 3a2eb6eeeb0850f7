from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, default: str) -> str:
    """Where a small form leads back to: its `next`, else the page it was sent from, else `default`; never off-site."""
    for target in (request.POST.get("next"), request.headers.get("Referer")):
        if target and url_has_allowed_host_and_scheme(
            target, allowed_hosts={request.get_host()}, require_https=settings.IS_HTTPS
        ):
            parts = urlsplit(target)
            path = "/" + parts.path.lstrip("/\\")  # `//name` would be another site's address
            return parts._replace(scheme="", netloc="", path=path).geturl()
    return resolve_url(default)
