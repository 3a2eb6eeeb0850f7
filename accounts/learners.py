"""Who is learning in this request: a member who signed in, a guest, or nobody yet.

A guest is a `User` without an address, found through the session. Nothing is stored for a visitor until the first act
that is worth keeping, which calls `ensure_learner`.
"""

from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest

from accounts.hooks import call_all
from accounts.models import User

GUEST_KEY = "guest_id"
UNKNOWN = object()


def current_learner(request: HttpRequest) -> User | None:
    """The member or guest of this request; None for a visitor. At most two queries, once per request."""
    learner = getattr(request, "_learner", UNKNOWN)
    if learner is UNKNOWN:
        learner = request._learner = request.user if request.user.is_authenticated else guest_of(request)
    return learner


def guest_of(request: HttpRequest) -> User | None:
    guest_id = request.session.get(GUEST_KEY)
    return User.objects.guests().filter(pk=guest_id).first() if guest_id else None


def ensure_learner(request: HttpRequest) -> User:
    """The learner of this request; a visitor becomes a guest, remembered for as long as the session lives.

    New guests are limited per address (`new_guest` in `ACCOUNT_RATE_LIMITS`): past the limit the answer is a 429 page.
    """
    learner = current_learner(request)
    if learner is None:
        if not ratelimit.consume(request, action="new_guest"):
            raise ImmediateHttpResponse(ratelimit.respond_429(request))
        learner = request._learner = User.objects.create_guest()
        request.session[GUEST_KEY] = learner.pk
    return learner


def note_visit(request: HttpRequest) -> None:
    """Remember on which of their days a learner was last here, once a day; a guest's session is prolonged with it."""
    learner = current_learner(request)
    if learner is not None and learner.last_seen_on != learner.today:
        note_day(learner)
        request.session.modified = True


def note_day(learner: User) -> None:
    """The learner is here on this day of theirs, which may have become another one with their time zone."""
    User.objects.filter(pk=learner.pk).update(last_seen_on=learner.today)
    call_all(settings.AFTER_VISIT, learner_id=learner.pk)
