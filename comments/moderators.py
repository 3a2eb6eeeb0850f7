"""Who may decide about comments: staff with the permission, in a session that may open the admin too."""

from functools import wraps

from django.contrib import admin
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.cache import never_cache

GROUP = "Moderators"
PERMISSION = "comments.moderate_comment"
THEIRS = (
    "moderate_comment",
    "view_comment",
    "view_thread",
    "view_decision",
    "view_ban",
    "view_policy",
    "view_training",
)


def is_moderator(user) -> bool:
    """Asks nothing about who is not staff."""
    return user.is_authenticated and user.is_active and user.is_staff and user.has_perm(PERMISSION)


def moderators_only(view):
    """Decorate a view: visitors are asked to sign in, others refused, moderators led to their second factor."""

    @never_cache
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated and not is_moderator(request.user):
            raise PermissionDenied
        if not admin.site.has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return wrapper


def group_of_moderators() -> Group:
    """Made with its permissions once; what an administrator changes about it later stays."""
    group, is_new = Group.objects.get_or_create(name=GROUP)
    if is_new:
        group.permissions.set(Permission.objects.filter(content_type__app_label="comments", codename__in=THEIRS))
    return group


def make_group(sender, using, **_options) -> None:
    """After migrating, and not in a migration: permissions exist only then."""
    create_permissions(sender, using=using, verbosity=0)
    group_of_moderators()
