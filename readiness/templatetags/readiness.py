from django import template
from django.utils import timezone

from accounts.learners import current_learner
from accounts.personal import personal_tag
from accounts.prepared import PreparedQuery
from readiness.guide import guide_of
from readiness.models import Pass

register = template.Library()
PASSES = PreparedQuery(
    lambda learner: (
        Pass.objects.filter(learner=learner).order_by("begun_at", "pk").values_list("begun_at", "with_evidence")
    )
)


@register.simple_tag(takes_context=True)
def readiness_pass_at(context, code):
    """Which pass of the self-assessment stands at a place of a lesson: first, second, or none."""
    guide = guide_of(context["request"])
    return guide.pass_at(code) if guide else ""


@register.inclusion_tag("readiness/_way.html", takes_context=True)
def readiness_way(context):
    """The way to the self-assessment, where the course has one."""
    return {"has_readiness": guide_of(context["request"]) is not None}


@personal_tag(register, "readiness/_card.html")
def readiness_card(request, which, code):
    """A pass in a lesson: the way to its form, or back to what the reader said. One query for a learner."""
    learner = current_learner(request)
    passes = PASSES.rows(learner.pk) if learner else []
    rated = [begun_at for begun_at, with_evidence in passes if with_evidence or which == "first"]
    day = timezone.localdate(rated[0] if which == "first" else rated[-1]) if rated else None
    return {"which": which, "anchor": code.lower(), "day": day, "has_first": bool(passes)}
