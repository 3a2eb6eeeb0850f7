"""How often a learner can have everything packed: packing takes a second of a worker's time."""

from datetime import UTC, datetime

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User

LIMIT = {"app": "allauth.account", "action": "export"}


def may_export_again_at(request: HttpRequest, learner: User) -> datetime | None:
    """Count this export; when that is one too many (`export` in `ACCOUNT_RATE_LIMITS`), the moment of the next."""
    key = str(learner.pk)
    if ratelimit.consume(request, key=key, **LIMIT):
        return None
    rate = ratelimit.get_rates(**LIMIT)[0]
    history = cache.get(ratelimit.get_cache_key(request, rate=rate, key=key, **LIMIT))
    return datetime.fromtimestamp(history[-1] + rate.duration, UTC) if history else datetime.now(UTC)
