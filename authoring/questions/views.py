"""The pages on which a question is written and changed."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authoring.files.unwritten import TO_WRITE
from authoring.questions.course import surroundings_of
from authoring.questions.diff import differences
from authoring.questions.forms import QuestionForm
from authoring.questions.saving import (
    ChangedMeanwhile,
    CodeTaken,
    Saved,
    Unwritten,
    add_question,
    bring_back,
    save_question,
)
from authoring.retiring import set_retired
from lessons.models import Lesson
from quizzes.kinds import kinds
from quizzes.models import Answer, Question

MOST_TOLD = 10
LIST = "admin:quizzes_question_changelist"
CHANGE = "admin:quizzes_question_change"


def add(request, *, model_admin):
    """First which kind for which lesson, then the form."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    kind = kinds().get(sent.get("kind", ""))
    lesson = Lesson.objects.filter(code=sent.get("lesson", "")).first()
    if kind is None or lesson is None:
        lessons = Lesson.objects.only("code", "title")
        context = {"legend": _("Kind"), "kinds": kinds().values(), "lessons": lessons, "chosen": lesson}
        return render(request, model_admin, "entry_add.html", _("Add a question"), context)
    surroundings = surroundings_of(lesson)
    form = QuestionForm.blank(kind.name, surroundings)
    if request.method != "POST":
        return show(request, model_admin, form)
    return take(request, model_admin, form, None)


def change(request, object_id: str, *, model_admin):
    may_change = model_admin.has_change_permission(request)
    if not may_change and (request.method == "POST" or not model_admin.has_view_permission(request)):
        raise PermissionDenied
    key = unquote(object_id)
    question = Question.objects.select_related("lesson", "revision").filter(pk=key if key.isdecimal() else 0).first()
    if question is None:
        raise Http404
    form = QuestionForm.of(question, surroundings_of(question.lesson))
    if request.method != "POST":
        form.check()
        return show(request, model_admin, form, question)
    return take(request, model_admin, form, question)


def take(request, model_admin, form: QuestionForm, question: Question | None):
    """What was sent: a question to the page that asks while somebody writes, another row, or all of it to be stored."""
    form.take(request.POST)
    what = request.POST.get("do", "save")
    if what == "check" and request.headers.get("X-Part") == "told":
        form.check()
        return JsonResponse({"told": form.told()})
    if what not in ("save", "check"):
        form.do(what)
        return show(request, model_admin, form, question)
    if not form.check() or what == "check":
        return show(request, model_admin, form, question)
    try:
        saved = save(request, form, question)
    except ChangedMeanwhile:
        return show_both(request, model_admin, form, question)
    except CodeTaken:
        form.surroundings = surroundings_of(form.surroundings.lesson)
        return show_anew(request, model_admin, form, question)
    except Unwritten:  # it was brought into use meanwhile
        form.is_asked = True
        return show_anew(request, model_admin, form, question)
    tell(request, saved)
    return redirect(CHANGE, saved.question.pk)


def show_anew(request, model_admin, form: QuestionForm, question: Question | None):
    """What was right when it was checked is not, now that it was to be stored."""
    form.check_anew()
    return show(request, model_admin, form, question)


def save(request, form: QuestionForm, question: Question | None) -> Saved:
    if question is None:
        return add_question(lesson=form.surroundings.lesson, source=form.entry, editor=request.user)
    seen = request.POST.get("seen", "")
    number = int(seen) if seen.isdecimal() and len(seen) < 6 else 0
    return save_question(key=question.pk, source=form.entry, seen=number, editor=request.user)


def tell(request, saved: Saved) -> None:
    """What became of it, and of the answers that were given before."""
    told = {"code": saved.question.code, "number": saved.number, "before": saved.number - 1}
    if saved.earlier_answers is None:
        messages.info(request, _("%(code)s says this already; nothing was changed.") % told)
        return
    text = _("%(code)s is stored as revision %(number)d.") % told
    if saved.earlier_answers:
        text += " " + ngettext(
            "%(count)d answer was given to revision %(before)d: it is still read and graded against that.",
            "%(count)d answers were given to revision %(before)d: they are still read and graded against that.",
            saved.earlier_answers,
        ) % (told | {"count": saved.earlier_answers})
    messages.success(request, text)


def tell_unwritten(request, unwritten: dict[str, list[str]]) -> None:
    """Why questions stay out of use, each with its fields; of many, the first few."""
    for code, fields in list(unwritten.items())[:MOST_TOLD]:
        told = {"code": code, "fields": ", ".join(fields), "mark": TO_WRITE}
        text = _("%(code)s stays out of use: “%(mark)s” still stands in %(fields)s. Write that first.") % told
        messages.error(request, text)
    rest = max(0, len(unwritten) - MOST_TOLD)
    if rest:
        text = ngettext(
            "%(count)d more stays out of use for the same reason.",
            "%(count)d more stay out of use for the same reason.",
            rest,
        )
        messages.error(request, text % {"count": rest})


def show(request, model_admin, form: QuestionForm, question: Question | None = None, status=None, **context):
    """The page, or of it the form alone where the page asked for that."""
    is_wrong = form.is_checked and bool(form.problems or form.mistakes) and request.method == "POST"
    context |= {
        "form": form,
        "question": question,
        "original": question,
        "is_wrong": is_wrong,
        "may_change": model_admin.has_change_permission(request, question)
        if question
        else model_admin.has_add_permission(request),
    }
    if question:
        context |= {
            "answers": Answer.objects.filter(revision=question.revision_id).count(),
            "reports": list(question.reports.filter(settled_at=None).select_related("revision")),
        }
    title = question.code if question else _("Add a question")
    is_part = request.headers.get("X-Part") == "form"
    template = "_question_form.html" if is_part else "question.html"
    status = status or (HTTPStatus.UNPROCESSABLE_ENTITY if is_wrong else HTTPStatus.OK)
    return render(request, model_admin, template, title, context, status=status)


def show_both(request, model_admin, form: QuestionForm, question: Question):
    """Somebody else was faster: what is typed here, and how what is stored now differs from it."""
    question.refresh_from_db()
    form.seen = question.revision.number
    difference = differences(question.revision.source, form.entry, form.schema)
    return show(request, model_admin, form, question, conflict=difference, status=HTTPStatus.CONFLICT)


def retire(request, key: int, *, model_admin):
    """Out of use, or back: POST only."""
    if request.method != "POST" or not model_admin.has_change_permission(request):
        raise PermissionDenied
    question = get_object_or_404(Question, pk=key)
    is_retired = request.POST.get("retire") == "yes"
    chosen = Question.objects.filter(pk=key)
    if is_retired:
        set_retired(rows=chosen, is_retired=True, editor=request.user)
    elif unwritten := bring_back(questions=chosen, editor=request.user).unwritten:
        tell_unwritten(request, unwritten)
        return redirect(CHANGE, key)
    text = _("%(code)s is asked no more; all answers to it stay.") if is_retired else _("%(code)s is asked again.")
    messages.success(request, text % {"code": question.code})
    return redirect(CHANGE, key)


def render(request, model_admin, template: str, title: str, context: dict, status: int = HTTPStatus.OK):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "list_url": reverse(LIST),
        **context,
    }
    return TemplateResponse(request, f"admin/authoring/{template}", context, status=status)
