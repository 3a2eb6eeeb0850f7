"""In the admin: each mail as it would be for one learner now, with their real figures."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reminders.facts import LearnerFacts
from reminders.mail_page import framing_mails, mail_page
from reminders.mails import Content, content_of
from reminders.models import Kind, Preference, Reason
from reminders.occasions import UNANSWERED, Verdict, decide
from reminders.words import CannotTell

PERMISSION = "reminders.view_reminder"
NO_TOKEN = "preview"
"""In place of the learner's own: who looks at a preview must not be able to end their mails."""


@dataclass(frozen=True)
class Preview:
    """`why_not`: why no such mail would go now. `nothing`: why there cannot be one at all; then `content` is empty."""

    kind: Kind
    why_not: str
    content: Content | None = None
    nothing: str = ""


def urls() -> list:
    """For `get_urls` of the admin of `Preference`, before its own."""
    protected = admin.site.admin_view
    return [
        path("<int:pk>/preview/", protected(previews), name="reminders_preview"),
        path("<int:pk>/preview/<slug:kind>/", protected(preview_html), name="reminders_preview_html"),
    ]


def link(preference: Preference) -> SafeString:
    """For a column or field of that admin."""
    return format_html(
        '<a href="{}">{}</a>', reverse("admin:reminders_preview", args=[preference.pk]), _("Their mails")
    )


def facts_for(request, pk: int) -> LearnerFacts:
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    preference = get_object_or_404(Preference.objects.select_related("learner"), pk=pk)
    return LearnerFacts(preference, timezone.now())


@require_safe
@framing_mails
def previews(request, pk):
    facts = facts_for(request, pk)
    verdict = decide(facts)
    context = {
        **admin.site.each_context(request),
        "title": _("Mails as they would be now"),
        "opts": Preference._meta,
        "preference": facts.preference,
        "previews": [preview_of(kind, facts, verdict) for kind in Kind],
    }
    return TemplateResponse(request, "admin/reminders/preview.html", context)


@require_safe
@mail_page
def preview_html(request, pk, kind):
    facts = facts_for(request, pk)
    if kind not in Kind.values:
        raise Http404
    try:
        return content_for(kind, facts).html
    except CannotTell as nothing:
        raise Http404(str(nothing)) from None


def content_for(kind: str, facts: LearnerFacts) -> Content:
    return content_of(kind, facts, end_url=settings.SITE_URL + reverse("reminders:end", args=[NO_TOKEN]))


def preview_of(kind: Kind, facts: LearnerFacts, verdict: Verdict) -> Preview:
    why_not = why_no(kind, facts, verdict)
    try:
        return Preview(kind, why_not, content_for(kind, facts))
    except CannotTell as nothing:
        return Preview(kind, why_not, nothing=str(nothing))


def why_no(kind: Kind, facts: LearnerFacts, verdict: Verdict) -> str:
    """Empty where a mail of this kind is what would go."""
    if verdict.kind == kind:
        return ""
    if kind != Kind.GOODBYE and not facts.preference.wants(kind):
        return _("The learner has switched this kind off.")
    if verdict.kind:
        return _("The mail that would go now is another one: %(kind)s.") % {"kind": Kind(verdict.kind).label}
    if kind == Kind.GOODBYE and verdict.reason == Reason.NOTHING_DUE:
        return _("It takes the place of another mail, after %(count)d without a visit.") % {"count": UNANSWERED}
    return f"{Reason(verdict.reason).label}."
