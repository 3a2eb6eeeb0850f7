"""The admin's pages about what a text said before: its revisions, two of them side by side, one of them restored."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from authoring.models import TextRevision
from authoring.publishing.draft_pages import DraftPages, words_of
from authoring.publishing.drafts import Conflict, draft_of, restore
from authoring.publishing.forms import CompareForm
from authoring.publishing.texts import Text, labels_of, text_differences, values_of

PAGE = 20
DRAFT = "draft"


class HistoryPages(DraftPages):
    """For the ModelAdmin of a text: the history that Django keeps of the admin's actions, and that of its words."""

    object_history_template = "admin/authoring/history.html"

    def get_urls(self):
        return [
            self.page("history/compare/", "compare", require_safe(self.compare_view)),
            self.page(
                "history/<int:number>/restore/", "restore", require_http_methods(["GET", "POST"])(self.restore_view)
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        thing = self.get_object(request, object_id)
        if thing is None or not self.has_view_permission(request, thing):
            return super().history_view(request, object_id, extra_context)
        page = Paginator(TextRevision.objects.of(thing).select_related("made_by"), PAGE).get_page(request.GET.get("r"))
        draft = draft_of(thing)
        context = {
            **self.page_context(request, thing, _("History: %s") % thing),
            "page": page,
            "revisions": changes_of(thing, list(page)),
            "draft": draft,
            "may_compare": page.paginator.count + bool(draft) > 1,
        }
        return super().history_view(request, object_id, {**context, **(extra_context or {})})

    def compare_view(self, request, pk):
        """Two revisions, or one and the draft."""
        thing = self.text_to_see(request, pk)
        form = CompareForm(request.GET)
        if not form.is_valid():
            messages.error(request, _("Choose two revisions to compare."))
            return self.to("history", pk)
        before, after = (Side(thing, form.cleaned_data[name]) for name in ("before", "after"))
        context = {
            **self.page_context(request, thing, _("What differs: %s") % thing),
            "before": before,
            "after": after,
            "differences": text_differences(thing, before.values, after.values),
        }
        return TemplateResponse(request, "admin/authoring/compare.html", context)

    def restore_view(self, request, pk, number):
        """Show what restoring a revision would change, then begin a draft with its words."""
        thing = self.text_to_change(request, pk)
        revision = get_object_or_404(TextRevision.objects.of(thing), number=number)
        draft = draft_of(thing)
        if request.method == "POST":
            return self.restore(request, thing, revision)
        context = {
            **self.page_context(request, thing, _("Restore: %s") % thing),
            "revision": revision,
            "draft": draft,
            "differences": text_differences(thing, values_of(thing), revision.values),
        }
        return TemplateResponse(request, "admin/authoring/restore.html", context)

    def restore(self, request, thing: Text, revision: TextRevision):
        seen = request.POST.get("version", "")
        try:
            restore(revision=revision, by=request.user, version=int(seen) if seen.isdecimal() else 0)
        except Conflict as conflict:
            messages.error(request, words_of(conflict))
            return self.to("restore", thing.pk, revision.number)
        self.log_change(request, thing, _("Began a draft with the words of revision %d.") % revision.number)
        messages.success(
            request, _("Revision %d is a draft now. Readers see it once it is published.") % revision.number
        )
        return self.to("draft", thing.pk)


class Side:
    """One of two texts that are compared."""

    def __init__(self, thing: Text, name: str):
        self.name = name
        self.draft = draft_of(thing) if name == DRAFT else None
        self.revision = None if name == DRAFT else TextRevision.objects.of(thing).filter(number=name).first()
        if not (self.draft or self.revision):
            raise Http404
        self.values = (self.draft or self.revision).values


def changes_of(thing: Text, revisions: list[TextRevision]) -> list[tuple[TextRevision, list[str]]]:
    """Each revision with the names of the fields that it changed."""
    labels = labels_of(thing)
    numbers = [revision.number - 1 for revision in revisions]
    before = dict(TextRevision.objects.of(thing).filter(number__in=numbers).values_list("number", "values"))
    return [
        (
            revision,
            [
                label
                for name, label in labels.items()
                if revision.number - 1 in before and before[revision.number - 1].get(name) != revision.values.get(name)
            ],
        )
        for revision in revisions
    ]
