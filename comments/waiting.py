"""How long something takes still, in words: no time of a clock, since a page cannot know the reader's."""

from datetime import datetime
from math import ceil

from django.utils import timezone
from django.utils.translation import ngettext


def in_words(seconds: float) -> str:
    """`10 seconds`, `1 minute`, `12 minutes`: never less than it takes."""
    seconds = max(1, ceil(seconds))
    if seconds < 60:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = ceil(seconds / 60)
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


def left_until(moment: datetime) -> str:
    """For something that ends then: never more than is left."""
    seconds = seconds_until(moment)
    return in_words(seconds // 60 * 60 or seconds)


def seconds_until(moment: datetime) -> int:
    return max(1, ceil((moment - timezone.now()).total_seconds()))
