from django import template

register = template.Library()


@register.inclusion_tag("briefs/_in_your_brief.html")
def in_your_brief(place):
    """Beside kept words that stand in the brief: the way there. Guesses stand there only by choice."""
    return {"anchor": place.lower() if place.startswith("TAKE") else ""}
