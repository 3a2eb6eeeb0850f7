"""Protection against cross-site posts for forms that stand on pages which are the same for every visitor.

Such a page cannot carry a token of its own. The browser says where a post comes from: `Sec-Fetch-Site` (all current
browsers), before that `Origin`, and `Referer`. A post that says nothing is refused. See the Fetch Metadata section of
the OWASP Cross-Site Request Forgery Prevention Cheat Sheet.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST


def is_same_origin(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(source)
    except ValueError:
        return False
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS


def same_origin_post(view):
    """Decorate a view that takes POST only, without a token, from our own pages only."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if not is_same_origin(request):
            return import_string(settings.CSRF_FAILURE_VIEW)(request, reason="cross-origin")
        return view(request, *args, **kwargs)

    return wrapper
