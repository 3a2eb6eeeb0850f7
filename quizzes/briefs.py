"""A decision as one page to take along, in Markdown."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lessons.escaping import escaped_line
from quizzes.models import Decision
from quizzes.simulators import Brief


def as_markdown(brief: Brief, decision: Decision) -> str:
    """What people wrote stands there as they wrote it: nothing in it becomes a mark."""
    blocks = [f"# {escaped_line(brief.title)}", date_of(decision)]
    for part in brief.parts:
        blocks += [
            f"## {escaped_line(part['label'])}",
            f"*{escaped_line(part['question'])}*",
            escaped_line(part["choice"]),
        ]
        blocks.append(
            f"{_('Reason:')} {escaped_line(part['reason'])}  \n{_('Rests on:')} {escaped_line(part['source'])}"
        )
    return "\n\n".join(blocks) + "\n"


def date_of(decision: Decision) -> str:
    words = {"number": decision.ordinal, "date": date_format(decision.decided_at, "j F Y")}
    return _("Decision no. %(number)s, %(date)s") % words
