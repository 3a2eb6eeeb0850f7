"""How often something can be done (`ACCOUNT_RATE_LIMITS`), and when it can be done again."""

from datetime import UTC, datetime

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

APP = "allauth.account"


def allowed_again_at(request: HttpRequest, action: str, key: str | None = None) -> datetime | None:
    """Count one more of `action`, of this `key` or else of this network address; when that is one too many, the moment
    from which it is allowed again."""
    if ratelimit.consume(request, app=APP, action=action, key=key):
        return None
    rate = ratelimit.get_rates(app=APP, action=action)[0]
    history = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key))
    return datetime.fromtimestamp(history[-1] + rate.duration, UTC) if history else datetime.now(UTC)
