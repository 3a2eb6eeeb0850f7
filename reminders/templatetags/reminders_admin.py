from django import template

from reminders.figures import to_look_at

register = template.Library()


@register.inclusion_tag("admin/reminders/_to_look_at.html", takes_context=True)
def reminders_to_look_at(context):
    """What is overdue and what failed, with the way there; nothing, and no query, for whoever may not see it."""
    is_theirs = context["request"].user.has_perms(["reminders.view_reminder", "reminders.view_preference"])
    return {"is_theirs": is_theirs, "count": to_look_at() if is_theirs else None}
