"""The migrations that came with new keys of course.yaml: a course that nobody edited still takes what its files say."""

from importlib import import_module

import pytest
from django.apps import apps

from authoring.twin.on_site import content_of, digest
from authoring.twin.things import COURSE_FIELDS
from tests.factories import make_course

CERTIFICATE, MISCONCEPTIONS = (
    import_module(f"lessons.migrations.{name}")
    for name in ("0004_course_digest_with_certificate", "0006_course_digest_with_misconceptions")
)
each_migration = pytest.mark.parametrize("migration", [CERTIFICATE, MISCONCEPTIONS], ids=["0004", "0006"])


def after(migration) -> tuple:
    return (*CERTIFICATE.BEFORE, "certificate") if migration is CERTIFICATE else COURSE_FIELDS


@pytest.mark.django_db
@each_migration
@pytest.mark.parametrize("is_edited", [False, True])
def test_digest_is_noted_again_only_for_a_course_that_was_not_edited(is_edited, migration):
    course = make_course()
    before = course.loaded_digest = migration.digest(course, migration.BEFORE)
    course.title = "Edited here" if is_edited else course.title
    course.save()

    migration.forwards(apps, None)

    course.refresh_from_db()
    assert course.loaded_digest == (before if is_edited else digest(content_of(course, after(migration))))


@pytest.mark.django_db
@each_migration
def test_going_back_brings_the_old_digest_back(migration):
    course = make_course()
    course.loaded_digest = before = migration.digest(course, migration.BEFORE)
    course.save()

    migration.forwards(apps, None)
    migration.backwards(apps, None)

    course.refresh_from_db()
    assert course.loaded_digest == before
