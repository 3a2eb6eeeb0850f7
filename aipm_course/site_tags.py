from django import template

from aipm_course import signs

register = template.Library()


@register.inclusion_tag("admin/_signs_of_life.html")
def signs_of_life():
    """Whether beat and a worker are there, and since when not."""
    return {"signs": signs.signs()}
