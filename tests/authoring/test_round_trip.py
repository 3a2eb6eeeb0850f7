"""What goes out as files comes in again as the same course."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring.files.course_checks import read_course
from authoring.files.course_files import CourseFiles
from authoring.files.course_keys import trimmed
from authoring.twin.dumping import files_of
from authoring.twin.on_site import read_site
from authoring.twin.services import load_course
from authoring.twin.things import things_in
from authoring.twin.yaml_text import yaml_text
from tests.authoring.courses import courses, texts

LEAVES = st.one_of(texts(), st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.just(""))
VALUES = st.recursive(LEAVES, lambda each: st.lists(each, max_size=3) | st.dictionaries(texts(), each, max_size=3))


def written_and_read(files: dict[str, str]) -> CourseFiles:
    with TemporaryDirectory() as place:
        for name, text in files.items():
            path = Path(place) / "course" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        return read_course(Path(place) / "course")


@given(st.dictionaries(texts(), VALUES, max_size=4))
def test_values_written_as_yaml_are_read_as_the_same_values(values):
    assert trimmed(yaml.safe_load(yaml_text(values))) == trimmed(values)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(courses())
def test_any_course_comes_back_from_its_files_as_it_was(things):
    files = written_and_read(files_of(things))

    assert [str(problem) for problem in files.problems] == []
    assert trimmed(things_in(files)) == trimmed(things)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses())
@pytest.mark.database
@pytest.mark.django_db
def test_any_course_that_is_loaded_goes_out_as_the_same_files_and_changes_nothing_when_it_comes_back(things):
    files = files_of(things)

    with transaction.atomic():  # each course meets an empty site
        added = load_course(written_and_read(files)).added
        dumped = files_of(read_site().things)
        again = load_course(written_and_read(dumped))
        transaction.set_rollback(True)

    assert len(added) == len(things)
    assert dumped == files
    assert not again.did_anything()


def test_real_course_comes_back_from_its_files_as_it_was(files_of_course):
    things = things_in(files_of_course)

    files = written_and_read(files_of(things))

    assert files.problems == []
    assert things_in(files) == things


def test_order_in_which_the_database_gives_keys_changes_no_byte(files_of_course):
    things = things_in(files_of_course)
    mixed = {key: dict(reversed(values.items())) for key, values in things.items()}

    assert files_of(mixed) == files_of(things)
