import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from time import monotonic

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import User
from translations import client
from translations.client import Failure, Reason
from translations.models import Consent, State, Translation
from translations.provider import Provider
from translations.texts import Original, batches, original_of, pieces, restrained

logger = logging.getLogger(__name__)
ORDER_TIME = timedelta(minutes=2)
"""For as long somebody waits. What was not sent by then is not sent any more."""
PAUSE_SECONDS = 60
LONGEST_PAUSE_SECONDS = 3600
PAUSE_KEY = "translations.pause"
TASK = "translations.tasks.translate_page"


# --- Consent ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def accept(*, learner: User) -> None:
    """Keep that the learner agrees to the provider that there is; agreeing twice is agreeing once."""
    provider = settings.TRANSLATION
    User.objects.select_for_update().get(pk=learner.pk)
    current = Consent.objects.filter(learner=learner, ended_at=None).first()
    if current is not None and current.terms == provider.terms:
        return
    withdraw(learner=learner)
    Consent.objects.create(
        learner=learner,
        provider=provider.name,
        host=provider.host,
        policy_version=provider.policy_version,
        terms=provider.terms,
    )


def withdraw(*, learner: User) -> None:
    Consent.objects.filter(learner=learner, ended_at=None).update(ended_at=timezone.now())


def carry_over(*, guest: User, member: User) -> None:
    """What was agreed to and taken back becomes the member's; of several answers the latest counts."""
    current = Consent.objects.filter(learner=guest, ended_at=None).first()
    if current is not None:
        is_latest = all(moment <= current.accepted_at for moment in answers_of(member))
        withdraw(learner=member if is_latest else guest)
    Consent.objects.filter(learner=guest).update(learner=member)


def answers_of(learner: User) -> list[datetime]:
    """When they agreed, and when they took it back."""
    rows = Consent.objects.filter(learner=learner).values_list("accepted_at", "ended_at")
    return [moment for row in rows for moment in row if moment]


# --- Translations -----------------------------------------------------------------------------------------------------


def translation_of(original: Original, language: str) -> Translation | None:
    """What there is of it; nothing where the text, or who translates, has changed since."""
    row = Translation.objects.filter(kind=original.kind, slug=original.page.slug, language=language).first()
    if row is None or row.digest != original.digest(settings.TRANSLATION):
        return None
    if row.state in (State.WANTED, State.WORKING) and row.asked_at < timezone.now() - ORDER_TIME:
        row.state, row.reason = State.FAILED, Reason.SLOW
    return row


@transaction.atomic
def order(*, original: Original, language: str) -> None:
    """Have a page translated by a worker. Nothing happens where that was done, or is being done."""
    row, _is_new = Translation.objects.select_for_update().get_or_create(
        kind=original.kind, slug=original.page.slug, language=language, defaults={"state": State.FAILED}
    )
    now, digest = timezone.now(), original.digest(settings.TRANSLATION)
    is_ready = row.state == State.DONE
    is_coming = row.state in (State.WANTED, State.WORKING) and row.asked_at > now - ORDER_TIME
    if row.digest == digest and (is_ready or is_coming):
        return
    row.state, row.reason, row.digest, row.asked_at, row.texts = State.WANTED, "", digest, now, {}
    row.save()
    transaction.on_commit(lambda: hand_over(row.pk))


def hand_over(number: int) -> None:
    """By name: the task knows this module, which need not know it."""
    seconds = ORDER_TIME.total_seconds()
    try:
        current_app.send_task(TASK, [number], expires=seconds, retry=False, ignore_result=True)
    except (OperationalError, OSError):
        logger.warning("A translation could not be handed to a worker: the broker is away")
        Translation.objects.filter(pk=number, state=State.WANTED).update(state=State.FAILED, reason=Reason.QUEUE)


def translate_page(*, number: int) -> None:
    """Send a text that is wanted, and keep what comes back. Only one worker does, and only while somebody waits."""
    provider, now = settings.TRANSLATION, timezone.now()
    wanted = Translation.objects.filter(pk=number, state=State.WANTED, asked_at__gt=now - ORDER_TIME)
    if provider is None or not wanted.update(state=State.WORKING):
        return
    row = Translation.objects.get(pk=number)
    original = original_of(row.kind, row.slug)
    if original is None or original.digest(provider) != row.digest:  # changed a moment ago
        row.delete()
        return
    try:
        values = {"texts": translated_texts(provider, original, row.language), "state": State.DONE}
        values["translated_at"] = timezone.now()
    except Failure as failure:
        logger.warning("No translation from %s: %s", provider.host, failure.reason)
        pause_after(failure)
        values = {"state": State.FAILED, "reason": failure.reason}
    Translation.objects.filter(pk=number, state=State.WORKING, asked_at=row.asked_at).update(**values)


def translated_texts(provider: Provider, original: Original, language: str) -> dict[str, str]:
    if reason := cache.get(PAUSE_KEY):
        raise Failure(Reason(reason))
    cut = {key: pieces(text, provider.characters) for key, text in original.texts.items()}
    answers = translated_pieces(provider, [piece for each in cut.values() for piece in each], language)
    return {key: "".join(restrained(next(answers), piece) for piece in each) for key, each in cut.items()}


def translated_pieces(provider: Provider, texts: list[str], language: str) -> Iterator[str]:
    give_up_at = monotonic() + client.BUDGET_SECONDS
    for batch in batches(texts, provider.characters):
        yield from client.translate(provider, batch, language, give_up_at=give_up_at)


def pause_after(failure: Failure) -> None:
    """A provider that is away, slow or busy is left alone for a while: workers have other things to do."""
    if failure.reason in (Reason.AWAY, Reason.SLOW, Reason.BUSY) and not cache.get(PAUSE_KEY):
        seconds = min(max(failure.wait, PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
        cache.set(PAUSE_KEY, failure.reason.value, seconds)
