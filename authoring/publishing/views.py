from http import HTTPStatus

from csp.constants import NONE
from csp.decorators import csp_replace
from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from authoring.publishing import preview_links
from authoring.publishing.drafts import Invalid
from authoring.publishing.preview import preview as preview_page

sends_nothing = csp_replace({"form-action": [NONE], "connect-src": [NONE]})
"""The forms of a previewed page look as they will, and belong to the page that is published: from here they are not
sent."""


@never_cache
@require_safe
@sends_nothing
def preview(request, token):
    """A draft, for whoever was given its link."""
    try:
        draft = preview_links.draft_behind(token)
    except BadSignature:
        raise Http404 from None
    except preview_links.Ended:
        return render(request, "authoring/preview_ended.html", status=HTTPStatus.GONE)
    words = {"saved": moment(draft.saved_at), "ends": moment(draft.preview_ends_at)}
    notice = _("As saved %(saved)s. This link works until %(ends)s. Nothing can be sent from this page.") % words
    try:
        return preview_page(request, draft.thing, draft.values, notice=notice)
    except Invalid as error:
        context = {"draft": draft, "problems": error.problems, "source": draft.values.get("source", "")}
        return render(request, "authoring/preview_broken.html", context)


def moment(at) -> str:
    return date_format(localtime(at), "j F Y, H:i e")
