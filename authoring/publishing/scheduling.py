"""Drafts that have a time are published when it has come: once, and whatever happens to the worker that does it.

Publishing is one transaction that ends with the draft's end, so there is nothing to claim beforehand: whoever comes
second finds no draft, and one that a killed worker left half published is as it was, and due at the next look.
"""

import logging

from django.db import transaction
from django.utils import timezone

from authoring.models import Draft, RefusalMail, TextRevision
from authoring.publishing.drafts import Conflict, Invalid, publish

logger = logging.getLogger(__name__)


def due_drafts() -> list[int]:
    return list(Draft.objects.due(timezone.now()).order_by("publish_at").values_list("pk", flat=True))


def publish_scheduled(*, draft_id: int) -> bool:
    """Publish that draft if its time has come. One with mistakes loses its time, and says why from then on."""
    draft = Draft.objects.due(timezone.now()).with_things().filter(pk=draft_id).first()
    if draft is None:
        return False
    try:
        publish(draft=draft, by=draft.scheduled_by, how=TextRevision.How.SCHEDULED)
    except Conflict:
        return False  # published, discarded or saved a moment ago; if it is still due, the next look finds it
    except Invalid as error:
        refuse(draft, error.problems)
        return False
    return True


@transaction.atomic
def refuse(draft: Draft, problems: list[str]) -> None:
    """Take the draft's time away, unless somebody changed it meanwhile, and write a mail down that says so."""
    same = Draft.objects.filter(pk=draft.pk, version=draft.version, publish_at=draft.publish_at)
    refusal = "\n".join(problems)
    if not same.update(publish_at=None, refusal=refusal):
        return
    logger.warning("The draft of %s was not published at its time: %s", draft, " ".join(problems))
    if draft.scheduled_by:
        RefusalMail.objects.create(
            draft=draft, receiver=draft.scheduled_by, was_due_at=draft.publish_at, problems=refusal
        )
