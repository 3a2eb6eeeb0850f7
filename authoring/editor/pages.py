"""The admin's page on which a text is written, and what its script asks while somebody writes."""

from http import HTTPStatus

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.contrib import messages
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from authoring.editor.forms import EditorForm, editor_form_class, typed_into
from authoring.editor.live import look_at
from authoring.editor.presence import be_there
from authoring.editor.skeletons import skeletons_for
from authoring.publishing.conflicts import in_one
from authoring.publishing.draft_pages import words_of
from authoring.publishing.drafts import Conflict, draft_of, save_draft
from authoring.publishing.place_pages import PlacePages
from authoring.publishing.texts import Text, text_differences, values_of
from lessons.models import Status

LIVE_POLICY = {"script-src": [NONE], "connect-src": [NONE], "form-action": [NONE], "frame-ancestors": [SELF]}
framing_preview = csp_update({"frame-src": [SELF]})


def live_page(view):
    """For a page that the editor shows in a frame: nothing in it runs, and nothing is sent from it."""
    return csp_replace(LIVE_POLICY)(xframe_options_sameorigin(never_cache(view)))


class EditorPages(PlacePages):
    """For the ModelAdmin of a text."""

    def get_urls(self):
        pages = [
            ("", "write", never_cache(framing_preview(self.write_view))),
            ("autosave/", "autosave", require_POST(self.autosave_view)),
            ("presence/", "presence", require_POST(self.presence_view)),
            ("look/", "look", require_POST(self.look_view)),
            ("differences/", "differences", require_POST(self.differences_view)),
            ("preview/", "typed_preview", live_page(require_POST(self.typed_preview_view))),
            ("live/", "live", live_page(require_safe(self.live_view))),
        ]
        return [*(self.page(f"write/{end}", name, view) for end, name, view in pages), *super().get_urls()]

    def typed(self, request: HttpRequest, pk: int) -> EditorForm:
        thing = self.text_to_change(request, pk)
        return editor_form_class(thing)(request.POST, instance=thing)

    def get_changelist(self, request, **kwargs):
        return TextList

    # --- The page ---------------------------------------------------------------------------------------------------

    def write_view(self, request, pk):
        if request.method == "POST":
            return self.save_typed(request, pk)
        thing = self.text_to_change(request, pk)
        draft = draft_of(thing)
        values = draft.values if draft else values_of(thing)
        form = editor_form_class(thing).of(thing, values)
        return self.editor(request, form, draft, draft.version if draft else 0, base=values["source"])

    def save_typed(self, request, pk):
        form = self.typed(request, pk)
        version = version_in(request)
        if form.excess:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            seen = {"base": base_in(request) or "", "excess": form.excess}
            return self.editor(request, form, draft_of(form.instance), version, status, **seen)
        try:
            save_draft(thing=form.instance, values=form.values, version=version, by=request.user)
        except Conflict as conflict:
            return self.conflict_page(request, form, conflict)
        messages.success(request, words_about_saving(form.instance))
        return self.to("draft" if "on" in request.POST else "write", pk)

    def editor(self, request, form, draft, version, status=HTTPStatus.OK, **context) -> HttpResponse:
        thing = self.text_to_change(request, form.instance.pk)
        is_too_much = bool(context.get("excess"))
        context = {
            **self.page_context(request, thing, _("Write: %s") % thing),
            "is_nav_sidebar_enabled": False,
            "form": form,
            "draft": draft,
            "version": version,
            "look": None if is_too_much else look_at(request, form),
            "others_words": words_about(be_there(thing, request.user)),
            "groups": form.groups,
            "skeletons": skeletons_for(thing),
            "may_add_pictures": request.user.has_perm("lessons.add_lessonimage"),
            **context,
        }
        return TemplateResponse(request, "admin/authoring/editor.html", context, status=status)

    def page_context(self, request, thing: Text, title: str) -> dict:
        context = super().page_context(request, thing, title)
        named = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        pages = {name: f"{named}_{name}" for name in EDITOR_PAGES}
        return context | {"names": context["names"] | pages | PICTURE_PAGES}

    def conflict_page(self, request, form: EditorForm, conflict: Conflict) -> HttpResponse:
        """Both texts, and three ways on. What was typed is in the page, so that it is not lost."""
        thing = form.instance
        theirs = conflict.theirs.get("source", "")
        source = in_one(base_in(request), theirs, conflict.mine.get("source", ""))
        context = {
            **self.page_context(request, thing, _("Somebody else saved this text too")),
            "draft": conflict.draft,
            "version": conflict.version,
            "base": theirs,
            "words": words_of(conflict),
            "differences": text_differences(thing, conflict.theirs, conflict.mine),
            "mine": pairs_of(form.data),
            "merged": pairs_of(typed_into(editor_form_class(thing), conflict.mine | {"source": source})),
        }
        return TemplateResponse(request, "admin/authoring/conflict.html", context, status=HTTPStatus.CONFLICT)

    # --- What the script asks ---------------------------------------------------------------------------------------

    def autosave_view(self, request, pk):
        form = self.typed(request, pk)
        others = be_there(form.instance, request.user)
        if form.excess:
            return JsonResponse({"message": form.excess}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            draft = save_draft(thing=form.instance, values=form.values, version=version_in(request), by=request.user)
        except Conflict as conflict:
            return JsonResponse({"message": words_of(conflict)}, status=HTTPStatus.CONFLICT)
        saved = _("Draft saved at %s") % time_format(timezone.localtime(draft.saved_at), "H:i")
        return JsonResponse({"version": draft.version, "message": saved, "others": words_about(others)})

    def presence_view(self, request, pk):
        others = be_there(self.text_to_change(request, pk), request.user)
        return JsonResponse({"others": words_about(others)})

    def look_view(self, request, pk):
        look = look_at(request, self.typed(request, pk))
        panel = render_to_string(
            "admin/authoring/_look.html", {"look": look, "is_lesson": self.opts.model_name == "lesson"}
        )
        told = {"page": look.page, "panel": panel, "lines": look.lines, "problems": look.problem_count}
        return JsonResponse(told)

    def differences_view(self, request, pk):
        """What the browser kept, compared with the draft as it is now."""
        form = self.typed(request, pk)
        draft = draft_of(form.instance)
        saved = draft.values if draft else values_of(form.instance)
        context = {"differences": text_differences(form.instance, saved, form.values), **SIDES}
        return TemplateResponse(request, "admin/authoring/_differences.html", context)

    # --- The page inside the frame ----------------------------------------------------------------------------------

    def live_view(self, request, pk):
        thing = self.text_to_change(request, pk)
        draft = draft_of(thing)
        form = editor_form_class(thing).of(thing, draft.values if draft else values_of(thing))
        return HttpResponse(look_at(request, form).page)

    def typed_preview_view(self, request, pk):
        """What was typed, as a page of its own, for a browser without scripts."""
        form = self.typed(request, pk)
        look = look_at(request, form, is_alone=True)
        if look.page:
            return HttpResponse(look.page)
        context = self.page_context(request, form.instance, _("This cannot be shown"))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return TemplateResponse(request, "admin/authoring/no_preview.html", context | {"look": look}, status=status)


class TextList(ChangeList):
    """Whoever chooses a text from the list wants to write, if they may."""

    def __init__(self, request, *args, **options):
        super().__init__(request, *args, **options)
        self.leads_to = "write" if self.model_admin.has_change_permission(request) else "change"

    def url_for_result(self, result):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{self.leads_to}", args=[result.pk])


EDITOR_PAGES = ("write", "autosave", "presence", "look", "differences", "typed_preview", "live")
PICTURE_PAGES = {
    "pictures": "admin:lessons_lessonimage_changelist",
    "pictures_upload": "admin:lessons_lessonimage_upload",
}
SIDES = {"before_title": gettext_lazy("As saved"), "after_title": gettext_lazy("As you typed it")}
OF_PAGE = ("csrfmiddlewaretoken", "version", "base", "on")
"""What the form sends that is no part of the text."""


def pairs_of(data: QueryDict) -> list[tuple[str, str]]:
    """What was typed, as the hidden boxes of another form."""
    return [(name, value) for name, values in data.lists() for value in values if name not in OF_PAGE]


def version_in(request: HttpRequest) -> int:
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdecimal() and len(version) < 12 else 0


def base_in(request: HttpRequest) -> str | None:
    """The text as it was saved when somebody began to write on it, if the page says so."""
    base = request.POST.get("base", "")
    return base.replace("\r\n", "\n") or None


def words_about_saving(thing: Text) -> str:
    if thing.status == Status.PUBLISHED:
        return _("The draft is saved. Readers see what is published until you publish it.")
    return _("The draft is saved. Readers see nothing of the text until you publish it.")


def words_about(others: list[str]) -> str:
    if not others:
        return ""
    return _("%(names)s has this text open as well. Whoever saves second is asked what to keep.") % {
        "names": ", ".join(others)
    }
