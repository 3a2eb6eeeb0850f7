"""Takes questions and activities out of use, and back. Nothing is deleted: what learners did with them stays."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from lessons.services import publish_changes


@transaction.atomic
def set_retired(*, rows: QuerySet, is_retired: bool, editor: User) -> int:
    """Returns how many were changed.

    One that was retired here has no digest any more: loading the files, which may still hold it, leaves it alone.
    """
    changing = list(rows.select_for_update(of=("self",)).filter(retired_at__isnull=is_retired))
    for row in changing:
        row.retired_at = timezone.now() if is_retired else None
        row.loaded_digest = ""
        row.save(update_fields=["retired_at", "loaded_digest"])
        log(editor, row, CHANGE, _("Retired.") if is_retired else _("Brought back."))
    if changing:
        publish_changes()
    return len(changing)


def log(editor: User, row: Model, flag: int, message) -> None:
    """Note in the log of the admin what somebody did."""
    LogEntry.objects.log_actions(editor.pk, [row], flag, change_message=message, single_object=True)
