"""How often checks may be asked for (`SECURITY_CHECK_LIMITS` in the settings) and missed.

Counted in the shared cache for an hour: for members by account, for everybody else by network address (IPv6 by
network); while the cache's server is away, in each worker.

Each wrong answer counts from the moment it arrives, and from the fourth in an hour on the next is taken only after a
wait (`WAITS`). However many are sent at once, 14 an hour can be wrong. One guess in 17 is right at a question (see
`challenges`), one in 32,768 at a picture: not one guessed comment an hour from an address, and a moderator sees that
before anybody else does.
"""

import time
from dataclasses import dataclass
from math import ceil

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

APP = "comments"
WAITS = (0, 0, 0, 10, 30, 60, 120, 300, 600)
"""Seconds after the first wrong answer, the second, …; after all further ones the last."""
REMEMBERED = 3600


def count(request: HttpRequest, action: str) -> int:
    """Count one; 0, or the seconds to wait when that was one too many."""
    limits = settings.SECURITY_CHECK_LIMITS
    if request.user.is_authenticated:
        limits = {name: limit.replace("/ip", "/user") for name, limit in limits.items()}
    options = {"app": APP, "action": action, "config": limits}
    if ratelimit.consume(request, limit_get=True, **options):
        return 0
    rate = ratelimit.get_rates(**options)[0]
    history = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate))
    return max(1, ceil(history[-1] + rate.duration - time.time())) if history else 1


@dataclass(frozen=True)
class Misses:
    """The wrong answers that came from one account or address within the hour, the oldest first."""

    key: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Misses":
        who = f"user:{request.user.pk}" if request.user.is_authenticated else f"ip:{ratelimit.get_ip(request)}"
        return cls(f"check-misses:{who}")

    def add(self) -> int:
        """Take an answer as wrong until it is known not to be; or, not taken, the seconds until one can be."""
        with ratelimit.cache_lock(self.key) as is_locked:
            if not is_locked:
                return 1
            moments = self.moments()
            if wait := self.wait_after(moments):
                return wait
            cache.set(self.key, [*moments, time.time()], REMEMBERED)
        return 0

    def take_back(self) -> None:
        """The answer added last was not wrong."""
        with ratelimit.cache_lock(self.key) as is_locked:
            if is_locked:
                cache.set(self.key, self.moments()[:-1], REMEMBERED)

    def wait(self) -> int:
        """The seconds until the next answer is taken."""
        return self.wait_after(self.moments())

    def moments(self) -> list[float]:
        return [moment for moment in cache.get(self.key, []) if moment > time.time() - REMEMBERED]

    @staticmethod
    def wait_after(moments: list[float]) -> int:
        if not moments:
            return 0
        over = moments[-1] + WAITS[min(len(moments), len(WAITS)) - 1]
        return max(0, ceil(over - time.time()))
