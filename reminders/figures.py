"""What an administrator should know of at a glance."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from reminders.models import Preference, Reminder

OVERDUE = timedelta(minutes=5)
"""Whoever waits longer than this has been passed over by several looks."""
DAY = timedelta(days=1)


@dataclass(frozen=True)
class ToLookAt:
    learners: int
    """Whose time came, and whom nobody looked at."""
    reminders: int
    """Claimed, and taken up by nobody since their worker died or their next try was due."""
    failed: int


def to_look_at() -> ToLookAt:
    now = timezone.now()
    return ToLookAt(
        learners=Preference.objects.due(now - OVERDUE).count(),
        reminders=Reminder.objects.overdue(now - OVERDUE).count(),
        failed=Reminder.objects.failed_since(now - DAY).count(),
    )
