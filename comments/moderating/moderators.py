"""Who may decide about comments: staff with the permission, in a session that may open the admin too."""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from comments.moderating import kept

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
            return redirect_to_login(page_after(request, **kwargs), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return wrapper


def page_after(request, public_id=None, **_numbers) -> str:
    """Where somebody goes on after signing in: of a form that was sent, the page it stands on, with what they wrote."""
    if request.method != "POST":
        return request.get_full_path()
    page = kept.page_of(request, public_id)
    kept.keep(request, page)
    messages.info(request, _("You were signed out, so nothing was done. Sign in, and send it once more."))
    return page


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
