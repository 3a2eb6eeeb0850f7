"""Whether the mail server is there. One that did not answer is left alone for a while, by all workers: else each of
thousands of reminders would be claimed, wait for it, and fail."""

import logging

from django.core.cache import cache

logger = logging.getLogger(__name__)
AWAY = "reminders-mail-server-away"
LEFT_ALONE_SECONDS = 30
"""Shorter than the time between two looks at what is due, so that each look tries again."""


def note_away(words: str) -> None:
    if cache.add(AWAY, words, timeout=LEFT_ALONE_SECONDS):
        logger.error("The mail server is away (%s); no reminder is claimed for %s s", words, LEFT_ALONE_SECONDS)


def is_away() -> bool:
    return cache.get(AWAY) is not None
