"""Error pages that need to know what went wrong."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError, connection
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.views.defaults import bad_request as default_bad_request
from django.views.defaults import server_error as default_server_error

LIMITS = {
    RequestDataTooBig: "DATA_UPLOAD_MAX_MEMORY_SIZE",
    TooManyFieldsSent: "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    TooManyFilesSent: "DATA_UPLOAD_MAX_NUMBER_FILES",
}
KEPT_IN_BROWSER = ("admin:lessons_lesson_write", "admin:lessons_article_write")
"""Forms whose script keeps what is typed, as far as the browser has room for it."""
UNSEEN = ("key", "started", "parent", "follow", "security_check_key", "security_check")


def server_error(request):
    """`handler500`, called while the exception is being handled: an unreachable database gets a page of its own."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        if not connection.in_atomic_block:
            connection.close()  # the next request begins with a fresh one: this may lead to a database that is gone
        response = comment_not_sent(request, 503) or render(request, "503.html", status=503, using="django")
        response["Retry-After"] = "10"
        return response
    return comment_not_sent(request, 503) or default_server_error(request)


def bad_request(request, exception):
    """`handler400`: what is more than the site takes at once gets a page that says so."""
    limit = next((limit for kind, limit in LIMITS.items() if isinstance(exception, kind)), None)
    if limit is None:
        return default_bad_request(request, exception)
    context = {"limit": limit, "most": getattr(settings, limit), "is_kept": view_name_of(request) in KEPT_IN_BROWSER}
    return render(request, "413.html", context, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def csrf_failure(request, reason=""):
    return comment_not_sent(request, 403) or render(request, "403_csrf.html", status=403)


def view_name_of(request) -> str:
    """Which view the request was for, even if it never got there: a middleware needs the database for members."""
    try:
        return (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return ""


def comment_not_sent(request, status: int):
    """The comment that could not be kept, in a form to send it again, with the key it had; None of anything else.

    Nothing is asked of the database for it.
    """
    if request.method != "POST" or view_name_of(request) != "comments:write":
        return None
    unseen = [(name, request.POST[name]) for name in UNSEEN if request.POST.get(name)]
    typed = {name: request.POST.get(name) for name in ("name", "email", "text")}
    context = {"path": request.path, "unseen": unseen, "is_refused": status == 403, **typed}
    response = render(request, "comments/not_sent.html", context, status=status)
    if status == 503:
        response["Retry-After"] = "10"
    return response
