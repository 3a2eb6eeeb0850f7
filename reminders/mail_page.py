"""The HTML of a mail as a page of its own: nothing in it runs, is loaded from anywhere, or sends anything."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": True,
}
framing_mails = csp_update({"frame-src": [SELF]})
"""For a page that shows such pages in frames."""


def mail_page(view: Callable[..., str]) -> Callable[..., HttpResponse]:
    """For a view that returns the HTML of a mail, of which nobody knows who wrote it."""

    def show(*arguments, **names) -> HttpResponse:
        return HttpResponse(view(*arguments, **names))

    return csp(POLICY)(xframe_options_sameorigin(never_cache(show)))
