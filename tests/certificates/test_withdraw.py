"""Withdrawing one's own certificate: for good, and another may follow."""

import pytest

from certificates.models import Certificate
from certificates.services import revoke
from tests.certificates.factories import make_certificate
from tests.factories import make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

PAGE = "/certificate/withdraw/"
SENT = {"name": "Lena B.", "is_public": "on"}


@pytest.fixture
def certificate(ready):
    return make_certificate(ready)


def test_page_says_what_withdrawing_does_before_it_is_done(certificate, ready):
    page = read(browser_of(ready).get(PAGE))

    assert "copies of it no longer pass the check" in page.words
    assert Certificate.objects.get().revoked_at is None


def test_withdrawing_revokes_it_and_another_can_be_taken(certificate, ready):
    browser = browser_of(ready)

    response = browser.post(PAGE, {"confirm": "on"})

    certificate.refresh_from_db()
    assert response["Location"] == "/certificate/"
    assert (certificate.is_revoked, certificate.revoked_by) == (True, "learner")
    assert "You withdrew your certificate" in read(browser.get("/certificate/")).words
    another = browser.post("/certificate/", SENT)["Location"]
    assert another != certificate.get_absolute_url()
    assert Certificate.objects.valid().get().name == "Lena B."


def test_withdrawn_twice_keeps_the_first_moment(certificate, ready):
    browser = browser_of(ready)
    browser.post(PAGE, {"confirm": "on"})
    first = Certificate.objects.get().revoked_at

    response = browser.post(PAGE, {"confirm": "on"})

    assert response["Location"] == "/certificate/"
    assert Certificate.objects.get().revoked_at == first


def test_without_the_tick_nothing_is_withdrawn(certificate, ready):
    response = browser_of(ready).post(PAGE, {})

    assert response.status_code == 422
    assert "Tick the box" in read(response).one("div", class_="error-summary").words
    assert not Certificate.objects.get().is_revoked


def test_somebody_else_withdraws_nothing(certificate):
    response = browser_of(make_user()).post(PAGE, {"confirm": "on"})

    assert response["Location"] == "/certificate/"
    assert not Certificate.objects.get().is_revoked


def test_visitor_is_led_to_sign_in(db, client):
    for response in (client.get(PAGE), client.post(PAGE, {"confirm": "on"})):
        assert response["Location"] == f"/accounts/login/?next={PAGE}"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(ready, method):
    assert getattr(browser_of(ready), method)(PAGE).status_code == 405


@pytest.mark.parametrize(("may_take_another", "count"), [(False, 1), (True, 2)])
def test_after_staff_revoked_one_staff_decides_about_another(certificate, ready, may_take_another, count):
    revoke(certificate=certificate, reason="Somebody else took the checks.", may_take_another=may_take_another)
    browser = browser_of(ready)

    page = read(browser.get("/certificate/"))
    browser.post("/certificate/", SENT)

    assert "Somebody else took the checks." in page.words
    assert ("You cannot take another one here." in page.words) is not may_take_another
    assert Certificate.objects.count() == count


def test_learner_cannot_withdraw_what_staff_has_revoked(certificate, ready):
    revoke(certificate=certificate, reason="A mistake.", may_take_another=False)

    browser_of(ready).post(PAGE, {"confirm": "on"})

    certificate.refresh_from_db()
    assert (certificate.revoked_by, certificate.may_take_another) == ("staff", False)
