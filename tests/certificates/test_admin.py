"""Certificates in the admin: read, and revoked with a reason."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from accounts.management.commands.make_instructor import Command as MakeInstructor
from certificates.models import Certificate
from certificates.services import withdraw
from tests.accounts.actions import sign_in_with_app
from tests.certificates.factories import make_certificate
from tests.factories import make_user
from tests.quizzes.page import words

REASON = "Somebody else took the checks."


@pytest.fixture
def instructor(db) -> Client:
    user = make_user("teacher@example.org")
    MakeInstructor().make(user.email)
    client = Client()
    sign_in_with_app(client, user)
    return client


@pytest.fixture
def certificate(ruled_course) -> Certificate:
    return make_certificate()


def page_of(certificate, action: str = "change") -> str:
    return f"/admin/certificates/certificate/{certificate.pk}/{action}/"


def test_list_names_them_and_finds_them_by_name(instructor, certificate):
    found = instructor.get("/admin/certificates/certificate/?q=Beispiel").content.decode()
    lost = instructor.get("/admin/certificates/certificate/?q=Nobody").content.decode()

    assert "Lena Beispiel" in found
    assert "Lena Beispiel" not in lost


def test_nothing_of_it_can_be_edited(instructor, certificate):
    page = instructor.get(page_of(certificate)).content.decode()
    instructor.post(page_of(certificate), {"name": "Somebody Else", "credential": "{}"})

    before = certificate.credential
    certificate.refresh_from_db()
    assert 'name="name"' not in page
    assert "OpenBadgeCredential" in page
    assert (certificate.name, certificate.credential) == ("Lena Beispiel", before)


@pytest.mark.parametrize("action", ["add", "delete"])
def test_they_are_neither_added_nor_deleted_here(instructor, certificate, action):
    path = "/admin/certificates/certificate/add/" if action == "add" else page_of(certificate, "delete")

    assert instructor.get(path).status_code == 403


def test_instructor_revokes_with_a_reason_which_is_kept_and_logged(instructor, certificate):
    assert page_of(certificate, "revoke") in instructor.get(page_of(certificate)).content.decode()

    response = instructor.post(page_of(certificate, "revoke"), {"reason": REASON})

    certificate.refresh_from_db()
    assert response["Location"] == page_of(certificate)
    assert (certificate.revoked_by, certificate.reason, certificate.may_take_another) == ("staff", REASON, False)
    assert certificate.is_revoked
    assert LogEntry.objects.get().change_message == f"Revoked: {REASON}"


def test_without_a_reason_nothing_is_revoked(instructor, certificate):
    response = instructor.post(page_of(certificate, "revoke"), {"reason": " "})

    certificate.refresh_from_db()
    assert "Write the reason: the learner reads it." in words(response.content.decode())
    assert not certificate.is_revoked


def test_what_the_learner_withdrew_stays_withdrawn_by_the_learner(instructor, certificate):
    withdraw(learner=certificate.learner)

    response = instructor.post(page_of(certificate, "revoke"), {"reason": REASON})

    certificate.refresh_from_db()
    assert response["Location"] == page_of(certificate)
    assert (certificate.revoked_by, certificate.reason) == ("learner", "")


def test_learner_and_staff_without_the_permission_revoke_nothing(certificate):
    learner, staff = Client(), Client()
    sign_in_with_app(learner, make_user())
    sign_in_with_app(staff, make_user(is_staff=True))

    statuses = [each.post(page_of(certificate, "revoke"), {"reason": REASON}).status_code for each in (learner, staff)]

    certificate.refresh_from_db()
    assert statuses == [302, 403]
    assert not certificate.is_revoked
