from django import template
from django.conf import settings
from django.contrib.messages import get_messages

from accounts import devices
from accounts.appearance import appearance_of
from accounts.learners import current_learner
from accounts.models import User
from accounts.personal import personal_tag

register = template.Library()


@personal_tag(register, "accounts/_reader_attributes.html")
def reader_attributes(request):
    """Attributes of `<html>`: appearance as chosen, so that the first paint is right."""
    theme, reading_font = appearance_of(request)
    return {"theme": theme, "reading_font": reading_font}


@personal_tag(register, "accounts/_font_preload.html")
def font_preload(request):
    """Fetch the reader's font early, and no other."""
    _theme, reading_font = appearance_of(request)
    return {"reading_font": reading_font}


@personal_tag(register, "accounts/_account_menu.html")
def account_menu(request):
    """Sign in, or the way to one's own account."""
    learner = current_learner(request)
    if learner is None:
        return {"kind": "visitor", "name": "", "is_staff": False}
    kind = "guest" if learner.is_guest else "member"
    return {"kind": kind, "name": learner.display_name, "is_staff": learner.is_staff}


@personal_tag(register, "accounts/_appearance_form.html")
def appearance_form(request):
    """Choose light or dark and the reading font, at the foot of each page."""
    theme, reading_font = appearance_of(request)
    return {
        "theme": theme,
        "reading_font": reading_font,
    }


@register.simple_tag
def appearance_choices() -> dict:
    """Values and labels to choose from."""
    return {"themes": User.Theme.choices, "fonts": User.ReadingFont.choices}


@personal_tag(register, "accounts/_erasure_notice.html")
def erasure_notice(request):
    """While an account is to be erased, each page says when, with the way to keep it."""
    learner = current_learner(request)
    return {"erase_on": learner and learner.erase_on}


@personal_tag(register, "accounts/_flash_messages.html")
def flash_messages(request):
    """What the last action has to say, once."""
    return {"messages": tuple((message.level_tag, str(message)) for message in get_messages(request))}


@register.simple_tag(takes_context=True)
def is_guest(context) -> bool:
    """Whether the reader has done something here without an account."""
    learner = current_learner(context["request"])
    return learner is not None and learner.is_guest


@register.simple_tag
def code_minutes() -> int:
    """For how long a code that we mail works."""
    return settings.CODE_MINUTES


@register.filter
def in_fours(text: str) -> list[str]:
    """A long secret in groups that can be compared by eye."""
    return [text[start : start + 4] for start in range(0, len(text), 4)]


@register.filter
def network_name(address: str) -> str:
    return devices.network_name(address)
