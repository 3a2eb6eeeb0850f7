"""The proof, against the test vectors of the specification.

W3C, Data Integrity EdDSA Cryptosuites v1.0, test vectors under "Representation: eddsa-jcs-2022":
https://www.w3.org/TR/vc-di-eddsa/#representation-eddsa-jcs-2022
"""

from copy import deepcopy

import pytest

from certificates.multikey import from_multibase, from_public_multikey, from_secret_multikey
from certificates.proofs import data_to_sign, is_verified, with_proof

PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
CREATED = "2023-02-24T23:36:38Z"
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
DOCUMENT = {
    "@context": CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": CREATED,
    "verificationMethod": METHOD,
    "proofPurpose": "assertionMethod",
    "@context": CONTEXT,
}
PROOF_HASH = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
DOCUMENT_HASH = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
SIGNATURE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
SIGNED = {**DOCUMENT, "proof": {**OPTIONS, "proofValue": SIGNATURE}}
KEYS = {METHOD: from_public_multikey(PUBLIC)}


def changed(path: tuple, value) -> dict:
    document = deepcopy(SIGNED)
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return document


def test_hashes_are_those_of_the_vector():
    assert data_to_sign(DOCUMENT, OPTIONS).hex() == PROOF_HASH + DOCUMENT_HASH


def test_signing_gives_the_signed_document_of_the_vector():
    signed = with_proof(DOCUMENT, secret_key=from_secret_multikey(SECRET), method=METHOD, created=CREATED)

    assert signed == SIGNED


def test_signed_document_of_the_vector_verifies():
    assert is_verified(SIGNED, KEYS)
    assert len(from_multibase(SIGNATURE)) == 64


CHANGES = {
    "a letter of a value": (("name",), "Alumni credential"),
    "a value deep inside": (("credentialSubject", "alumniOf"), "Another school"),
    "a key more": (("credentialSubject", "degree"), "All of them"),
    "the date": (("validFrom",), "2024-01-01T00:00:00Z"),
    "an option of the proof": (("proof", "created"), "2024-02-24T23:36:38Z"),
    "the purpose": (("proof", "proofPurpose"), "authentication"),
    "the suite": (("proof", "cryptosuite"), "eddsa-rdfc-2022"),
    "the type": (("proof", "type"), "Ed25519Signature2020"),
    "a letter of the signature": (("proof", "proofValue"), SIGNATURE[:-1] + "Y"),
    "a signature that is none": (("proof", "proofValue"), "z0"),
    "no signature": (("proof", "proofValue"), None),
    "the context": (("@context",), ["https://www.w3.org/ns/credentials/v2"]),
    "the context in the proof": (("proof", "@context"), ["https://www.w3.org/ns/credentials/v2"]),
    "no proof": (("proof",), None),
    "a number that JSON cannot hold": (("credentialSubject", "alumniOf"), float("nan")),
}


@pytest.mark.parametrize(("path", "value"), CHANGES.values(), ids=CHANGES)
def test_changed_document_does_not_verify(path, value):
    assert not is_verified(changed(path, value), KEYS)


def test_key_that_is_not_known_does_not_verify():
    assert not is_verified(SIGNED, {})


def test_another_key_at_the_same_address_does_not_verify():
    other = from_secret_multikey(SECRET)[::-1]

    assert not is_verified(SIGNED, {METHOD: other})


def test_document_without_a_context_is_signed_and_verified_without_one():
    plain = {"hello": "world"}

    signed = with_proof(plain, secret_key=from_secret_multikey(SECRET), method=METHOD, created=CREATED)

    assert "@context" not in signed["proof"]
    assert is_verified(signed, KEYS)
    assert plain == {"hello": "world"}
