"""Handing work to Celery. The rows in the database are the truth; the queue carries numbers, and may lose them."""

import logging
from collections.abc import Iterable
from time import monotonic

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)
LOOK_SECONDS = 60
"""How often beat looks for what is due. A task that waited longer is dropped: by then it is queued again."""
QUEUE_SECONDS = 20
"""How long one look goes on queueing: a broker so slow has enough to do, and the next look sees the rest."""


def send_all(task: str, numbers: Iterable[int]) -> int:
    """Queue `reminders.tasks.<task>` for each number; returns how many were queued before the broker went away, or
    the time was up."""
    sent, until = 0, monotonic() + QUEUE_SECONDS
    try:
        with current_app.producer_pool.acquire(block=True) as producer:
            for number in numbers:
                if monotonic() > until:
                    logger.warning("The broker is slow; after %s reminders the rest waits for the next look", sent)
                    break
                current_app.send_task(
                    f"reminders.tasks.{task}",
                    [number],
                    producer=producer,
                    expires=LOOK_SECONDS,
                    retry=False,
                    ignore_result=True,
                )
                sent += 1
    except (OperationalError, OSError) as error:
        logger.warning("The broker is away (%s); reminders wait for the next look", type(error).__name__)
    return sent
