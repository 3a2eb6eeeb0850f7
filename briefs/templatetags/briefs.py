from django import template

from briefs.paragraphs import blocks_of

register = template.Library()
register.filter("blocks", blocks_of)


@register.inclusion_tag("briefs/_in_your_brief.html")
def in_your_brief(place):
    """Beside kept words that stand in the brief: the way there. Guesses stand there only by choice."""
    return {"anchor": place.lower() if place.startswith("TAKE") else ""}
