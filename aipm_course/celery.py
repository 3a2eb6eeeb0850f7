"""The Celery application, and the heartbeat by which `/healthz` knows that beat and a worker are alive."""

import os
import time

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")

HEARTBEAT_KEY = "worker-heartbeat"
HEARTBEAT_SECONDS = 20

app = Celery("aipm_course")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task(name="heartbeat", ignore_result=True, expires=HEARTBEAT_SECONDS)
def heartbeat() -> None:
    from django.core.cache import cache

    cache.set(HEARTBEAT_KEY, time.time(), timeout=HEARTBEAT_SECONDS * 6)


@beat_init.connect
def send_first_heartbeat(**_kwargs) -> None:
    """Beat waits one interval before its first task; `/healthz` need not."""
    heartbeat.delay()
