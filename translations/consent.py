"""Whether this reader agreed to translations: a learner's answer is a row, a visitor's a signed cookie of the browser.

A refusal is a cookie for this visit only, with everybody. What was said about other terms counts as not said.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.learners import current_learner
from translations.models import Consent

COOKIE = "__Host-translations" if settings.IS_HTTPS else "translations"
SALT = "translations.consent"
KEPT = timedelta(days=180)
ACCEPTED, REFUSED = "accepted", "refused"


@dataclass(frozen=True)
class Answer:
    """What a reader said: "accepted" with the day, "refused" in this visit, "outdated" for other terms, or nothing."""

    word: str = ""
    at: datetime | None = None

    @property
    def is_accepted(self) -> bool:
        return self.word == ACCEPTED

    @property
    def is_refused(self) -> bool:
        return self.word == REFUSED


def answer_of(request: HttpRequest) -> Answer:
    """What this reader said to the provider that there is: one query for a learner, none for a visitor."""
    provider = settings.TRANSLATION
    if provider is None:
        return Answer()
    on_device = answer_on_device(request, provider.terms)
    learner = current_learner(request)
    if learner is None:
        return on_device
    consent = Consent.objects.filter(learner=learner).order_by("accepted_at", "pk").last()
    if consent is None and learner.is_guest:
        return on_device  # agreed as a visitor, in this same browser
    if consent is not None and consent.ended_at is None and consent.terms == provider.terms:
        return Answer(ACCEPTED, consent.accepted_at)
    if on_device.is_refused:
        return on_device
    return Answer("outdated") if consent is not None and consent.ended_at is None else Answer()


def answer_on_device(request: HttpRequest, terms: str) -> Answer:
    try:
        word, said_of, at = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
        answer = Answer(word, datetime.fromisoformat(at))
    except (signing.BadSignature, ValueError, TypeError):
        return Answer()
    if said_of != terms:
        return Answer("outdated") if answer.is_accepted else Answer()
    return answer


def remember_on_device(response: HttpResponse, word: str) -> None:
    """An acceptance for half a year, a refusal until the browser is closed."""
    value = signing.dumps([word, settings.TRANSLATION.terms, timezone.now().isoformat()], salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=KEPT if word == ACCEPTED else None,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget_on_device(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
