"""Error pages that need to know what went wrong."""

import sys

from django.db import InterfaceError, OperationalError, connection
from django.shortcuts import render
from django.views.defaults import server_error as default_server_error


def server_error(request):
    """`handler500`, called while the exception is being handled: an unreachable database gets a page of its own."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        if not connection.in_atomic_block:
            connection.close()  # the next request begins with a fresh one: this may lead to a database that is gone
        response = render(request, "503.html", status=503, using="django")
        response["Retry-After"] = "10"
        return response
    return default_server_error(request)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
