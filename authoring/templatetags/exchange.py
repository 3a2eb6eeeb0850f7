from django import template

register = template.Library()


@register.inclusion_tag("admin/authoring/_exchange_link.html", takes_context=True)
def exchange_link(context):
    """The way to questions for other programs, for whoever may see questions."""
    return {"is_theirs": context["request"].user.has_perm("quizzes.view_question")}
