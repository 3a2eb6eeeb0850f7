"""The Data Integrity proof that makes a credential verifiable, cryptosuite eddsa-jcs-2022. Pure: keys in, JSON out.

Data Integrity EdDSA Cryptosuites 1.0, section 3.3: https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022
"""

import hashlib
from collections.abc import Mapping

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.multikey import from_multibase, multibase

SUITE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022"}


def hashed(value: dict) -> bytes:
    """SHA-256 of the one way in which RFC 8785 writes this JSON."""
    return hashlib.sha256(rfc8785.dumps(value)).digest()


def data_to_sign(document: dict, options: dict) -> bytes:
    """Section 3.3.4: the hash of the proof's options, then that of the document, 64 bytes."""
    return hashed(options) + hashed(document)


def with_proof(document: dict, *, secret_key: bytes, method: str, created: str) -> dict:
    """Section 3.3.1: `document` signed. `method` is the address of the public key, `created` a moment in UTC."""
    options = {**SUITE, "created": created, "verificationMethod": method, "proofPurpose": "assertionMethod"}
    if "@context" in document:
        options["@context"] = document["@context"]
    signature = Ed25519PrivateKey.from_private_bytes(secret_key).sign(data_to_sign(document, options))
    return {**document, "proof": {**options, "proofValue": multibase(signature)}}


def is_verified(document: dict, public_keys: Mapping[str, bytes]) -> bool:
    """Section 3.3.2. `public_keys`: those that may sign, by their address. Never raises, whatever the document says."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or not SUITE.items() <= proof.items():
        return False
    key = public_keys.get(str(proof.get("verificationMethod")))
    if key is None or proof.get("proofPurpose") != "assertionMethod":
        return False
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    unsigned = unsigned_part(document, options)
    if unsigned is None:
        return False
    try:
        signature = from_multibase(str(proof.get("proofValue")))
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data_to_sign(unsigned, options))
    except (InvalidSignature, ValueError):  # rfc8785's errors are ValueErrors
        return False
    return True


def unsigned_part(document: dict, options: dict) -> dict | None:
    """The document that was signed. None where its context does not begin with the signed one."""
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    if "@context" not in options:
        return unsigned
    signed, present = as_list(options["@context"]), as_list(document.get("@context"))
    return {**unsigned, "@context": options["@context"]} if present[: len(signed)] == signed else None


def as_list(value) -> list:
    return value if isinstance(value, list) else [value]
