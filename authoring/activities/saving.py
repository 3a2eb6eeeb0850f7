"""Stores activities that were written in the admin. Decisions keep what they were told."""

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import transaction

from accounts.models import User
from authoring.questions.diff import differences
from authoring.questions.saving import ChangedMeanwhile, CodeTaken
from authoring.retiring import log
from authoring.twin.on_site import digest
from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Activity
from quizzes.services import store_activity
from quizzes.simulators import entry_schema


@transaction.atomic
def add_activity(*, lesson: Lesson, source: dict, editor: User) -> Activity:
    """Store a new activity. The same one sent twice is stored once."""
    Lesson.objects.select_for_update().get(pk=lesson.pk)
    present = Activity.objects.filter(code=source["id"]).first()
    if present and present.source != source:
        raise CodeTaken
    if present:
        return present
    activity = store_activity(lesson=lesson, source=source)
    log(editor, activity, ADDITION, [{"added": {}}])
    publish_changes()
    return activity


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
    log(editor, activity, CHANGE, [{"changed": {"fields": labels}}])
    publish_changes()
    return True
