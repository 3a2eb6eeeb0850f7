"""Who signs: this site, as a did:web of its own address, with the key that the settings hold.

did:web method: https://w3c-ccg.github.io/did-method-web/. Retired keys stay in the DID document, so that what they
signed can still be verified.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from certificates.multikey import from_public_multikey, from_secret_multikey, public_multikey
from certificates.proofs import with_proof


@dataclass(frozen=True)
class Key:
    """The key that signs. `method`: the address of its public half in the DID document."""

    secret: bytes
    method: str


def did() -> str:
    """did:web:course.example; a port is written %3A8000."""
    return f"did:web:{quote(urlsplit(settings.SITE_URL).netloc, safe='.-')}"


def address(path: str) -> str:
    """A public address that stays: of the site, whatever host was asked."""
    return f"{settings.SITE_URL}{path}"


def method_of(multikey: str) -> str:
    return f"{did()}#{multikey}"


def current_multikey() -> str:
    """The public half of the key that signs; empty where none is set."""
    if not settings.CREDENTIAL_KEY:
        return ""
    secret = from_secret_multikey(settings.CREDENTIAL_KEY)
    return public_multikey(Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw())


def signing_key() -> Key | None:
    """None: this site is not set up to issue."""
    multikey = current_multikey()
    return Key(from_secret_multikey(settings.CREDENTIAL_KEY), method_of(multikey)) if multikey else None


def multikeys() -> list[str]:
    """The public keys by which this site's credentials verify: the one that signs now, then retired ones."""
    return list(dict.fromkeys(filter(None, [current_multikey(), *settings.CREDENTIAL_KEYS_RETIRED])))


def public_keys() -> dict[str, bytes]:
    """The same as bytes, by address."""
    return {method_of(multikey): from_public_multikey(multikey) for multikey in multikeys()}


def did_document() -> dict:
    """What /.well-known/did.json says."""
    methods = [
        {"id": method_of(multikey), "type": "Multikey", "controller": did(), "publicKeyMultibase": multikey}
        for multikey in multikeys()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did(),
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def signed(document: dict, *, key: Key, created: str) -> dict:
    return with_proof(document, secret_key=key.secret, method=key.method, created=created)
