"""Figures as they stand in sentences and tables."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from insights.charts import Cell
from insights.cohorts import SMALLEST
from lessons.rendering import plain_text


def percent(share: float | None) -> str:
    return "–" if share is None else f"{int(100 * share + 0.5)}%"


def decimals(value: float | None) -> str:
    """Two decimals, with a true minus sign."""
    return "–" if value is None else f"{value:z.2f}".replace("-", "−")


def seconds(value: float | None) -> str:
    return "–" if value is None else _("%(count)s s") % {"count": int(value + 0.5)}


def share_cell(share: float | None) -> Cell:
    return Cell(None if share is None else round(share, 4), percent(share))


def decimals_cell(value: float | None) -> Cell:
    return Cell(None if value is None else round(value, 4), decimals(value))


def count_cell(count: int) -> Cell:
    """A number of learners; of a group that is too small only that it is."""
    return Cell(count) if count >= SMALLEST or not count else Cell(few(), few())


def few() -> str:
    return _("fewer than %(count)s") % {"count": SMALLEST}


def short(text: str, length: int = 38) -> str:
    """Of a text with HTML as much as fits above a bar."""
    return Truncator(plain_text(text)).chars(length)
