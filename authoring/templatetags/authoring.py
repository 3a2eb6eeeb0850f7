from django import template
from django.urls import reverse

from authoring.models import Draft

register = template.Library()


@register.inclusion_tag("admin/authoring/_drafts_to_look_at.html", takes_context=True)
def drafts_to_look_at(context):
    """Drafts that were not published at their time, for whoever can mend them; no query for others."""
    user = context["request"].user
    refused = Draft.objects.refused().with_things().defer("values") if user.has_perm("lessons.change_lesson") else ()
    return {"drafts": [(draft, reverse(page_of(draft), args=[draft.thing.pk])) for draft in refused]}


def page_of(draft: Draft) -> str:
    return f"admin:lessons_{draft.thing._meta.model_name}_draft"
