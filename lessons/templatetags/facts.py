from django import template
from django.utils import timezone

from lessons.facts import Standing
from lessons.models import Fact

register = template.Library()


@register.inclusion_tag("admin/lessons/_stale_facts.html", takes_context=True)
def stale_facts(context):
    """How many dated facts are overdue, with the way there; nothing, and no query, for whoever may not see them."""
    is_theirs = context["request"].user.has_perm("lessons.view_fact")
    count = Fact.objects.standing(Standing.STALE, timezone.localdate()).count() if is_theirs else 0
    return {"count": count}
