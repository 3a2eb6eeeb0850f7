"""What a moderator had chosen and written when they turned out to be signed out: in the session until they are back."""

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from comments.models import TEXT_LIMIT

KEPT = "comments.moderating.kept"
NAMES = ("action", "comment", "ready", "reason", "text", "whom", "days")
MOST_OF_EACH = 50


def page_of(request: HttpRequest, public_id=None) -> str:
    """Where a form that was sent stands."""
    sent = request.POST
    if sent.get("from") == "comment":
        public_id = sent.get("comment", "").partition(".")[0]
    if public_id:
        try:
            return reverse("comments:queue_comment", args=[public_id])
        except NoReverseMatch:
            return reverse("comments:queue")
    if request.resolver_match.url_name == "queue_lift":
        return reverse("comments:queue_bans")
    if sent.get("from") == "history":
        return reverse("comments:queue_history")
    back = sent.get("back", "")[:200]
    return reverse("comments:queue") + (f"?{back}" if back else "")


def keep(request: HttpRequest, page: str) -> None:
    """Where there are words, or more than one is chosen: else nothing is lost."""
    sent = request.POST
    if sent.get("text") or sent.get("reason") or len(sent.getlist("comment")) > 1:
        values = {name: [each[: 2 * TEXT_LIMIT] for each in sent.getlist(name)[:MOST_OF_EACH]] for name in NAMES}
        request.session[KEPT] = {"page": page.partition("?")[0], "values": {**values}}


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for this page, once."""
    kept = request.session.get(KEPT)
    if not kept or kept["page"] != request.path:
        return None
    del request.session[KEPT]
    messages.info(request, _("What you had chosen and written is still here: send it once more."))
    sent = QueryDict(mutable=True)
    for name, values in kept["values"].items():
        if values:
            sent.setlist(name, values)
    return sent
