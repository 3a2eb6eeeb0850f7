from textwrap import wrap

from django import template

register = template.Library()
LINE = 76


@register.filter
def quoted(text: str) -> str:
    """As mail programs quote: nothing that somebody wrote can pass for the mail's own words."""
    lines = (part for line in text.splitlines() for part in wrap(line, LINE, break_long_words=False) or [""])
    return "\n".join(f"> {line}".rstrip() for line in lines)
