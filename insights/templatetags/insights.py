from django import template

from accounts.learners import current_learner
from accounts.personal import personal_tag
from insights import wording
from insights.models import Counting
from insights.permissions import may_see_insights

register = template.Library()
register.filter("share", wording.percent)
register.filter("two_decimals", wording.decimals)
register.filter("in_seconds", wording.seconds)


@personal_tag(register, "insights/_link.html")
def insights_link(request, section):
    """The way to insights in the navigation of those who may see them; no query for whoever is not staff."""
    learner = current_learner(request)
    return {"is_theirs": learner is not None and may_see_insights(learner), "is_here": section == "insights"}


@register.inclusion_tag("insights/_admin_link.html", takes_context=True)
def insights_admin_link(context):
    """The same on the first page of the admin."""
    return {"is_theirs": may_see_insights(context["request"].user)}


@register.simple_tag(takes_context=True)
def changed_query(context, **changes) -> str:
    """What the page was asked for, with changes; one that is empty takes it out."""
    query = context["request"].GET.copy()
    query.pop("csv", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


@register.simple_tag(takes_context=True)
def sorted_query(context, name: str, sort: str) -> str:
    """For the heading of a column: sorts by it, the other way where it does already."""
    return changed_query(context, sort=f"-{name}" if sort == name else name, page="")


@register.simple_tag
def counted_at():
    """When the tallies were counted; one query."""
    return Counting.objects.values_list("counted_at", flat=True).first()
