"""Pages for staff outside of the admin, as well guarded as it is."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.cache import never_cache


def is_staff_with(user, permission: str) -> bool:
    """Asks nothing about who is not staff."""
    return user.is_authenticated and user.is_active and user.is_staff and user.has_perm(permission)


def staff_page(may: Callable, page_after: Callable):
    """Decorate a view: visitors are asked to sign in, who is signed in and not one of those that `may` is refused, and
    staff without their second factor are led to it. `page_after(request, **arguments)` is where they go on then."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if request.user.is_authenticated and not may(request.user):
                raise PermissionDenied
            if not admin.site.has_permission(request):
                return redirect_to_login(page_after(request, **kwargs), reverse("admin:login"))
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
