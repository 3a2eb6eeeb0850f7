"""Stores an activity that was changed in the admin. Decisions keep what they were told."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction

from accounts.models import User
from authoring.questions.diff import differences
from authoring.questions.saving import ChangedMeanwhile
from authoring.twin.on_site import digest
from lessons.services import publish_changes
from quizzes.models import Activity
from quizzes.services import store_activity
from quizzes.simulators import entry_schema


@transaction.atomic
def save_activity(*, key: int, source: dict, seen: str, editor: User) -> bool:
    """Store `source`, unless it says the same or somebody stored another meanwhile. Whether anything was changed."""
    rows = Activity.objects.select_for_update(of=("self",)).select_related("lesson")
    activity = rows.get(pk=key)
    before, retired_at = activity.source, activity.retired_at
    if before == source:
        return False
    if digest(before) != seen:
        raise ChangedMeanwhile
    activity = store_activity(lesson=activity.lesson, source=source, loaded_digest=activity.loaded_digest)
    if retired_at:
        Activity.objects.filter(pk=key).update(retired_at=retired_at)
    labels = [each.label for each in differences(before, source, entry_schema(activity.kind))]
    message = [{"changed": {"fields": labels}}]
    LogEntry.objects.log_actions(editor.pk, [activity], CHANGE, change_message=message, single_object=True)
    publish_changes()
    return True
