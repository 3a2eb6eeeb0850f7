"""Who may see insights: instructors and administrators, in a session that may open the admin too."""

from django.contrib import messages
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.management.commands.make_instructor import GROUP
from accounts.staff_pages import is_staff_with, staff_page
from insights import kept

PERMISSION = "insights.view_insights"


def may_see_insights(user) -> bool:
    return is_staff_with(user, PERMISSION)


def page_after(request, number: int | None = None, **_others) -> str:
    """Where somebody goes on after signing in: of a form about a report, the page it stands on, with what they had
    written."""
    if request.method != "POST" or number is None:
        return request.get_full_path()
    kept.keep(request, number)
    messages.info(request, _("You were signed out, so nothing was saved. Sign in, and send it once more."))
    return f"{reverse('insights:reports')}?report={number}"


instructors_only = staff_page(may_see_insights, page_after)


def open_to_instructors(sender, using, **_options) -> None:
    """Give a group of instructors that is there already what it could not have had before: once, after migrating, and
    not in a migration: permissions exist only then. What an administrator takes from it later stays taken."""
    theirs = Permission.objects.using(using).filter(content_type__app_label="insights", codename="view_insights")
    if theirs.exists():
        return
    create_permissions(sender, using=using, verbosity=0)
    for group in Group.objects.using(using).filter(name=GROUP):
        group.permissions.add(*theirs)
