"""Challenges that were given out. Each is good for one form and, unless it is answered rightly, for one answer.

Nothing links them to a person. An answered challenge stays until it expires, without its answer, so that whoever sends
it again can be told that it was used.
"""

import re
import secrets
from datetime import timedelta
from enum import Enum

from captcha.models import CaptchaStore
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comments.check.challenges import new_challenge, read_answer

KEY = r"[0-9a-f]{40}"
GIVEN = "="
"""Ends the response of a challenge that was answered rightly, and not taken yet."""


class Verdict(Enum):
    RIGHT = "right"
    EMPTY = "empty"
    WRONG = "wrong"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def issue(kind: str) -> CaptchaStore:
    challenge, answer = new_challenge(kind)
    return CaptchaStore.objects.create(challenge=challenge, response=answer, hashkey=secrets.token_hex(20))


def find(key: str) -> CaptchaStore | None:
    """Whatever was given out under this key, open or not."""
    return CaptchaStore.objects.filter(hashkey=key).first() if re.fullmatch(KEY, key) else None


def is_open(row: CaptchaStore | None) -> bool:
    return row is not None and row.response != "" and row.expiration > timezone.now()


def judge(key: str, text: str, *, takes: bool) -> Verdict:
    """Whether `text` answers the challenge. A right answer is taken only if `takes`: else it may be sent again, for
    as long as a new challenge could be, counted from when it was given first.

    The row is locked, so of several answers sent at the same moment one is judged and the others find it used.
    """
    if not re.fullmatch(KEY, key):
        return Verdict.UNKNOWN
    with transaction.atomic():
        row = CaptchaStore.objects.select_for_update().filter(hashkey=key).first()
        verdict = verdict_on(row, text)
        if verdict is Verdict.RIGHT and not takes:
            keep_given(row)
        elif verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.EMPTY):
            CaptchaStore.objects.filter(pk=row.pk).update(response="")
    return verdict


def keep_given(row: CaptchaStore) -> None:
    if not row.response.endswith(GIVEN):
        until = timezone.now() + timedelta(minutes=settings.CAPTCHA_TIMEOUT)
        CaptchaStore.objects.filter(pk=row.pk).update(expiration=until, response=row.response + GIVEN)


def verdict_on(row: CaptchaStore | None, text: str) -> Verdict:
    if row is None:
        return Verdict.UNKNOWN
    if not row.response:
        return Verdict.USED
    if row.expiration <= timezone.now():
        return Verdict.EXPIRED
    if not text.strip():
        return Verdict.EMPTY
    return Verdict.RIGHT if read_answer(text) == row.response.removesuffix(GIVEN) else Verdict.WRONG


def forget_old_checks() -> None:
    """What still stands open in a browser is new there when it is sent."""
    CaptchaStore.remove_expired()
