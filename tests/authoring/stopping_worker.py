"""A Celery worker that stands still, once, while it publishes a draft: to be killed there.

STOP_AT is one of `STEPS`; the file STOPPED then holds the number of the process.
"""

import os
import time
from functools import wraps
from pathlib import Path

from celery.signals import worker_process_init

from aipm_course.celery import app

__all__ = ["app"]
STILL_SECONDS = 60
STEPS = ("before-publishing", "half-published", "after-publishing")


def stand_still(step: str) -> None:
    mark = Path(os.environ["STOPPED"])
    if step != os.environ["STOP_AT"] or mark.exists():
        return
    mark.write_text(str(os.getpid()))
    time.sleep(STILL_SECONDS)


def stopping(call, *, before: str = "", after: str = ""):
    @wraps(call)
    def stopped(*args, **options):
        stand_still(before)
        result = call(*args, **options)
        stand_still(after)
        return result

    return stopped


@worker_process_init.connect
def put_the_stops_in(**_kwargs) -> None:
    from authoring.publishing import drafts, scheduling

    drafts.store = stopping(drafts.store, after="half-published")
    scheduling.publish = stopping(scheduling.publish, before="before-publishing", after="after-publishing")
