"""The typefaces of the PDF, and which letters they have. Source Serif 4: Latin, Greek and Cyrillic letters."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "fonts"
REGULAR = FOLDER / "SourceSerif4-Regular.ttf"
SEMI_BOLD = FOLDER / "SourceSerif4-SemiBold.ttf"


@cache
def letters() -> frozenset[int]:
    """Code points that the name can be written with."""
    from fontTools.ttLib import TTFont  # only where a name is asked about

    with TTFont(SEMI_BOLD, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_in_pdf(text: str) -> list[str]:
    """The letters of `text` that the PDF would have to leave empty, each once."""
    return list(dict.fromkeys(letter for letter in text if ord(letter) not in letters()))
