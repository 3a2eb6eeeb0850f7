"""The page on which an activity is changed, and the one on which it is tried."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.same_origin import same_origin_post
from authoring.activities.forms import ActivityForm
from authoring.activities.saving import save_activity
from authoring.questions.diff import differences
from authoring.questions.saving import ChangedMeanwhile
from authoring.twin.on_site import digest
from quizzes.boards import Board
from quizzes.decisions import verdict_on
from quizzes.models import Activity, Decision
from quizzes.simulators import Posted, load, render_entry

LIST = "admin:quizzes_activity_changelist"
SALT, HOURS = "authoring.activity_trial", 12


def change(request, object_id: str, *, model_admin):
    may_change = model_admin.has_change_permission(request)
    if not may_change and (request.method == "POST" or not model_admin.has_view_permission(request)):
        raise PermissionDenied
    key = unquote(object_id)
    activity = Activity.objects.select_related("lesson").filter(pk=key if key.isdecimal() else 0).first()
    if activity is None:
        raise Http404
    form = ActivityForm(activity)
    context = {"may_change": may_change}
    if request.method != "POST":
        return show(request, model_admin, form, **context)
    is_right = form.take(request.POST)
    context["is_checked"] = True
    if not is_right or request.POST.get("do") == "check":
        return show(request, model_admin, form, **context)
    try:
        is_new = save_activity(key=activity.pk, source=form.entry, seen=form.seen, editor=request.user)
    except ChangedMeanwhile:
        activity.refresh_from_db()
        form.seen = digest(activity.source)
        context["conflict"] = differences(activity.source, form.entry, form.schema)
        return show(request, model_admin, form, HTTPStatus.CONFLICT, **context)
    text = _("%(code)s is stored. Decisions that were made before keep what they were told.")
    text = text if is_new else _("%(code)s says this already; nothing was changed.")
    messages.success(request, text % {"code": activity.code})
    return redirect("admin:quizzes_activity_change", activity.pk)


def show(request, model_admin, form: ActivityForm, status: int = HTTPStatus.OK, **context):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": str(form.activity),
        "list_url": reverse(LIST),
        "form": form,
        "activity": form.activity,
        **context,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else status
    return TemplateResponse(request, "admin/authoring/activity.html", context, status=status)


# --- Tried, and nothing stored ----------------------------------------------------------------------------------------


class TriedBoard(Board):
    """An activity that is nowhere stored: it goes along in the form, signed."""

    is_trial = True

    @property
    def show_url(self) -> str:
        return reverse("admin:authoring_activity_try_decide")

    decide_url = show_url

    @property
    def carried(self) -> str:
        return signing.dumps([self.activity.pk, self.activity.source], salt=SALT, compress=True)


def tried(key, source: dict) -> Activity:
    """The activity with another text, not to be saved."""
    activity = get_object_or_404(Activity.objects.select_related("lesson"), pk=key)
    activity.source, activity.content, activity.title = source, render_entry(source), source["title"]
    return activity


def begin(request, *, model_admin):
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    key = request.POST.get("activity", "")
    if not key.isdecimal() or len(key) > 10:
        return redirect(LIST)
    form = ActivityForm(get_object_or_404(Activity, pk=key))
    if not form.take(request.POST):
        context = {"form": form, "title": form.activity.code}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return TemplateResponse(request, "admin/authoring/question_try.html", context, status=status)
    return show_board(request, TriedBoard(tried(key, form.entry)))


@same_origin_post
def decide(request, *, model_admin):
    """Say what follows from what was set, or what a decision would be told."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    try:
        key, source = signing.loads(request.POST.get("trial", ""), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return redirect(LIST)
    activity, given = tried(key, source), Posted(request.POST)
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
