"""Where a text stands and whether readers see it: saved, that takes effect, and leaves words and drafts alone."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import User
from authoring.models import TextRevision
from authoring.publishing.drafts import Invalid
from authoring.publishing.revisions import lock, note_revision
from authoring.publishing.texts import Text, form_of, values_of
from lessons.models import Lesson
from lessons.services import correct_links, publish_changes, store_article, store_lesson


@transaction.atomic
def begin_text(*, thing: Text) -> None:
    """Store a text that has no words yet. Readers see nothing of it until its draft is published."""
    store_lesson(thing) if isinstance(thing, Lesson) else store_article(thing)


@transaction.atomic
def place_text(*, thing: Text, changed: Collection[str], by: User | None) -> None:
    """Store those fields of `thing`. Its words are those that are stored by now, whatever `thing` says."""
    if not changed:
        return
    stored = lock(thing)
    for name in changed:
        setattr(stored, name, getattr(thing, name))
    stored.save(update_fields=[*changed, "updated_at"])
    if "slug" in changed and isinstance(stored, Lesson):
        correct_links()
    if "status" in changed:
        note_revision(thing=stored, by=by, how=TextRevision.How.EDITED)
    publish_changes()


def problems_of_stored(thing: Text) -> list[str]:
    """What keeps the words that are stored from being shown to readers."""
    stored = type(thing).objects.get(pk=thing.pk)
    form = form_of(stored, values_of(stored))
    return [] if form.is_valid() else Invalid(form).problems
