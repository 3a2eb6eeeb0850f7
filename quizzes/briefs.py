"""A decision as one page to take along, in Markdown."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from quizzes.models import Decision
from quizzes.simulators import Brief

MARKS = re.compile(r"([\\`*_\[\]<>]|&(?=#?\w+;)|^[#+-](?=\s)|(?<=^\d)[.)](?=\s))")


def as_markdown(brief: Brief, decision: Decision) -> str:
    """What people wrote stands there as they wrote it: nothing in it becomes a mark."""
    blocks = [f"# {escaped(brief.title)}", date_of(decision)]
    for part in brief.parts:
        blocks += [f"## {escaped(part['label'])}", f"*{escaped(part['question'])}*", escaped(part["choice"])]
        blocks.append(f"{_('Reason:')} {escaped(part['reason'])}  \n{_('Rests on:')} {escaped(part['source'])}")
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def date_of(decision: Decision) -> str:
    words = {"number": decision.ordinal, "date": date_format(decision.decided_at, "j F Y")}
    return _("Decision no. %(number)s, %(date)s") % words
