from django import template
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.learners import current_learner
from accounts.personal import PersonalNode
from accounts.prepared import PreparedQuery
from quizzes.boards import Board
from quizzes.models import Activity, Decision

register = template.Library()

LATER = Decision.objects.filter(
    learner=OuterRef("learner"), activity=OuterRef("activity"), ordinal__gt=OuterRef("ordinal")
)
LAST_DECISIONS = PreparedQuery(
    lambda learner, lesson: (
        Decision.objects.filter(~Exists(LATER), learner=learner, activity__lesson=lesson)
        .order_by()
        .values_list("activity", "pk", "ordinal", "choices", "outcome", "score", "rating")
    )
)


def last_decisions(request, lesson_id: int) -> dict[int, Decision]:
    """The reader's last decision in each activity of a lesson: one query a page, none for a visitor."""
    learner = current_learner(request)
    if learner is None:
        return {}
    if getattr(request, "decisions_lesson", None) != lesson_id:
        request.decisions = {
            activity: Decision(pk=pk, ordinal=ordinal, choices=choices, outcome=outcome, score=score, rating=rating)
            for activity, pk, ordinal, choices, outcome, score, rating in LAST_DECISIONS.rows(learner.pk, lesson_id)
        }
        request.decisions_lesson = lesson_id
    return request.decisions


def board_of(request, activity: Activity) -> dict:
    return {"board": Board(activity, last_decisions(request, activity.lesson_id).get(activity.pk))}


def activities_in_use(request) -> dict[str, Activity]:
    """All activities by code: one query for each page that is rendered."""
    if not hasattr(request, "activities"):
        rows = Activity.objects.filter(retired_at=None).defer("source")
        request.activities = {activity.code: activity for activity in rows}
    return request.activities


class ActivityNode(template.Node):
    """The activity itself is the same for everybody; the reader's decision goes into a hole (`accounts.personal`)."""

    PERSONAL = PersonalNode(board_of, "quizzes/_activity.html", [template.Variable("activity_of_block")])

    def __init__(self, code):
        self.code = code

    def render(self, context):
        code = self.code.resolve(context)
        activity = activities_in_use(context["request"]).get(code)
        if activity is None:
            return format_html('<p class="placeholder">activity: {}</p>', code) if settings.DEBUG else ""
        with context.push(activity_of_block=activity):
            return self.PERSONAL.render(context)


@register.tag
def activity(parser, token):
    """`{% activity code %}`: an activity with the reader's last decision; nothing where no activity has the code."""
    _name, code = token.split_contents()
    return ActivityNode(parser.compile_filter(code))


@register.simple_tag
def simulator(board: Board) -> SafeString:
    """The form and the outcome of an activity, by the template of its kind."""
    return get_template(board.simulator.template).render(board.context)


@register.filter
def at(values: dict, name: str):
    """`{{ errors|at:field }}`: the entry of a dict whose name is in a variable."""
    return values.get(name, "")
