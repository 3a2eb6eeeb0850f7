"""Deciding about a comment from the mail to a moderator, without signing in."""

from http import HTTPStatus

from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comments.mailing import links
from comments.models import Notice
from comments.moderating import moderation
from comments.moderating.moderator_mails import is_decided
from comments.moderating.moderators import is_moderator
from comments.showing import locked

HEADINGS = {
    "none": gettext_lazy("This link does nothing"),
    "old": gettext_lazy("This link does nothing"),
    "forbidden": gettext_lazy("This is not open to you"),
    "done": gettext_lazy("Decided"),
    "decided": gettext_lazy("It is decided already"),
}
QUESTIONS = {"approve": gettext_lazy("Publish this comment?"), "spam": gettext_lazy("Is this spam?")}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def decide_by_mail(request, token):
    """The link is the moderator's, for one comment and one action; it works once, and for three days."""
    try:
        found = links.notice_to_decide(token)
    except links.LinkIsTooOld:
        return page(request, "old", HTTPStatus.GONE)
    if found is None:
        return page(request, "none", HTTPStatus.NOT_FOUND)
    notice, action = found
    if not is_moderator(notice.moderator):
        return page(request, "forbidden", HTTPStatus.FORBIDDEN)
    context = {"notice": notice, "action": action}
    if request.method != "POST":
        return page(request, "decided" if is_decided(notice) else "ask", **context)
    step = decide(notice, action, request.POST.get("seen", ""))
    return page(request, step, HTTPStatus.NOT_FOUND if step == "none" else HTTPStatus.OK, **context)


@transaction.atomic
def decide(notice: Notice, action: str, seen: str) -> str:
    """What the page is to say then. `seen`: the digest of the text that was on the page with the button, since its
    author may change it meanwhile."""
    notice.comment = locked(notice.comment_id)
    if notice.comment is None:  # erased a moment ago
        return "none"
    if is_decided(notice):
        return "decided"
    if seen != notice.comment.text_digest:
        return "changed"
    moderation.decide(comment=notice.comment, action=action, moderator=notice.moderator)
    notice.comment.refresh_from_db()
    return "done"


def page(request, step: str, status=HTTPStatus.OK, **context):
    heading = HEADINGS.get(step) or QUESTIONS[context["action"]]
    return render(request, "comments/decide_by_mail.html", {"step": step, "heading": heading, **context}, status=status)
