"""The pages on which an activity is written, changed and taken out of use."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from authoring.activities.forms import ActivityForm
from authoring.activities.places import is_in_draft, is_in_readiness, is_in_text, needed_for_certificate
from authoring.activities.saving import add_activity, save_activity
from authoring.questions.diff import differences
from authoring.questions.saving import ChangedMeanwhile, CodeTaken
from authoring.retiring import set_retired
from authoring.twin.on_site import digest
from lessons.models import Lesson
from quizzes.models import Activity
from quizzes.simulators import load

LIST = "admin:quizzes_activity_changelist"
CHANGE = "admin:quizzes_activity_change"


def add(request, *, model_admin):
    """First which kind for which lesson, then the form."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = blank_form(request.POST if request.method == "POST" else request.GET)
    if form is None:
        lessons = list(Lesson.objects.only("code", "title"))
        chosen = next((lesson for lesson in lessons if lesson.code == request.GET.get("lesson")), None)
        context = {"legend": _("What learners do"), "kinds": load().values(), "lessons": lessons, "chosen": chosen}
        return render(request, model_admin, "entry_add.html", _("Add an activity"), context)
    if request.method != "POST":
        return show(request, model_admin, form)
    return take(request, model_admin, form)


def blank_form(sent) -> ActivityForm | None:
    """For the lesson and the kind that were sent, if there are such."""
    kind, code = sent.get("kind", ""), sent.get("lesson", "").replace("\x00", "")
    lesson = Lesson.objects.filter(code=code).first()
    return ActivityForm.blank(lesson, kind) if lesson and kind in load() else None


def change(request, object_id: str, *, model_admin):
    may_change = model_admin.has_change_permission(request)
    if not may_change and (request.method == "POST" or not model_admin.has_view_permission(request)):
        raise PermissionDenied
    key = unquote(object_id)
    activity = Activity.objects.select_related("lesson").filter(pk=key if key.isdecimal() else 0).first()
    if activity is None:
        raise Http404
    form = ActivityForm(activity)
    return take(request, model_admin, form) if request.method == "POST" else show(request, model_admin, form)


def take(request, model_admin, form: ActivityForm):
    """What was sent, to be checked or to be stored."""
    is_right = form.take(request.POST)
    if not is_right or request.POST.get("do") == "check":
        return show(request, model_admin, form, is_checked=True)
    try:
        key = store(request, form)
    except ChangedMeanwhile:
        activity = form.activity
        activity.refresh_from_db()
        form.seen = digest(activity.source)
        conflict = differences(activity.source, form.entry, form.schema)
        return show(request, model_admin, form, HTTPStatus.CONFLICT, conflict=conflict)
    except CodeTaken:
        form.take(request.POST)
        return show(request, model_admin, form)
    return redirect(CHANGE, key)


def store(request, form: ActivityForm) -> int:
    """Store what the form holds and say what came of it. Returns the key of the activity."""
    if form.is_new:
        activity = add_activity(lesson=form.activity.lesson, source=form.entry, editor=request.user)
        text = _("%(code)s is stored.") if is_in_text(activity) else _("%(code)s is stored, and has no place yet.")
        messages.success(request, text % {"code": activity.code})
        return activity.pk
    activity = form.activity
    is_new = save_activity(key=activity.pk, source=form.entry, seen=form.seen, editor=request.user)
    text = _("%(code)s is stored. Decisions that were made before keep what they were told.")
    text = text if is_new else _("%(code)s says this already; nothing was changed.")
    messages.success(request, text % {"code": activity.code})
    return activity.pk


def show(request, model_admin, form: ActivityForm, status: int = HTTPStatus.OK, **context):
    activity = form.activity
    context |= {"form": form, "activity": activity}
    if form.is_new:
        title, may_change = _("A new activity: %s") % activity.kind, True
    else:
        title, may_change = str(activity), model_admin.has_change_permission(request)
        context |= state_of(activity)
    context["may_change"] = may_change
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.problems else status
    return render(request, model_admin, "activity.html", title, context, status)


def state_of(activity: Activity) -> dict:
    """Whether learners meet it, and what they did in it."""
    decisions = activity.decisions.order_by()
    is_placed = is_in_text(activity)
    return {
        "original": activity,
        "is_placed": is_placed,
        "is_placed_in_draft": not is_placed and is_in_draft(activity),
        "decisions": decisions.count(),
        "learners": decisions.values("learner").distinct().count(),
        "is_in_readiness": is_in_readiness(activity),
        "is_needed": bool(needed_for_certificate([activity.code])),
    }


def retire(request, key: int, *, model_admin):
    """Out of use, or back: POST only."""
    if request.method != "POST" or not model_admin.has_change_permission(request):
        raise PermissionDenied
    activity = get_object_or_404(Activity, pk=key)
    is_retired = request.POST.get("retire") == "yes"
    if is_retired and needed_for_certificate([activity.code]):
        messages.error(request, words_about_certificate([activity.code]))
        return redirect(CHANGE, key)
    set_retired(rows=Activity.objects.filter(pk=key), is_retired=is_retired, editor=request.user)
    text = _("%(code)s is retired; all decisions in it stay.") if is_retired else _("%(code)s is in use again.")
    messages.success(request, text % {"code": activity.code})
    return redirect(CHANGE, key)


def words_about_certificate(codes: list[str]) -> str:
    text = _("The certificate asks for %(codes)s, so that nobody could get it any more. Change its rule in the course.")
    return text % {"codes": ", ".join(codes)}


def render(request, model_admin, template: str, title: str, context: dict, status: int = HTTPStatus.OK):
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "list_url": reverse(LIST),
        **context,
    }
    return TemplateResponse(request, f"admin/authoring/{template}", context, status=status)
