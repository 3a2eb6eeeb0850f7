"""Who may see insights: instructors and administrators, in a session that may open the admin too."""

from functools import wraps

from django.contrib import admin, messages
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.management.commands.make_instructor import GROUP
from insights import kept

PERMISSION = "insights.view_insights"


def may_see_insights(user) -> bool:
    """Asks nothing about who is not staff."""
    return user.is_authenticated and user.is_active and user.is_staff and user.has_perm(PERMISSION)


def instructors_only(view):
    """Decorate a view: visitors are asked to sign in, others refused, instructors led to their second factor."""

    @never_cache
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.user.is_authenticated and not may_see_insights(request.user):
            raise PermissionDenied
        if not admin.site.has_permission(request):
            return redirect_to_login(page_after(request, **kwargs), reverse("admin:login"))
        return view(request, *args, **kwargs)

    return wrapper


def page_after(request, number: int | None = None, **_others) -> str:
    """Where somebody goes on after signing in: of a form about a report, the page it stands on, with what they had
    written."""
    if request.method != "POST" or number is None:
        return request.get_full_path()
    kept.keep(request, number)
    messages.info(request, _("You were signed out, so nothing was saved. Sign in, and send it once more."))
    return f"{reverse('insights:reports')}?report={number}"


def open_to_instructors(sender, using, **_options) -> None:
    """Give a group of instructors that is there already what it could not have had before: once, after migrating, and
    not in a migration: permissions exist only then. What an administrator takes from it later stays taken."""
    theirs = Permission.objects.using(using).filter(content_type__app_label="insights", codename="view_insights")
    if theirs.exists():
        return
    create_permissions(sender, using=using, verbosity=0)
    for group in Group.objects.using(using).filter(name=GROUP):
        group.permissions.add(*theirs)
