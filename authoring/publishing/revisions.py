"""The history of published texts. Whatever changes one ends with `note_revision`, in the same transaction."""

from django.db import transaction

from accounts.models import User
from authoring.models import Draft, TextRevision, key_of
from authoring.publishing.texts import Text, text_in, values_of


def lock(thing: Text) -> Text:
    """The lesson or article as it is now, which nobody else can publish until the transaction ends."""
    return type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)


def latest_revision(thing: Text) -> TextRevision | None:
    return TextRevision.objects.of(thing).first()


def is_outdated(draft: Draft, latest: TextRevision | None) -> bool:
    """Whether other words were published since the draft was begun. That a text was withdrawn or shown is no matter."""
    before = draft.based_on
    if before == latest:
        return False
    return before is None or text_in(draft.thing, before.values) != text_in(draft.thing, latest.values)


@transaction.atomic
def note_revision(*, thing: Text, by: User | None, how: str, note: str = "") -> TextRevision:
    """Keep what is published now. Where nothing has changed since the last revision, that one is it."""
    stored = lock(thing)
    last, values = latest_revision(stored), values_of(stored)
    if last and (text_in(stored, last.values), last.status) == (values, stored.status):
        return last
    return TextRevision.objects.create(
        **key_of(stored),
        number=last.number + 1 if last else 1,
        values=values,
        status=stored.status,
        made_by=by,
        how=how,
        note=note,
    )
