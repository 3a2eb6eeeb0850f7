"""A credential from our pages, verified by Digital Bazaar's implementation under Node.js, without a network."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from functools import reduce
from operator import getitem
from pathlib import Path

import pytest

from certificates.issuer import public_keys
from certificates.multikey import from_secret_multikey, new_secret_multikey
from certificates.proofs import is_verified, with_proof
from tests.quizzes.quiz_lessons import browser_of

FOLDER = Path(__file__).parent / "verifier"
REMEDY = "The verifier is not installed: run bin/setup-verifier tests/certificates/verifier"
DID = "did:web:course.example"


def verify(documents: dict, cases: list[dict]) -> list[dict]:
    """What the other implementation says of each credential. `documents`: all that it can load, by address."""
    assert shutil.which("node"), REMEDY
    assert (FOLDER / "node_modules").is_dir(), REMEDY
    done = subprocess.run(
        ["node", "verify.mjs"],
        cwd=FOLDER,
        input=json.dumps({"documents": documents, "cases": cases}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def signed_anew(credential: dict) -> dict:
    """By somebody with another key, who says that it is ours."""
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    proof = credential["proof"]
    key = from_secret_multikey(new_secret_multikey())
    return with_proof(unsigned, secret_key=key, method=proof["verificationMethod"], created=proof["created"])


@pytest.fixture
def issued(ready):
    """(browser, credential as fetched from its address)."""
    client = browser_of(ready)
    page = client.post("/certificate/", {"name": "Lena Beispiel", "is_public": "on"})["Location"]
    return client, client.get(f"{page}credential.json").json()


def documents_of(client, credential: dict) -> dict:
    """The web as far as a verifier needs it: the keys and the status list, as we serve them."""
    list_address = credential["credentialStatus"]["statusListCredential"]
    status_list = client.get(list_address.removeprefix("https://course.example")).json()
    return {DID: client.get("/.well-known/did.json").json(), list_address: status_list}


def leaves(part, path: tuple = ()) -> Iterator[tuple]:
    """The way to each value in a document that is no list and no mapping."""
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else None
    if entries is None:
        yield path
    for step, value in entries or ():
        yield from leaves(value, (*path, step))


def with_a_change_at(document: dict, path: tuple) -> dict:
    """A copy in which one value is another: of a text, its last letter."""
    copy = deepcopy(document)
    *steps, last = path
    part = reduce(getitem, steps, copy)
    value = part[last]
    part[last] = not value if isinstance(value, bool) else value[:-1] + ("1" if value[-1] != "1" else "2")
    return copy


def test_issued_credential_verifies_elsewhere_with_terms_that_all_mean_something(issued):
    client, credential = issued
    with_another_term = {**credential, "favouriteColour": "teal"}

    genuine, other = verify(documents_of(client, credential), [credential, with_another_term])

    assert genuine == {"isVerified": True, "isRevoked": False, "errors": [], "undefinedTerm": ""}
    assert "favouriteColour" in other["undefinedTerm"]
    assert not other["isVerified"]


def test_one_letter_changed_anywhere_fails_elsewhere_and_here(issued):
    client, credential = issued
    paths = list(leaves(credential))
    forgeries = [with_a_change_at(credential, path) for path in paths]

    verdicts = verify(documents_of(client, credential), forgeries)

    assert ("credentialSubject", "name") in paths
    assert ("validFrom",) in paths
    assert ("proof", "proofValue") in paths
    assert [path for path, verdict in zip(paths, verdicts, strict=True) if verdict["isVerified"]] == []
    assert [forgery for forgery in forgeries if is_verified(forgery, public_keys())] == []


def test_signature_of_another_key_in_our_name_fails(issued):
    client, credential = issued

    (verdict,) = verify(documents_of(client, credential), [signed_anew(credential)])

    assert not verdict["isVerified"]
    assert any("Invalid signature" in error for error in verdict["errors"])


def test_revoked_credential_is_told_to_be_revoked_and_its_signature_still_holds(issued):
    client, credential = issued
    client.post("/certificate/withdraw/", {"confirm": "on"})
    another = client.post("/certificate/", {"name": "Lena B.", "is_public": "on"})["Location"]
    newer = client.get(f"{another}credential.json").json()

    old, new = verify(documents_of(client, credential), [credential, newer])

    assert (old["isVerified"], old["isRevoked"]) == (True, True)
    assert (new["isVerified"], new["isRevoked"]) == (True, False)


def test_credential_of_an_erased_learner_is_told_to_be_revoked(issued, ready):
    client, credential = issued
    ready.delete()

    (verdict,) = verify(documents_of(client, credential), [credential])

    assert verdict["isRevoked"] is True


def test_credential_of_a_retired_key_verifies_and_of_a_key_that_was_dropped_does_not(issued, settings):
    client, credential = issued
    retired = credential["proof"]["verificationMethod"].partition("#")[2]
    settings.CREDENTIAL_KEY = new_secret_multikey()
    dropped = documents_of(client, credential)
    settings.CREDENTIAL_KEYS_RETIRED = [retired]
    kept = documents_of(client, credential)

    assert [verify(documents, [credential])[0]["isVerified"] for documents in (kept, dropped)] == [True, False]
