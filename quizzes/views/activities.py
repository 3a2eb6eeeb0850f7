from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Status
from quizzes.boards import Board
from quizzes.decisions import store_decision
from quizzes.models import Activity, Decision
from quizzes.simulators import Posted, load

ORDINALS = range(1, 1000)


def activity_or_404(code: str) -> Activity:
    in_use = Activity.objects.filter(retired_at=None, lesson__status=Status.PUBLISHED).select_related("lesson")
    return get_object_or_404(in_use, code=code)


def decisions_of(request: HttpRequest, activity: Activity) -> list[Decision]:
    """The reader's, newest first."""
    learner = current_learner(request)
    mine = Decision.objects.filter(learner=learner, activity=activity).order_by("-ordinal")
    return list(mine) if learner else []


@require_safe
@cache_control(private=True, no_store=True)
def activity(request, code):
    """An activity on a page of its own. With a query: what follows from the choices in it."""
    activity = activity_or_404(code)
    return answer(request, activity, decisions_of(request, activity), given=Posted(request.GET) or None)


@same_origin_post
@cache_control(private=True, no_store=True)
def decide(request, code):
    """Store a decision; answers with the part in its new state, or leads to it on the activity's page."""
    activity, given = activity_or_404(code), Posted(request.POST)
    simulator = load()[activity.kind]
    if errors := simulator.missing(activity.content, given):
        return answer(request, activity, decisions_of(request, activity), 422, given=given, errors=errors)
    _decision, is_repeated = store_decision(
        learner=ensure_learner(request),
        activity=activity,
        ordinal=given.one_of("ordinal", ORDINALS, 1),
        choices=simulator.read(activity.content, given),
    )
    if is_repeated:
        return answer(request, activity, decisions_of(request, activity), 409, given=given, is_old=True)
    if "X-Part" in request.headers:
        return answer(request, activity, decisions_of(request, activity))
    return redirect(f"{activity.get_absolute_url()}#{activity.code.lower()}-verdict")


def answer(request: HttpRequest, activity: Activity, decisions: list[Decision], status: int = 200, **state):
    """The part alone for the script (in a lesson without the earlier decisions), otherwise the whole page."""
    part = request.headers.get("X-Part")
    board = Board(activity, next(iter(decisions), None), **state)
    context = {"section": "course", "activity": activity, "board": board}
    if part != "lesson":
        context |= {"is_page": True, "earlier": decisions[1:]}
    return render(request, f"quizzes/{'_board' if part else 'activity'}.html", context, status=status)
