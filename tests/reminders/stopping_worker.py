"""A Celery worker that stands still, once, at a step of sending a reminder: to be killed there, or to lose something.

STOP_AT is one of `STEPS`; the file STOPPED then holds the number of the process. It goes on when the file is gone.
"""

import os
import time
from functools import wraps
from pathlib import Path

from celery.signals import worker_process_init

from aipm_course.celery import app

__all__ = ["app"]
STILL_SECONDS = 60
STEPS = ("before-claim", "after-claim", "before-text", "after-note", "after-answer")


def stand_still(step: str) -> None:
    mark, once = Path(os.environ["STOPPED"]), Path(os.environ["STOPPED"] + "-once")
    if step != os.environ["STOP_AT"] or once.exists():
        return
    once.touch()
    mark.write_text(str(os.getpid()))
    deadline = time.monotonic() + STILL_SECONDS
    while mark.exists() and time.monotonic() < deadline:
        time.sleep(0.02)


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
    from reminders import sending

    sending.claim = stopping(sending.claim, before="before-claim", after="after-claim")
    sending.note_handing_over = stopping(sending.note_handing_over, before="before-text", after="after-note")
    sending.end = stopping(sending.end, before="after-answer")
