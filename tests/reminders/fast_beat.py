"""The site's Celery with a beat that looks for due reminders each second, instead of each minute."""

from aipm_course.celery import app

__all__ = ["app"]
app.conf.beat_schedule = {"look": {"task": "reminders.tasks.look_for_due", "schedule": 1.0}}
