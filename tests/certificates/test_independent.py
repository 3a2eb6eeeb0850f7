"""A credential from our pages, verified by Digital Bazaar's implementation under Node.js, without a network."""

import json
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest

from certificates.multikey import from_secret_multikey, new_secret_multikey
from certificates.proofs import with_proof
from tests.quizzes.quiz_lessons import browser_of

FOLDER = Path(__file__).parent / "verifier"
REMEDY = "The verifier is not installed: run bin/setup-verifier"
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


def changed(credential: dict, *path: str, value) -> dict:
    copy = deepcopy(credential)
    part = copy
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return copy


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


def test_issued_credential_verifies_elsewhere_and_nothing_that_was_changed_does(issued):
    client, credential = issued
    subject = credential["credentialSubject"]
    letter = credential["proof"]["proofValue"]
    forgeries = {
        "name": changed(credential, "credentialSubject", "name", value="Lena beispiel"),
        "date": changed(credential, "validFrom", value=credential["validFrom"].replace("2", "1", 1)),
        "hash": changed(
            credential, "credentialSubject", "identifier", value=[subject["identifier"][0] | {"salt": "0"}]
        ),
        "rule": changed(credential, "credentialSubject", "achievement", "criteria", "narrative", value="- Be there"),
        "issuer": changed(credential, "issuer", "name", value="Another school"),
        "status": changed(credential, "credentialStatus", "statusListIndex", value="1"),
        "a key more": changed(credential, "credentialSubject", "role", value="Head"),
        "signature": changed(
            credential, "proof", "proofValue", value=letter[:-1] + ("1" if letter[-1] != "1" else "2")
        ),
        "another's key": signed_anew(credential),
    }

    genuine, *forged = verify(documents_of(client, credential), [credential, *forgeries.values()])

    assert genuine == {"isVerified": True, "isRevoked": False, "errors": [], "undefinedTerm": ""}
    assert {name: verdict["isVerified"] for name, verdict in zip(forgeries, forged, strict=True)} == dict.fromkeys(
        forgeries, False
    )
    assert any("Invalid signature" in error for error in forged[0]["errors"])


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
