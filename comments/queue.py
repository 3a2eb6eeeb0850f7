"""Handing work to Celery. The row in the database is the truth; the queue carries its number, and may lose it."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def queue(task: str, number: int) -> None:
    """Let a worker do `comments.tasks.<task>` once this transaction is through.

    A broker that is away is not asked again: the task that looks for the forgotten finds what was not queued.
    """
    transaction.on_commit(partial(send, f"comments.tasks.{task}", number))


def send(name: str, number: int) -> None:
    try:
        current_app.send_task(name, [number], retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        logger.warning("The broker is away (%s); %s %s waits for the sweep", type(error).__name__, name, number)
