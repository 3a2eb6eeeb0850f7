"""An activity as a learner would meet it, from what stands in the form. Nothing is stored."""

from http import HTTPStatus

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.same_origin import same_origin_post
from authoring.activities.forms import ActivityForm
from authoring.activities.views import LIST, blank_form
from lessons.models import Lesson
from quizzes.boards import Board
from quizzes.decisions import verdict_on
from quizzes.models import Activity, Decision
from quizzes.simulators import Posted, load, render_entry

SALT, HOURS = "authoring.activity_trial", 12


class TriedBoard(Board):
    """An activity that is nowhere stored: it goes along in the form, signed."""

    is_trial = True

    @property
    def show_url(self) -> str:
        return reverse("admin:authoring_activity_try_decide")

    decide_url = show_url

    @property
    def carried(self) -> str:
        return signing.dumps([self.activity.lesson_id, self.activity.source], salt=SALT, compress=True)


def tried(lesson: Lesson, source: dict) -> Activity:
    """An activity that is not to be saved."""
    values = {"code": source["id"], "kind": source["kind"], "title": source["title"], "source": source}
    return Activity(lesson=lesson, content=render_entry(source), **values)


def begin(request, *, model_admin):
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    form = form_for(request.POST)
    if form is None:
        return redirect(LIST)
    if not form.take(request.POST):
        context = {"form": form, "title": form.activity.code}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return TemplateResponse(request, "admin/authoring/question_try.html", context, status=status)
    return show_board(request, TriedBoard(tried(form.activity.lesson, form.entry)))


def form_for(sent) -> ActivityForm | None:
    """Of the activity that was sent, or of a new one."""
    key = sent.get("activity", "")
    if key.isdecimal() and len(key) <= 10:
        return ActivityForm(get_object_or_404(Activity.objects.select_related("lesson"), pk=key))
    return blank_form(sent)


@same_origin_post
def decide(request, *, model_admin):
    """Say what follows from what was set, or what a decision would be told."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    try:
        key, source = signing.loads(request.POST.get("trial", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return redirect(LIST)
    activity, given = tried(get_object_or_404(Lesson, pk=key), source), Posted(request.POST)
    simulator = load()[activity.kind]
    if "show" in request.POST:
        return show_board(request, TriedBoard(activity, given=given))
    if errors := simulator.missing(activity.content, given):
        board = TriedBoard(activity, given=given, errors=errors)
        return show_board(request, board, HTTPStatus.UNPROCESSABLE_ENTITY)
    choices = simulator.read(activity.content, given)
    decision = Decision(activity=activity, **verdict_on(activity, choices, is_first=True))
    return show_board(request, TriedBoard(activity, decision))


def show_board(request, board: Board, status: int = HTTPStatus.OK):
    template = "quizzes/_board.html" if request.headers.get("X-Part") else "admin/authoring/activity_try.html"
    context = {"board": board, "activity": board.activity, "is_page": True, "title": board.activity.code}
    return TemplateResponse(request, template, context, status=status)
