"""Who else has the same text open. Kept in the cache, so it is a hint: what really happened, saving finds out."""

import time

from django.core.cache import cache

from accounts.models import User
from authoring.publishing.texts import Text

SECONDS = 45
"""After a beat, somebody counts as being there for so long; a page gives one every 20 seconds."""


def key_of(thing: Text) -> str:
    return f"writing:{thing._meta.model_name}:{thing.pk}"


def be_there(thing: Text, user: User) -> list[str]:
    """Note that `user` has the text open. Returns the names of the others."""
    now, key = time.time(), key_of(thing)
    # Two at once may overwrite each other's note; the next beat of either mends that.
    noted = cache.get(key) or {}
    present = {pk: (name, at) for pk, (name, at) in noted.items() if now - at < SECONDS}
    present[user.pk] = (user.name, now)
    cache.set(key, present, SECONDS)
    return sorted(name for pk, (name, _at) in present.items() if pk != user.pk)
