"""The order of the questions of a lesson."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authoring.questions.saving import OrderChanged, in_order, reorder_questions
from authoring.questions.views import render
from lessons.models import Lesson
from quizzes.models import Question


def order(request, code: str, *, model_admin):
    """Numbers to type and buttons to press; both work without JavaScript, which adds dragging."""
    may_change = model_admin.has_change_permission(request)
    if not may_change and (request.method == "POST" or not model_admin.has_view_permission(request)):
        raise PermissionDenied
    lesson = get_object_or_404(Lesson, code=code)
    questions = in_order(lesson)
    stored = [question.code for question in questions]
    if request.method != "POST":
        return show(request, model_admin, lesson, questions, may_change=may_change, seen=stored)
    seen = [code for code in request.POST.get("seen", "").split(" ") if code]
    wanted = moved(typed_order(request.POST, stored), request.POST.get("do", "save"))
    by_code = {question.code: question for question in questions}
    shown = [by_code[code] for code in wanted]
    if request.POST.get("do", "save") != "save":
        return show(request, model_admin, lesson, shown, seen=seen, focus=request.POST["do"])
    try:
        count = reorder_questions(lesson=lesson, codes=wanted, seen=seen, editor=request.user)
    except OrderChanged:
        text = _("Somebody changed the order or the questions since you opened this page. Your order stands below.")
        return show(request, model_admin, lesson, shown, seen=stored, problem=text, status=HTTPStatus.CONFLICT)
    text = ngettext("%(count)d question stands elsewhere now.", "%(count)d questions stand elsewhere now.", count)
    messages.success(request, text % {"count": count} if count else _("The order is as it was."))
    return redirect("admin:authoring_question_order", lesson.code)


def typed_order(data, stored: list[str]) -> list[str]:
    """The order that the typed numbers say; without a number, as it was. Who is given the place of another gets it."""
    shown = [name.removeprefix("place-") for name in data if name.startswith("place-")]

    def place(code: str) -> tuple[int, int]:
        text = data.get(f"place-{code}", "").strip()
        before = (shown if code in shown else stored).index(code) + 1
        wanted = int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else before
        return wanted, (wanted > before) - (wanted < before)

    return sorted(stored, key=place)


def moved(codes: list[str], do: str) -> list[str]:
    """`codes` after a press on "up" or "down": up.Q05.3"""
    verb, _dot, code = do.partition(".")
    if verb not in ("up", "down") or code not in codes:
        return codes
    place = codes.index(code)
    other = place + (-1 if verb == "up" else 1)
    if other in range(len(codes)):
        codes = list(codes)
        codes[place], codes[other] = codes[other], codes[place]
    return codes


def show(request, model_admin, lesson: Lesson, questions: list[Question], *, status=HTTPStatus.OK, **context):
    context |= {"lesson": lesson, "questions": questions, "seen": " ".join(context["seen"])}
    context.setdefault("may_change", True)
    title = _("Order of the questions of %(lesson)s") % {"lesson": lesson}
    return render(request, model_admin, "question_order.html", title, context, status=status)
