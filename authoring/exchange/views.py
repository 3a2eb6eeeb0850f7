"""Pages of the admin by which instructors take questions to other programs and bring them from there."""

from http import HTTPStatus

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from authoring.exchange.chosen import course_title, lessons_to_export
from authoring.exchange.forms import ExportForm, ImportForm
from authoring.exchange.gift_writing import write_gift
from authoring.exchange.importing import plan_import, store_import
from authoring.exchange.qti_package import write_package


def chosen_lesson(request) -> str:
    """The code of the lesson that a page or a file is about; empty for all, also where there is no such lesson."""
    form = ExportForm(request.GET)
    return form.cleaned_data["lesson"].code if form.is_valid() and form.cleaned_data["lesson"] else ""


def check_permission(request, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


@require_safe
def overview(request):
    check_permission(request, "quizzes.view_question")
    lesson = chosen_lesson(request)
    lessons = lessons_to_export(lesson)
    context = {
        **admin.site.each_context(request),
        "title": _("Questions for other programs"),
        "form": ExportForm({"lesson": lesson}),
        "lesson": lesson,
        "gift": write_gift(lessons, course_title()),
        "qti": write_package(lessons, course_title()),
        "may_import": request.user.has_perm("quizzes.add_question"),
    }
    return render(request, "admin/authoring/exchange.html", context)


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
def gift_file(request):
    check_permission(request, "quizzes.view_question")
    lesson = chosen_lesson(request)
    gift = write_gift(lessons_to_export(lesson), course_title())
    return attachment(gift.text.encode(), f"questions{lesson and '-'}{lesson}.gift.txt", "text/plain; charset=utf-8")


@require_safe
def qti_file(request):
    check_permission(request, "quizzes.view_question")
    lesson = chosen_lesson(request)
    package = write_package(lessons_to_export(lesson), course_title())
    return attachment(package.content, f"questions{lesson and '-'}{lesson}.qti.zip", "application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
def gift_import(request):
    """Say what a file would add; and add it, where that is what the page had shown."""
    check_permission(request, "quizzes.add_question")
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return import_page(request, form)
    if not form.is_valid():
        return import_page(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if "add" in request.POST and form.cleaned_data["seen"] == form.fingerprint:
        return add(request, form)
    if "add" in request.POST:
        messages.warning(request, _("Something was changed after the check. Look once more, then add."))
    return plan_page(request, form)


def add(request, form: ImportForm):
    plan = store_import(form.cleaned_data["text"], lesson=form.cleaned_data["lesson"], defaults=form.defaults)
    count = len(plan.planned)
    text = ngettext(
        "%(count)d question was added. It is not asked before you bring it into use: %(codes)s.",
        "%(count)d questions were added. They are not asked before you bring them into use: %(codes)s.",
        count,
    )
    codes = ", ".join(each.entry["id"] for each in plan.planned)
    if count:
        messages.success(request, text % {"count": count, "codes": codes})
    else:
        messages.info(request, _("Nothing was added: all of it is here already, or cannot be taken."))
    return redirect("exchange:overview")


def plan_page(request, form: ImportForm):
    """The form as it was sent, a file's text now in it, with what it would add."""
    cleaned = form.cleaned_data
    plan = plan_import(cleaned["text"], lesson=cleaned["lesson"], defaults=form.defaults)
    names = ("lesson", "level", "difficulty", "points")
    filled = ImportForm(
        {**{name: form.data.get(name, "") for name in names}, "text": cleaned["text"], "seen": form.fingerprint}
    )
    return import_page(request, filled, plan=plan)


def import_page(request, form: ImportForm, status=HTTPStatus.OK, **found):
    context = {**admin.site.each_context(request), "title": _("Import questions from GIFT"), "form": form, **found}
    return render(request, "admin/authoring/exchange_import.html", context, status=status)
