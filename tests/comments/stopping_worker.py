"""A Celery worker that stands still, once, while it looks at a comment: to be killed there.

STOP_AT is `before` the look, in the `middle` of writing it down, or `after` all is written and before that is reported.
The file STOPPED then holds the number of the process.
"""

import os
import time
from pathlib import Path

from celery.signals import worker_process_init

from aipm_course.celery import app

__all__ = ["app"]
STILL_SECONDS = 60


def stand_still(place: str) -> None:
    mark = Path(os.environ["STOPPED"])
    if place == os.environ["STOP_AT"] and not mark.exists():
        mark.write_text(str(os.getpid()))
        time.sleep(STILL_SECONDS)


@worker_process_init.connect
def put_the_stops_in(**_kwargs) -> None:
    from comments.models import Decision
    from comments.moderating import moderation

    moderate, create = moderation.moderate, Decision.objects.create

    def moderate_with_stops(**options):
        stand_still("before")
        result = moderate(**options)
        stand_still("after")
        return result

    def create_with_stop(**values):
        stand_still("middle")
        return create(**values)

    moderation.moderate, Decision.objects.create = moderate_with_stops, create_with_stop
