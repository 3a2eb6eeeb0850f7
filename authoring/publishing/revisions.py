"""The history of published texts. Whatever changes one ends with `note_revision`, in the same transaction."""

from django.db import transaction

from accounts.models import User
from authoring.models import TextRevision, key_of
from authoring.publishing.texts import Text, values_of


def lock(thing: Text) -> Text:
    """The lesson or article as it is now, which nobody else can publish until the transaction ends."""
    return type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)


def latest_revision(thing: Text) -> TextRevision | None:
    return TextRevision.objects.of(thing).first()


@transaction.atomic
def note_revision(*, thing: Text, by: User | None, how: str, note: str = "") -> TextRevision:
    """Keep what is published now. Where nothing has changed since the last revision, that one is it."""
    stored = lock(thing)
    last, values = latest_revision(stored), values_of(stored)
    if last and (last.values, last.status) == (values, stored.status):
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
