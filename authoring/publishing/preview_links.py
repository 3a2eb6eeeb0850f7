"""The link under which a colleague reads a draft: signed, for a week, one at a time, and no longer than the draft."""

import secrets
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from authoring.models import Draft

signer = signing.Signer(salt="authoring.preview")
DAYS = 7


class Ended(Exception):
    """The link was right once: its week is over, another one was made, or the draft is published or discarded."""


def make_link(*, draft: Draft) -> str:
    """A new link to the draft, and from then on the only one."""
    draft.preview_key = secrets.token_urlsafe(16)
    draft.preview_ends_at = timezone.now() + timedelta(days=DAYS)
    draft.save(update_fields=["preview_key", "preview_ends_at"])
    return link_of(draft)


def end_link(*, draft: Draft) -> None:
    draft.preview_key, draft.preview_ends_at = "", None
    draft.save(update_fields=["preview_key", "preview_ends_at"])


def link_of(draft: Draft) -> str:
    """The link that is open now, or nothing."""
    if not draft.preview_key or draft.preview_ends_at <= timezone.now():
        return ""
    token = signer.sign_object({"draft": draft.pk, "key": draft.preview_key})
    return reverse("authoring:preview", args=[token])


def draft_behind(token: str) -> Draft:
    """Raises BadSignature for what is no link of ours, and Ended."""
    named = signer.unsign_object(token)
    draft = Draft.objects.filter(pk=named["draft"], preview_key=named["key"], preview_ends_at__gt=timezone.now())
    found = draft.select_related("lesson__module", "article").first()
    if found is None:
        raise Ended
    return found
