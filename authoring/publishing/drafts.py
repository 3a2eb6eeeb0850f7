"""Drafts: saving, publishing at once or at a time, giving up. What is published stays as it is meanwhile."""

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from authoring.models import Draft, TextRevision, key_of
from authoring.publishing.revisions import latest_revision, lock, note_revision
from authoring.publishing.texts import Text, form_of, text_in, values_of
from lessons.models import Lesson, Status
from lessons.services import publish_changes, store_article, store_lesson

How = TextRevision.How


class Conflict(Exception):
    """Somebody else changed the text since the caller saw it; nothing was stored, nothing is lost.

    `mine` is what the caller wanted to store, `theirs` what is there now: the draft or, where there is none any more,
    what is published. Saving `mine` again with this `version` replaces it.
    """

    def __init__(self, *, mine: dict, theirs: dict, version: int, draft: Draft | None):
        super().__init__("Somebody else changed this text meanwhile.")
        self.mine, self.theirs, self.version, self.draft = mine, theirs, version, draft


class Invalid(Exception):
    """A draft that cannot be published as it is. `form` is bound to it and says why."""

    def __init__(self, form: forms.ModelForm):
        super().__init__("The draft can't be published as it is.")
        self.form = form

    @property
    def problems(self) -> list[str]:
        return [
            f"{self.form[name].label if name in self.form.fields else ''}: {message}".removeprefix(": ")
            for name, messages in self.form.errors.items()
            for message in messages
        ]


def draft_of(thing: Text) -> Draft | None:
    return Draft.objects.of(thing).with_things().first()


def conflict(thing: Text, draft: Draft | None, mine: dict) -> Conflict:
    theirs = draft.values if draft else values_of(thing)
    return Conflict(mine=mine, theirs=theirs, version=draft.version if draft else 0, draft=draft)


@transaction.atomic
def save_draft(
    *, thing: Text, values: dict, version: int, by: User | None, restores: TextRevision | None = None
) -> Draft:
    """Store `values`, over what the draft or else the published text says. `version` is that of the draft which the
    caller saw, 0 if there was none. Raises Conflict if there is another one now. Saving the same again is no change."""
    thing = lock(thing)
    draft = draft_of(thing)
    before = draft.values if draft else values_of(thing)
    wanted = before | text_in(thing, values)
    if draft and draft.values == wanted:
        return draft
    if version != (draft.version if draft else 0):
        raise conflict(thing, draft, wanted)
    if draft is None:
        draft = Draft(**key_of(thing), based_on=latest_revision(thing))
    else:
        draft.version += 1
    draft.values, draft.restores, draft.refusal = wanted, restores, ""
    draft.saved_by, draft.saved_at = by, timezone.now()
    draft.save()
    return draft


def as_seen(draft: Draft) -> Draft:
    """The draft from the database, with its thing locked; raises Conflict if it is not the one that the caller saw."""
    thing = lock(draft.thing)
    present = draft_of(thing)
    if present is None or (present.pk, present.version) != (draft.pk, draft.version):
        raise conflict(thing, present, draft.values)
    return present


@transaction.atomic
def discard_draft(*, draft: Draft) -> None:
    """Give the draft up. Raises Conflict if it is not the one any more that the caller saw."""
    as_seen(draft).delete()


@transaction.atomic
def publish(*, draft: Draft, by: User | None, how: str = How.PUBLISHED, note: str = "") -> TextRevision:
    """Make the draft the text that readers see, and end it. Raises Invalid if it cannot be, and Conflict if it is not
    the one any more that the caller saw."""
    present = as_seen(draft)
    form = checked(present)
    store(form)
    how = How.RESTORED if present.restores_id and how == How.PUBLISHED else how
    revision = note_revision(thing=present.thing, by=by, how=how, note=note)
    present.delete()
    return revision


def checked(draft: Draft) -> forms.ModelForm:
    form = form_of(draft.thing, draft.values)
    if not form.is_valid():
        raise Invalid(form)
    return form


def store(form: forms.ModelForm) -> None:
    thing = form.save(commit=False)
    thing.status = Status.PUBLISHED
    if isinstance(thing, Lesson):
        store_lesson(thing)
    else:
        store_article(thing)
    publish_changes()


@transaction.atomic
def schedule(*, draft: Draft, at: datetime, by: User | None) -> Draft:
    """Have the draft published at that time. Raises Invalid if it could not be published now, and Conflict."""
    present = as_seen(draft)
    checked(present)
    present.publish_at, present.scheduled_by, present.refusal = at, by, ""
    present.save()
    return present


@transaction.atomic
def unschedule(*, draft: Draft) -> None:
    lock(draft.thing)
    Draft.objects.filter(pk=draft.pk).update(publish_at=None, scheduled_by=None, refusal="")


@transaction.atomic
def restore(*, revision: TextRevision, by: User | None, version: int = 0) -> Draft:
    """Begin a draft that is that revision again; it replaces the draft with this `version`. See `save_draft`."""
    return save_draft(thing=revision.thing, values=revision.values, version=version, by=by, restores=revision)
