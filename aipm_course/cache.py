"""The cache that all workers share, on the broker's server."""

import logging
from time import monotonic

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
ASK_AGAIN_SECONDS = 10


class SharedCache(RedisCache):
    """Django's Redis cache; while its server is away each worker uses a cache of its own.

    Sign-in limits count in here. Without the fallback nobody could sign in while the broker restarts; with it the
    limits hold per worker until the server is back. A server that does not answer is left alone for some seconds, so
    that one request does not wait for it a dozen times.
    """

    away_until = 0.0

    def __init__(self, server, params):
        super().__init__(server, params)
        self.fallback = LocMemCache("shared-cache-fallback", {"TIMEOUT": params.get("TIMEOUT", 300)})

    def clear(self):
        """Refused: it would empty the server's database, and the queue is in there too."""
        raise NotImplementedError("The cache shares its server with the queue and is not cleared.")


def with_fallback(name):
    def method(self, *args, **kwargs):
        if monotonic() >= self.away_until:
            try:
                return getattr(super(SharedCache, self), name)(*args, **kwargs)
            except RedisError as error:
                self.away_until = monotonic() + ASK_AGAIN_SECONDS
                logger.warning("The shared cache is away (%s); this worker uses its own", error)
        return getattr(self.fallback, name)(*args, **kwargs)

    method.__name__ = name
    return method


for name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "has_key",
    "incr",
    "set_many",
    "delete_many",
):
    setattr(SharedCache, name, with_fallback(name))
