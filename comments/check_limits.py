"""How often one network address may ask for checks and miss them: `SECURITY_CHECK_LIMITS` in the settings.

Counted as sign-ins are: in the shared cache for an hour, IPv6 by network; while the cache's server is away, in each
worker.
"""

import time
from math import ceil

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

APP = "comments"


def count(request: HttpRequest, action: str, *, only_look: bool = False) -> int:
    """Count one; 0, or the seconds to wait when that was one too many (with `only_look`: would be)."""
    limits = settings.SECURITY_CHECK_LIMITS
    options = {"app": APP, "action": action, "config": limits}
    if ratelimit.consume(request, limit_get=True, dry_run=only_look, **options):
        return 0
    rate = ratelimit.get_rates(**options)[0]
    history = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate))
    return max(1, ceil(history[-1] + rate.duration - time.time())) if history else 1


def minutes(seconds: int) -> int:
    return ceil(seconds / 60)
