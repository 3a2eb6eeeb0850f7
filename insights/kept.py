"""What an instructor had written when they turned out to be signed out: in the session until they are back."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from quizzes.models import Report

KEPT = "insights.kept"
LONGEST = 4000


def keep(request: HttpRequest, report: int) -> None:
    """Of a form about a report."""
    reply = request.POST.get("reply", "")[:LONGEST]
    request.session[KEPT] = {"report": report, "status": request.POST.get("status", "")[:10], "reply": reply}


def take(request: HttpRequest, reports: list[Report]) -> dict | None:
    """What was kept about one of these reports, once."""
    kept = request.session.get(KEPT)
    if not kept or kept["report"] not in {report.pk for report in reports}:
        return None
    del request.session[KEPT]
    messages.info(request, _("What you had written is still here: send it once more."))
    return kept
