"""What is kept about reminders no longer than it is needed."""

from datetime import timedelta

from django.utils import timezone

from reminders.models import Reminder

KEPT = timedelta(days=90)


def forget() -> int:
    return Reminder.objects.filter(written_at__lt=timezone.now() - KEPT, ended_at__isnull=False).delete()[0]
