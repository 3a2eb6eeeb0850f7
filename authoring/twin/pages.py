"""The course as files in the admin: taken away as a ZIP, and brought in again after a look at what would change."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from accounts.read_only_admin import ReadOnlyAdmin
from authoring.files.course_files import CourseFiles
from authoring.models import TextTwin
from authoring.twin.archives import packed
from authoring.twin.folders import course_on_site
from authoring.twin.forms import UploadForm, wish_forms
from authoring.twin.plan import Plan
from authoring.twin.services import REFUSALS, Changed, look, report_of
from authoring.twin.telling import told
from authoring.twin.uploads import keep_upload, load_upload, read_archive


class TextTwinAdmin(ReadOnlyAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="authoring_texttwin_changelist"),
            path("download/", view(self.download_view), name="authoring_texttwin_download"),
            path("<uuid:public_id>/", view(self.plan_view), name="authoring_texttwin_plan"),
        ]

    def changelist_view(self, request, extra_context=None):
        """Download and upload. What is uploaded is only looked at: a broken course is told with all its problems."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.start_page(request, UploadForm())
        if not self.may_change(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES, sent_bytes=int(request.META.get("CONTENT_LENGTH") or 0))
        if not form.is_valid():
            return self.start_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        if form.course.problems:
            told = {"problems": form.course.problems}
            return self.start_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY, **told)
        upload = form.cleaned_data["archive"]
        upload.seek(0)
        twin = keep_upload(name=upload.name, content=upload.read())
        return redirect("admin:authoring_texttwin_plan", twin.public_id)

    def start_page(self, request, form: UploadForm, status=HTTPStatus.OK, **told):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Course as files"),
            "opts": self.opts,
            "form": form,
            "may_load": self.may_change(request),
            "waiting": TextTwin.objects.waiting().defer("archive")[:10],
            **told,
        }
        return TemplateResponse(request, "admin/authoring/text_twin.html", context, status=status)

    def download_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        headers = {"Content-Disposition": 'attachment; filename="course.zip"'}
        return HttpResponse(packed(course_on_site()), content_type="application/zip", headers=headers)

    def plan_view(self, request, public_id):
        """What loading would change, with what can be chosen; then, once, the loading."""
        if not self.may_change(request):
            raise PermissionDenied
        twin = get_object_or_404(TextTwin, public_id=public_id)
        if twin.loaded_at:
            return self.page(request, "text_twin_loaded", twin)
        files = read_archive(bytes(twin.archive))
        try:
            plan = look(files)
        except REFUSALS as refused:
            return self.page(request, "text_twin_plan", twin, HTTPStatus.UNPROCESSABLE_ENTITY, refused=refused)
        forms = wish_forms(plan, request.POST if request.method == "POST" else None)
        if request.method == "POST" and all([form.is_valid() for form in forms.values()]):
            return self.load(request, twin, files, forms)
        return self.plan_page(request, twin, plan, forms)

    def load(self, request, twin: TextTwin, files: CourseFiles, forms: dict):
        wishes = {name: form.wish for name, form in forms.items()}
        try:
            state = request.POST.get("state", "none")
            twin, is_new = load_upload(public_id=twin.public_id, wishes=wishes, state=state, by=request.user)
        except Changed:
            words = _("The site has changed since this page was shown. Nothing was loaded: look at it once more.")
            plan = look(files)
            return self.plan_page(request, twin, plan, wish_forms(plan, request.POST), refused=words)
        except REFUSALS as refused:
            return self.plan_page(request, twin, look(files), forms, refused=refused)
        if is_new:
            self.log_change(request, twin, _("Loaded the course from files."))
            self.message_user(request, _("The course is loaded."), messages.SUCCESS)
        return redirect("admin:authoring_texttwin_plan", twin.public_id)

    def plan_page(self, request, twin: TextTwin, plan: Plan, forms: dict, **told_besides):
        is_refused = request.method == "POST"
        context = {
            "plan": plan,
            "report": report_of(plan),
            "changes": [(each, forms.get(str(each.change.key))) for each in told(plan)],
            "is_invalid": is_refused and not all(form.is_valid() for form in forms.values()),
            **told_besides,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK
        return self.page(request, "text_twin_plan", twin, status, **context)

    def page(self, request, name: str, twin: TextTwin, status=HTTPStatus.OK, **context):
        context |= {
            **self.admin_site.each_context(request),
            "title": _("Loaded from files") if twin.loaded_at else _("What loading would change"),
            "opts": self.opts,
            "twin": twin,
        }
        return TemplateResponse(request, f"admin/authoring/{name}.html", context, status=status)
