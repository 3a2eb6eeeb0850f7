"""Addresses of people without an account: stored sealed, found by a digest, shown to nobody.

Both are made with keys derived from SECRET_KEY, so that a copy of the database alone gives no address away. Older keys
(SECRET_KEY_FALLBACKS) still open what they sealed, and still find it.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SEAL = b"accounts.sealing.seal"
DIGEST = "accounts.sealing.digest"


def keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def fernet() -> MultiFernet:
    derived = (hashlib.blake2b(SEAL, key=hashlib.sha512(key.encode()).digest(), digest_size=32) for key in keys())
    return MultiFernet([Fernet(base64.urlsafe_b64encode(each.digest())) for each in derived])


def seal(address: str) -> str:
    return fernet().encrypt(address.encode()).decode() if address else ""


def unseal(sealed: str) -> str:
    """The address; empty where there is none, or the key it was sealed with is gone."""
    try:
        return fernet().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        return ""


def digest_of(address: str, key: str | None = None) -> str:
    """64 hex digits that are the same for the same address, whatever its case."""
    folded = address.strip().casefold()
    return salted_hmac(DIGEST, folded, secret=key, algorithm="sha256").hexdigest() if folded else ""


def digests_of(address: str) -> list[str]:
    """With each key that may have been in use: to find rows by."""
    return [digest_of(address, key) for key in keys()] if address.strip() else []
