"""The migration that came with the certificate's rule: a course that nobody edited still takes what its files say."""

from importlib import import_module

import pytest
from django.apps import apps

from authoring.services import COURSE_FIELDS, content_of, digest
from tests.factories import make_course

migration = import_module("lessons.migrations.0004_course_digest_with_certificate")


@pytest.mark.django_db
@pytest.mark.parametrize("is_edited", [False, True])
def test_digest_is_noted_again_only_for_a_course_that_was_not_edited(is_edited):
    course = make_course()
    before = course.loaded_digest = migration.digest(course, migration.BEFORE)
    course.title = "Edited here" if is_edited else course.title
    course.save()

    migration.forwards(apps, None)

    course.refresh_from_db()
    assert course.loaded_digest == (before if is_edited else digest(content_of(course, COURSE_FIELDS)))


@pytest.mark.django_db
def test_going_back_brings_the_old_digest_back():
    course = make_course()
    course.loaded_digest = before = migration.digest(course, migration.BEFORE)
    course.save()

    migration.forwards(apps, None)
    migration.backwards(apps, None)

    course.refresh_from_db()
    assert course.loaded_digest == before
