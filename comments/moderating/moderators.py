"""Who may decide about comments: staff with the permission, in a session that may open the admin too."""

from django.contrib import messages
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _

from accounts.staff_pages import is_staff_with, staff_page
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
    return is_staff_with(user, PERMISSION)


def page_after(request, public_id=None, **_numbers) -> str:
    """Where somebody goes on after signing in: of a form that was sent, the page it stands on, with what they wrote."""
    if request.method != "POST":
        return request.get_full_path()
    page = kept.page_of(request, public_id)
    kept.keep(request, page)
    messages.info(request, _("You were signed out, so nothing was done. Sign in, and send it once more."))
    return page


moderators_only = staff_page(is_moderator, page_after)


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
