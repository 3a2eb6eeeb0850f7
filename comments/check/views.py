import re
from http import HTTPStatus
from io import BytesIO

from captcha.views import captcha_image
from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from ranged_response import RangedFileResponse

from comments.check import limits as check_limits
from comments.check import store as check_store
from comments.check.challenges import KINDS, PICTURE, QUESTION, kind_of
from comments.check.security_check import NAME, SecurityChecked, check_is_paused
from comments.check.sound import NoSound, can_speak, sound_of

PREFIX = r"[A-Za-z0-9_-]{0,40}"
IDS = r"[A-Za-z0-9_-]{0,40}%s"


class CheckAlone(SecurityChecked, forms.Form):
    """The check without the form around it."""


@require_safe
def part(request):
    """Another question, for a page that puts it in the place of the first. `prefix` and `ids`: of the form there."""
    kind, prefix, ids = (request.GET.get(name, "") for name in ("kind", "prefix", "ids"))
    form = CheckAlone(
        request=request,
        with_check=True,
        first_kind=kind if kind in KINDS else QUESTION,
        prefix=prefix if re.fullmatch(PREFIX, prefix) else None,
        auto_id=ids if re.fullmatch(IDS, ids) else "id_%s",
    )
    return form.sent_back(HttpResponse(form[NAME].as_field_group()))


def in_words(text: str, status: HTTPStatus, seconds: int) -> HttpResponse:
    """For whoever opens the address by itself: what is the matter, and when to come again."""
    headers = {"Retry-After": str(seconds)}
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def too_often(seconds: int) -> HttpResponse:
    return in_words(check_is_paused(seconds), HTTPStatus.TOO_MANY_REQUESTS, seconds)


def digits_or_404(key: str) -> str:
    row = check_store.find(key)
    if not check_store.is_open(row) or kind_of(row.challenge) != PICTURE:
        raise Http404
    return row.challenge


@require_safe
@never_cache
def picture(request, key):
    if wait := check_limits.count(request, "picture"):
        return too_often(wait)
    digits_or_404(key)
    return captcha_image(request, key)


@require_safe
@never_cache
def sound(request, key):
    """Speaking costs a worker's time, so it is limited before anything else."""
    if wait := check_limits.count(request, "sound"):
        return too_often(wait)
    digits = digits_or_404(key)
    if not can_speak():
        raise Http404
    try:
        spoken = sound_of(key, digits)
    except NoSound:
        text = _("The sound cannot be made just now. Try again in a minute, or choose a question in words.")
        return in_words(text, HTTPStatus.SERVICE_UNAVAILABLE, 60)
    response = RangedFileResponse(request, BytesIO(spoken), content_type="audio/wav")
    response["Accept-Ranges"] = "bytes"
    return response
