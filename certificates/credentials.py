"""What is signed: an Open Badges 3.0 credential, and the list that says which of them are revoked. Pure.

Open Badges 3.0: https://www.imsglobal.org/spec/ob/v3p0/ · Verifiable Credentials 2.0: https://www.w3.org/TR/vc-data-model-2.0/
Bitstring Status List 1.0: https://www.w3.org/TR/vc-bitstring-status-list/
"""

import base64
import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
LIST_LENGTH = 131_072
"""Places in one list: the fewest that the specification allows, so that a place says little about who it is."""


@dataclass(frozen=True)
class Achievement:
    """What is certified. `rule`: the lines of the rule that was met."""

    address: str
    name: str
    stands_for: str
    rule: tuple[str, ...]


@dataclass(frozen=True)
class Holder:
    """Who met it. `salt`: random, so that the hash of the e-mail address can't be looked up in a table."""

    name: str
    email: str
    salt: str


def moment(at: datetime) -> str:
    """2026-11-25T22:10:43Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def identity_hash(email: str, salt: str) -> str:
    """An IdentityHash: of the address in small letters, followed by the salt."""
    return f"sha256${hashlib.sha256(f'{email.lower()}{salt}'.encode()).hexdigest()}"


def profile(did: str, *, name: str, url: str) -> dict:
    """The issuer, as the credential names it."""
    return {"id": did, "type": ["Profile"], "name": name, "url": url}


def badge(
    *, address: str, issuer: dict, achievement: Achievement, holder: Holder, issued_at: datetime, status: dict
) -> dict:
    """The credential, to be signed. `address`: of its page, which is its id."""
    return {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": address,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement.name,
        "description": achievement.stands_for,
        "issuer": issuer,
        "validFrom": moment(issued_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "name": holder.name,
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": identity_hash(holder.email, holder.salt),
                    "identityType": "emailAddress",
                    "salt": holder.salt,
                }
            ],
            "achievement": {
                "id": achievement.address,
                "type": ["Achievement"],
                "name": achievement.name,
                "description": achievement.stands_for,
                "criteria": {
                    "id": achievement.address,
                    "narrative": "\n".join(f"- {line}" for line in achievement.rule),
                },
            },
        },
        "credentialStatus": status,
    }


def status_entry(list_address: str, place: int) -> dict:
    """Where to look whether the credential is revoked."""
    return {
        "id": f"{list_address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": list_address,
    }


def status_list(*, address: str, issuer: dict, revoked: Iterable[int], valid_from: datetime) -> dict:
    """The list, to be signed: the bit of each place in `revoked` is set."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer["id"],
        "validFrom": moment(valid_from),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded_bits(revoked),
        },
    }


def encoded_bits(places: Iterable[int]) -> str:
    """`LIST_LENGTH` bits, the first at the left, compressed and in base64url after a "u". Same bits, same text."""
    bits = bytearray(LIST_LENGTH // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    compressed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(compressed).decode().rstrip("=")
