from importlib import import_module

import pytest
from django.apps import apps

from authoring.models import TextRevision
from authoring.publishing.revisions import note_revision
from authoring.publishing.texts import text_in, values_of
from tests.factories import make_article, make_lesson

migration = import_module("authoring.migrations.0002_first_revisions")


@pytest.mark.django_db
def test_texts_from_before_have_a_first_revision_which_the_next_is_compared_with():
    lesson = make_lesson(1, terms=[{"term": "a", "definition": "b"}], loaded_digest="abc")
    article = make_article(status="draft")

    migration.begin_histories(apps, None)

    first, second = TextRevision.objects.order_by("pk")
    texts = [text_in(each.thing, each.values) for each in (first, second)]
    assert texts == [values_of(lesson), values_of(article)]
    assert (first.thing, first.how, first.status) == (lesson, "loaded", "published")
    assert (second.thing, second.how, second.status) == (article, "edited", "draft")
    assert first.made_at == lesson.updated_at
    assert note_revision(thing=lesson, by=None, how="edited") == first
