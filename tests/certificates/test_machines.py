"""What verifiers fetch: credential, status list, public keys."""

import base64
import gzip
import json

import pytest

from certificates.credentials import LIST_LENGTH, encoded_bits, identity_hash
from certificates.models import Certificate, StatusPlace
from certificates.multikey import from_public_multikey
from certificates.proofs import is_verified
from certificates.services import withdraw
from tests.certificates.factories import make_certificate

DID = "did:web:course.example"


@pytest.fixture
def certificate(ruled_course):
    return make_certificate()


def fetch(client, path: str):
    response = client.get(path)
    return response, json.loads(response.content)


def bits_of(document: dict) -> list[int]:
    """The places that are set, read apart from the code under test."""
    text = document["credentialSubject"]["encodedList"]
    assert text[0] == "u"
    data = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    bits = "".join(f"{byte:08b}" for byte in data)
    assert len(bits) == 131072
    return [place for place, bit in enumerate(bits) if bit == "1"]


def test_credential_is_an_open_badge_with_what_was_certified(client, certificate):
    response, document = fetch(client, f"{certificate.get_absolute_url()}credential.json")

    subject = document["credentialSubject"]
    assert response["Content-Type"] == "application/vc+ld+json"
    assert document["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert document["id"] == f"https://course.example{certificate.get_absolute_url()}"
    assert document["issuer"]["id"] == DID
    assert document["validFrom"] == f"{certificate.issued_at:%Y-%m-%dT%H:%M:%SZ}"
    assert subject["name"] == "Lena Beispiel"
    assert subject["achievement"]["criteria"]["narrative"].split("\n")[1] == "- Get at least 70% right in a final check"
    assert response.content.decode() == certificate.credential


def test_address_stands_in_it_only_as_a_salted_hash(certificate):
    (identity,) = certificate.document["credentialSubject"]["identifier"]

    assert certificate.learner.email not in certificate.credential
    assert identity["identityHash"] == identity_hash(certificate.learner.email, identity["salt"])
    assert len(identity["salt"]) == 32
    assert (identity["hashed"], identity["identityType"]) == (True, "emailAddress")


def test_identity_hash_is_that_of_the_specification():
    """1EdTech, Open Badges 3.0, data type IdentityHash."""
    expected = "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399"

    assert identity_hash("a@example.com", "Kosher") == expected


def test_two_certificates_of_one_address_have_different_hashes(certificate):
    withdraw(learner=certificate.learner)
    another = make_certificate(certificate.learner)

    first, second = (each.document["credentialSubject"]["identifier"][0] for each in (certificate, another))
    assert first["identityHash"] != second["identityHash"]


def test_keys_are_named_for_did_web_and_sign_what_is_issued(client, certificate):
    response, document = fetch(client, "/.well-known/did.json")

    (method,) = document["verificationMethod"]
    keys = {method["id"]: from_public_multikey(method["publicKeyMultibase"])}
    assert response["Access-Control-Allow-Origin"] == "*"
    assert (document["id"], method["type"], method["controller"]) == (DID, "Multikey", DID)
    assert document["assertionMethod"] == [method["id"]]
    assert is_verified(certificate.document, keys)


def test_port_of_a_local_site_is_part_of_its_name(client, db, settings):
    settings.SITE_URL = "http://localhost:8000"

    assert fetch(client, "/.well-known/did.json")[1]["id"] == "did:web:localhost%3A8000"


def test_site_without_any_key_names_none(client, db, settings):
    settings.CREDENTIAL_KEY = ""

    assert client.get("/.well-known/did.json").status_code == 404


def test_status_list_is_signed_and_shows_only_what_is_revoked(client, certificate):
    entry = certificate.document["credentialStatus"]
    path = entry["statusListCredential"].removeprefix("https://course.example")
    before = fetch(client, path)[1]
    withdraw(learner=certificate.learner)
    make_certificate(certificate.learner)

    response, after = fetch(client, path)

    method = fetch(client, "/.well-known/did.json")[1]["verificationMethod"][0]
    keys = {method["id"]: from_public_multikey(method["publicKeyMultibase"])}
    assert (bits_of(before), bits_of(after)) == ([], [int(entry["statusListIndex"])])
    assert after["id"] == entry["statusListCredential"]
    assert is_verified(after, keys)
    assert response["Cache-Control"] == "public, max-age=300"


def test_place_of_an_erased_learner_stays_revoked_and_is_given_to_nobody(client, certificate, monkeypatch):
    place = certificate.status.place
    certificate.learner.delete()
    drawn = iter([place, place, place + 1 if place + 1 < LIST_LENGTH else 0])
    monkeypatch.setattr("certificates.services.secrets.randbelow", lambda _below: next(drawn))

    another = make_certificate()

    assert not Certificate.objects.filter(status__place=place).exists()
    assert another.status.place != place
    assert bits_of(fetch(client, "/certificates/status/1/")[1]) == [place]


def test_full_list_is_followed_by_another(ruled_course, monkeypatch):
    monkeypatch.setattr("certificates.services.LIST_FULL_AT", 2)

    numbers = [make_certificate().status.number for _turn in range(3)]

    assert numbers == [1, 1, 2]
    assert StatusPlace.objects.count() == 3


@pytest.mark.parametrize("places", [[], [0], [7, 8], [LIST_LENGTH - 1], range(0, LIST_LENGTH, 1000)])
def test_bits_are_counted_from_the_left(places):
    assert bits_of({"credentialSubject": {"encodedList": encoded_bits(places)}}) == list(places)


@pytest.mark.parametrize("path", ["credential", "list", "did"])
def test_what_did_not_change_is_not_sent_again(client, certificate, path):
    path = {
        "credential": f"{certificate.get_absolute_url()}credential.json",
        "list": "/certificates/status/1/",
        "did": "/.well-known/did.json",
    }[path]
    first = client.get(path)

    again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])

    assert (again.status_code, again.content) == (304, b"")
    assert client.post(path).status_code == 405


def test_list_that_nobody_is_in_is_not_found(client, db):
    assert client.get("/certificates/status/1/").status_code == 404


def test_list_that_cannot_be_signed_says_so(client, certificate, settings):
    settings.CREDENTIAL_KEY = ""

    assert client.get("/certificates/status/1/").status_code == 503


@pytest.mark.database
def test_list_takes_one_query_however_many_are_in_it(client, ruled_course, django_assert_num_queries):
    for _turn in range(3):
        make_certificate()

    with django_assert_num_queries(1):
        client.get("/certificates/status/1/")
