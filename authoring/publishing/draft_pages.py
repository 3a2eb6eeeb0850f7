"""The admin's page about the draft of a text: what it changes, what is wrong with it, and what can be done with it."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from authoring.models import Draft
from authoring.publishing import drafts, preview_links
from authoring.publishing.drafts import Conflict, Invalid, draft_of
from authoring.publishing.forms import ScheduleForm
from authoring.publishing.preview import preview
from authoring.publishing.revisions import is_outdated, latest_revision
from authoring.publishing.texts import Text, form_of, text_differences, values_of
from authoring.publishing.views import moment, sends_nothing


class DraftPages:
    """For the ModelAdmin of a text."""

    def get_urls(self):
        pages = [
            ("", "draft", require_safe(self.draft_view)),
            ("preview/", "draft_preview", require_safe(sends_nothing(self.preview_view))),
            ("publish/", "draft_publish", require_POST(self.publish_view)),
            ("discard/", "draft_discard", require_POST(self.discard_view)),
            ("schedule/", "draft_schedule", require_POST(self.schedule_view)),
            ("unschedule/", "draft_unschedule", require_POST(self.unschedule_view)),
            ("link/", "draft_link", require_POST(self.link_view)),
        ]
        return [*(self.page(f"draft/{end}", name, view) for end, name, view in pages), *super().get_urls()]

    def page(self, end: str, name: str, view: Callable):
        name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<int:pk>/{end}", self.admin_site.admin_view(view), name=name)

    def to(self, name: str, *args):
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", *args)

    def text_to_see(self, request: HttpRequest, pk: int) -> Text:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.model, pk=pk)

    def text_to_change(self, request: HttpRequest, pk: int) -> Text:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.model, pk=pk)

    def draft_as_seen(self, request: HttpRequest, thing: Text) -> Draft:
        """The draft, with the version that whoever pressed the button had before them."""
        draft = draft_of(thing)
        if draft is None:
            raise Conflict(mine={}, theirs=values_of(thing), version=0, draft=None)
        seen = request.POST.get("version", "")
        draft.version = int(seen) if seen.isdecimal() else 0
        return draft

    def page_context(self, request: HttpRequest, thing: Text, title: str) -> dict:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "original": thing,
            "names": {name: f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}" for name in PAGES},
            "may_change": self.has_change_permission(request, thing),
        }

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("draft").defer("draft__values")

    @admin.display(description=gettext_lazy("draft"))
    def draft_state(self, thing):
        draft = getattr(thing, "draft", None)
        if draft is None:
            return ""
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_draft", args=[thing.pk])
        return format_html('<a href="{}">{}</a>', url, state_of(draft))

    # --- Looking ----------------------------------------------------------------------------------------------------

    def draft_view(self, request, pk, form=None):
        thing = self.text_to_see(request, pk)
        draft = draft_of(thing)
        context = self.page_context(request, thing, _("Draft: %s") % thing)
        if draft:
            link, latest = preview_links.link_of(draft), latest_revision(thing)
            context |= {
                "draft": draft,
                "problems": problems_of(draft),
                "differences": text_differences(thing, values_of(thing), draft.values),
                "latest": latest,
                "is_outdated": is_outdated(draft, latest),
                "form": form or ScheduleForm(initial={"at": draft.publish_at}),
                "zone": timezone.get_current_timezone_name(),
                "link": request.build_absolute_uri(link) if link else "",
            }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
        return TemplateResponse(request, "admin/authoring/draft.html", context, status=status)

    def preview_view(self, request, pk):
        """The draft as readers would see it, for those who may open the admin."""
        thing = self.text_to_see(request, pk)
        draft = draft_of(thing)
        if draft is None:
            raise Http404
        try:
            words = {"notice": _("Nothing can be sent from this page."), "back": self.to("draft", pk).url}
            return preview(request, thing, draft.values, **words)
        except Invalid:
            messages.error(request, _("The draft has mistakes, so that it cannot be shown as a page yet."))
            return self.to("draft", pk)

    # --- Acting -----------------------------------------------------------------------------------------------------

    def act(self, request, pk, action: Callable[[Draft], str]):
        """Do that to the draft; what it returns is said and logged."""
        thing = self.text_to_change(request, pk)
        try:
            done = action(self.draft_as_seen(request, thing))
        except Conflict as conflict:
            messages.error(request, words_of(conflict))
        except Invalid:
            messages.error(request, _("The draft has mistakes, which are listed here. Mend them first."))
        else:
            self.log_change(request, thing, done)
            messages.success(request, done)
        return self.to("draft", pk)

    def publish_view(self, request, pk):
        def publish(draft):
            drafts.publish(draft=draft, by=request.user)
            return _("The draft is published: readers see it now.")

        return self.act(request, pk, publish)

    def discard_view(self, request, pk):
        def discard(draft):
            drafts.discard_draft(draft=draft)
            return _("The draft is discarded. Readers see what they saw before.")

        return self.act(request, pk, discard)

    def schedule_view(self, request, pk):
        self.text_to_change(request, pk)
        form = ScheduleForm(request.POST)
        if not form.is_valid():
            return self.draft_view(request, pk, form)
        at = form.cleaned_data["at"]

        def schedule(draft):
            drafts.schedule(draft=draft, at=at, by=request.user)
            return _("The draft will be published on %s.") % moment(at)

        return self.act(request, pk, schedule)

    def unschedule_view(self, request, pk):
        def unschedule(draft):
            drafts.unschedule(draft=draft)
            return _("The draft has no time any more: it is published when somebody publishes it.")

        return self.act(request, pk, unschedule)

    def link_view(self, request, pk):
        def make(draft):
            preview_links.make_link(draft=draft)
            return _("There is a new link to the draft. An earlier one has ended.")

        def end(draft):
            preview_links.end_link(draft=draft)
            return _("The link to the draft has ended.")

        return self.act(request, pk, end if "end" in request.POST else make)


def state_of(draft: Draft) -> str:
    if draft.refusal:
        return _("Not published")
    if draft.publish_at:
        return _("Goes out %s") % date_format(timezone.localtime(draft.publish_at), "j M, H:i")
    return _("Draft, %s") % date_format(timezone.localtime(draft.saved_at), "j M")


PAGES = (
    *("change", "history", "compare", "restore", "changelist"),
    *("draft", "draft_preview", "draft_publish", "draft_discard", "draft_schedule", "draft_unschedule", "draft_link"),
)


def problems_of(draft: Draft) -> list[str]:
    form = form_of(draft.thing, draft.values)
    return [] if form.is_valid() else Invalid(form).problems


def words_of(conflict: Conflict) -> str:
    if conflict.draft is None:
        return _("There is no draft any more: somebody published or discarded it meanwhile.")
    who = conflict.draft.saved_by or _("Somebody")
    return _("Nothing was done: %(who)s saved the draft meanwhile. Look at it as it is now.") % {"who": who}
