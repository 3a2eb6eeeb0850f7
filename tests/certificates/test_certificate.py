"""The public page, its verify button and its PDF."""

import json
from uuid import uuid4

import pytest

from certificates.services import revoke, withdraw
from tests.certificates.factories import make_certificate
from tests.quizzes.page import read


@pytest.fixture
def certificate(ruled_course):
    return make_certificate(name="Łukasz Παπαδόπουλος")


@pytest.fixture
def url(certificate):
    return certificate.get_absolute_url()


def tamper(certificate, **subject) -> None:
    document = json.loads(certificate.credential)
    document["credentialSubject"] |= subject
    certificate.credential = json.dumps(document)
    certificate.save()


def checks_of(response) -> dict[str, bool]:
    verdict = read(response).one("div", class_="verdict")
    return {line.one("b").words.rstrip(":"): line["class"] == "ok" for line in verdict.all("li")}


def test_page_says_who_met_which_rule_when(client, url, certificate):
    words = read(client.get(url)).one("article").words

    assert "Łukasz Παπαδόπουλος has met the rule of the course Small course" in words
    assert "Get at least 70% right in a final check" in words
    assert f"Issued on {certificate.issued_at:%-d %B %Y}" in words
    assert f"https://course.example{url}" in words


def test_page_tells_nothing_of_the_learner_but_the_name(client, url, certificate):
    text = client.get(url).content.decode()

    assert certificate.learner.email not in text
    assert f'/{certificate.learner.pk}"' not in text


def test_page_stays_out_of_search_engines(client, url):
    robots = read(client.get(url)).one("meta", name="robots")

    assert robots["content"] == "noindex"
    for file in ("certificate.pdf", "credential.json"):
        assert client.get(f"{url}{file}")["X-Robots-Tag"] == "noindex"


def test_page_still_tells_the_rule_as_it_was_when_the_course_asks_for_more(client, url, ruled_course):
    ruled_course.certificate["final_percent"] = 90
    ruled_course.save()

    assert "at least 70% right" in read(client.get(url)).words


def test_verify_button_checks_everything_now_and_says_each_result(client, url):
    button = read(client.get(url)).one("section", id="verify").one("form")
    assert (button["method"], button["action"]) == ("get", f"{url}#verify")

    response = client.get(url, {"verify": "now"})

    assert checks_of(response) == {"Signature": True, "Key": True, "This page": True, "Revocation": True}
    assert read(response).one("div", role="status").one("h3").words == "Genuine, and it stands"


def test_verify_button_finds_a_changed_credential(client, url, certificate):
    tamper(certificate, name="Somebody Else")

    checks = checks_of(client.get(url, {"verify": "now"}))

    assert checks == {"Signature": False, "Key": True, "This page": False, "Revocation": True}


def test_verify_button_finds_a_credential_of_another_site(client, url, settings):
    settings.SITE_URL = "https://other.example"

    checks = checks_of(client.get(url, {"verify": "now"}))

    assert checks == {"Signature": False, "Key": False, "This page": False, "Revocation": True}


def test_revoked_page_says_so_with_the_day_and_without_the_name(client, url, certificate):
    withdraw(learner=certificate.learner)
    certificate.refresh_from_db()

    found = read(client.get(url))

    assert found.one("h1").words == "This certificate is revoked"
    assert f"Since {certificate.revoked_at:%-d %B %Y} it no longer stands for anything. Its holder withdrew it." in (
        found.words
    )
    assert "Łukasz" not in found.words


def test_reason_of_staff_is_not_public(client, url, certificate):
    revoke(certificate=certificate, reason="Somebody else took the checks.", may_take_another=False)

    words = read(client.get(url)).words

    assert "The course's staff revoked it." in words
    assert "took the checks" not in words


def test_verify_button_of_a_revoked_one_says_that_it_does_not_stand(client, url, certificate):
    withdraw(learner=certificate.learner)

    response = client.get(url, {"verify": "now"})

    assert checks_of(response) == {"Signature": True, "Key": True, "This page": True, "Revocation": False}
    assert read(response).one("div", role="status").one("h3").words == "Revoked: it does not stand"


@pytest.mark.parametrize("file", ["", "certificate.pdf", "credential.json"])
def test_nothing_is_left_of_an_erased_learner(client, url, certificate, file):
    certificate.learner.delete()

    assert client.get(f"{url}{file}").status_code == 404


@pytest.mark.parametrize("file", ["", "certificate.pdf", "credential.json"])
def test_unknown_one_is_not_found_and_nothing_is_taken_by_post(client, db, url, file):
    assert client.get(f"/certificates/{uuid4()}/{file}").status_code == 404
    assert client.post(f"{url}{file}").status_code == 405


@pytest.mark.database
@pytest.mark.parametrize("query", [{}, {"verify": "now"}])
def test_page_takes_one_query_for_a_visitor(client, url, django_assert_num_queries, query):
    with django_assert_num_queries(1):
        client.get(url, query)
