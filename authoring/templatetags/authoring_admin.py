"""Words of the pages about the course as files."""

from django import template
from django.utils.translation import gettext_lazy as _

from authoring.twin import telling
from authoring.twin.things import Key
from authoring.twin.three_way import Origin, State

register = template.Library()
KINDS = {
    "course": _("Course"),
    "module": _("Module"),
    "lesson": _("Lesson"),
    "article": _("Article"),
    "question": _("Question"),
    "activity": _("Activity"),
    "readiness": _("Readiness questions"),
}
STATES = {
    State.ADDED: _("new"),
    State.CHANGED: _("changed in the files"),
    State.EDITED: _("edited here; the files say nothing new"),
    State.BOTH: _("edited here and changed in the files"),
    State.RETIRED: _("retired here, and still in the files"),
    State.GONE: _("no longer in the files: it retires"),
    State.GONE_EDITED: _("edited here, and no longer in the files"),
}
ORIGINS = {Origin.FILE: _("from the files"), Origin.HERE: _("edited here"), Origin.BOTH: _("both")}
FIELDS = {"source": _("text"), "slug": _("address"), "position": _("place"), "stem": _("stem")}


@register.filter
def thing(key: Key) -> str:
    return f"{KINDS[key.kind]} {key.code}".strip()


@register.filter
def state_words(state: State):
    return STATES[state]


@register.filter
def origin_words(origin: Origin):
    return ORIGINS[origin]


@register.filter
def field_words(name: str):
    """The key as it stands in the files, or what a part is called that has none."""
    return FIELDS.get(name, name)


@register.filter
def three_columns(field):
    return telling.three_columns(field)


@register.filter
def text_of(lines: tuple[str, ...]) -> str:
    return "\n".join(lines)


@register.simple_tag
def side_of(form, name: str):
    """The question which side of a field is taken, if it is asked."""
    return form[name] if form and name in form.fields else None
