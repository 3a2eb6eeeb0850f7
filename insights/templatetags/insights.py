from django import template

from accounts.learners import current_learner
from accounts.personal import personal_tag
from insights.permissions import may_see_insights

register = template.Library()


@personal_tag(register, "insights/_link.html")
def insights_link(request, section):
    """The way to insights in the navigation of those who may see them; no query for whoever is not staff."""
    learner = current_learner(request)
    return {"is_theirs": learner is not None and may_see_insights(learner), "is_here": section == "insights"}


@register.inclusion_tag("insights/_admin_link.html", takes_context=True)
def insights_admin_link(context):
    """The same on the first page of the admin."""
    return {"is_theirs": may_see_insights(context["request"].user)}
