"""Signs of life, in the cache: beat writes that it is there, each worker does, and a task that beat sends through a
worker shows that work is done. So one can tell which of them is missing."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.cache import cache

SECONDS = 20
"""How often each gives a sign; after three times as long without one it is silent."""
KEPT_SECONDS = 24 * 3600
BEAT, WORKER, TASKS = "beat", "worker", "tasks"
given: dict[str, float] = {}
"""When this process gave its last sign, by its own clock."""


def key_of(part: str) -> str:
    return f"sign-of-life-{part}"


def give(part: str) -> None:
    """At most once in `SECONDS`, however often it is called."""
    now = time.monotonic()
    if part not in given or now - given[part] >= SECONDS:
        given[part] = now
        cache.set(key_of(part), time.time(), timeout=KEPT_SECONDS)


@dataclass(frozen=True)
class Sign:
    """`at` is when it came last; None where there was none for a day."""

    part: str
    at: datetime | None
    silent_seconds: int

    @property
    def is_alive(self) -> bool:
        return self.at is not None and self.silent_seconds < SECONDS * 3

    def __str__(self):
        if self.at is None:
            return "no heartbeat"
        return "ok" if self.is_alive else f"silent for {self.silent_seconds} s"


def signs() -> list[Sign]:
    now, found = time.time(), cache.get_many([key_of(part) for part in (BEAT, WORKER, TASKS)])
    return [sign_of(part, found.get(key_of(part)), now) for part in (BEAT, WORKER, TASKS)]


def sign_of(part: str, at: float | None, now: float) -> Sign:
    if at is None:
        return Sign(part, None, 0)
    return Sign(part, datetime.fromtimestamp(at, UTC), max(0, round(now - at)))
