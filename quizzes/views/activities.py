from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.learners import current_learner, ensure_learner
from accounts.same_origin import same_origin_post
from lessons.models import Status
from quizzes.boards import Board
from quizzes.briefs import as_markdown
from quizzes.decisions import rate_decision, store_decision
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


@same_origin_post
@cache_control(private=True, no_store=True)
def rate(request, code):
    """Keep how learners rate their own words in a decision of theirs, the one that the form was shown for."""
    activity, given = activity_or_404(code), Posted(request.POST)
    mine = decisions_of(request, activity)
    sent_for = given.one_of("ordinal", [decision.ordinal for decision in mine], None)
    decisions = [decision for decision in mine if sent_for and decision.ordinal <= sent_for]
    board = board_with(activity, decisions, "own", given_rating=given)
    if board.own.errors:
        return answer_rating(request, board, decisions, 422)
    rate_decision(decisions[0], board.own.as_json())
    if "X-Part" in request.headers:
        return answer_rating(request, Board(activity, decisions[0]), decisions)
    return redirect(f"{activity.get_absolute_url()}#{activity.code.lower()}-own")


@require_safe
@cache_control(private=True, no_store=True)
def brief(request, code):
    """The reader's last decision as one page, to print."""
    activity = activity_or_404(code)
    board = board_with(activity, decisions_of(request, activity), "brief")
    return render(request, "quizzes/brief.html", {"section": "course", "activity": activity, "board": board})


@require_safe
@cache_control(private=True, no_store=True)
def brief_markdown(request, code):
    """The same as a file to keep."""
    activity = activity_or_404(code)
    board = board_with(activity, decisions_of(request, activity), "brief")
    disposition = f'attachment; filename="{code.lower()}-brief.md"'
    return HttpResponse(
        as_markdown(board.brief, board.decision),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": disposition},
    )


def board_with(activity: Activity, decisions: list[Decision], part: str, **state) -> Board:
    """With the newest of `decisions`; not found where there is none, or where it has no such part."""
    board = Board(activity, next(iter(decisions), None), **state)
    if getattr(board, part) is None:
        raise Http404
    return board


def answer_rating(request: HttpRequest, board: Board, decisions: list[Decision], status: int = 200):
    """The part with the rating alone for the script, otherwise the whole page."""
    context = {"section": "course", "activity": board.activity, "board": board, "is_page": True}
    if "X-Part" in request.headers:
        return render(request, "quizzes/_own_rating.html", {**context, "is_answer": True}, status=status)
    return render(request, "quizzes/activity.html", {**context, "earlier": decisions[1:]}, status=status)


def answer(request: HttpRequest, activity: Activity, decisions: list[Decision], status: int = 200, **state):
    """The part alone for the script (in a lesson without the earlier decisions), otherwise the whole page."""
    part = request.headers.get("X-Part")
    board = Board(activity, next(iter(decisions), None), **state)
    context = {"section": "course", "activity": activity, "board": board}
    if part != "lesson":
        context |= {"is_page": True, "earlier": decisions[1:]}
    return render(request, f"quizzes/{'_board' if part else 'activity'}.html", context, status=status)
