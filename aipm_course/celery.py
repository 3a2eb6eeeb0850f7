"""The Celery application, and the signs of life by which `/healthz` and the admin know of its processes."""

import os

from celery import Celery
from celery.signals import beat_init, heartbeat_sent, task_postrun, task_prerun

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")

HEARTBEAT_SECONDS = 20

app = Celery("aipm_course")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Celery would close the pool of connections before and after each task, and with it every plan the database made.
app.conf.CELERY_DB_REUSE_MAX = 10_000
app.autodiscover_tasks()


@app.task(name="heartbeat", ignore_result=True, expires=HEARTBEAT_SECONDS)
def heartbeat() -> None:
    """Beat sent it, the broker kept it, a worker does it: all three work."""
    from aipm_course import signs

    signs.give(signs.TASKS)


@task_prerun.connect
@task_postrun.connect
def give_back_connections(sender, **_kwargs) -> None:
    """As Django does around a request: what broke is closed, what is whole goes back into the pool."""
    from django.db import close_old_connections

    if not sender.request.is_eager:
        close_old_connections()


@beat_init.connect
def send_first_heartbeat(**_kwargs) -> None:
    """Beat waits one interval before its first task; `/healthz` need not."""
    heartbeat.delay()


@heartbeat_sent.connect
def worker_is_there(**_kwargs) -> None:
    """Every other second in the main process of a worker, whatever the processes that do its tasks are at."""
    from aipm_course import signs

    signs.give(signs.WORKER)
