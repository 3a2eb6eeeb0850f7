"""Issuing as the database sees it."""

import pytest
from django.db import IntegrityError, transaction

from certificates.models import Certificate, StatusPlace
from certificates.services import NotSetUp, issue, revoke
from tests.at_once import at_once
from tests.certificates.factories import LINES, make_certificate, make_ruled_course
from tests.factories import make_user


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_the_same_moment_it_is_one_certificate():
    course, learner = make_ruled_course(), make_user()

    def press():
        return issue(learner=learner, email=learner.email, name="Lena", course=course, rule=LINES).pk

    first, second = at_once(press, press)

    assert first == second == Certificate.objects.get().pk
    assert StatusPlace.objects.count() == 1


@pytest.mark.database
def test_database_holds_one_valid_certificate_for_a_learner(ruled_course):
    certificate = make_certificate()
    values = {"learner": certificate.learner, "name": "Lena", "credential": "{}"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(**values, status=StatusPlace.objects.create(number=9, place=1))

    revoke(certificate=certificate, reason="A mistake in the name.", may_take_another=True)
    Certificate.objects.create(**values, status=StatusPlace.objects.create(number=9, place=2))
    assert Certificate.objects.for_learner(certificate.learner).count() == 2


@pytest.mark.database
def test_database_knows_who_revoked_what_is_revoked(ruled_course):
    certificate = make_certificate()

    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.update(revoked_at=certificate.issued_at)


@pytest.mark.django_db
def test_nothing_is_stored_where_there_is_no_key(settings):
    settings.CREDENTIAL_KEY = ""

    with pytest.raises(NotSetUp):
        make_certificate()

    assert not Certificate.objects.exists()
    assert not StatusPlace.objects.exists()
