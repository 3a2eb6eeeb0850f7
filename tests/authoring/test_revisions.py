"""Whatever changes a published text leaves a revision, and nothing else does."""

import pytest
from django.core.management import call_command

from authoring.files.course_checks import read_course
from authoring.models import TextRevision
from authoring.publishing.texts import values_of
from authoring.twin.services import load_course
from lessons.models import Lesson

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def load(folder, **options):
    return load_course(read_course(folder), **options)


def history() -> list[tuple]:
    return list(TextRevision.objects.order_by("pk").values_list("lesson__code", "article__slug", "number", "how"))


def test_loading_a_course_begins_the_history_of_each_text(folder):
    load(folder)

    assert history() == [
        ("L01", None, 1, "loaded"),
        ("L02", None, 1, "loaded"),
        (None, "overview", 1, "loaded"),
    ]
    for revision in TextRevision.objects.all():
        assert revision.values == values_of(revision.thing)


def test_loading_again_adds_only_what_changed(folder, edit):
    load(folder)

    edit("lessons/01-first.md", "What comes first.", "What comes first of all.")
    load(folder)
    load(folder)

    assert history()[3:] == [("L01", None, 2, "loaded")]


def test_text_that_was_only_rendered_again_has_no_new_revision(folder, capsys):
    load(folder)

    call_command("render_again")

    assert len(history()) == 3


def test_moving_a_lesson_changes_no_text_neither_its_own_nor_of_those_that_link_to_it(folder, edit):
    load(folder)

    (folder / "lessons/02-second.md").rename(folder / "lessons/02-last.md")
    load(folder)

    assert history()[3:] == []
    assert "/lessons/last/" in str(Lesson.objects.get(code="L01").blocks)
