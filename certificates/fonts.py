"""The typefaces of the PDF, and which of them can write a name.

The text is set in Source Serif 4 (Latin, Greek, Cyrillic). A name that it cannot write is set in the first of the Noto
typefaces that has all its letters: half a name in one and half in another would not look like one name, least of all
where one runs from right to left. All are under the SIL Open Font License, and as they came: Source Serif 4 from
npm's @expo-google-fonts/source-serif-4 0.4.1, Noto from Debian's fonts-noto-core 20201225.
"""

from functools import cache
from pathlib import Path

from certificates.names import JOINERS

FOLDER = Path(__file__).resolve().parent / "fonts"
REGULAR = FOLDER / "SourceSerif4-Regular.ttf"
SEMI_BOLD = FOLDER / "SourceSerif4-SemiBold.ttf"
FOR_NAMES = (
    SEMI_BOLD,
    FOLDER / "NotoNaskhArabic-Bold.ttf",
    FOLDER / "NotoSerifHebrew-Bold.ttf",
    FOLDER / "NotoSerifDevanagari-Bold.ttf",
    FOLDER / "NotoSerifBengali-Bold.ttf",
    FOLDER / "NotoSerifTamil-Bold.ttf",
    FOLDER / "NotoSerifThai-Bold.ttf",
    FOLDER / "NotoSerifArmenian-Bold.ttf",
    FOLDER / "NotoSerifGeorgian-Bold.ttf",
)


@cache
def letters_of(path: Path) -> frozenset[int]:
    """Code points that a typeface can write."""
    from fontTools.ttLib import TTFont  # only where a name is asked about

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_in(path: Path, name: str) -> list[str]:
    """The letters of `name` that a typeface would leave empty, each once."""
    known = letters_of(path)
    return list(dict.fromkeys(letter for letter in name if ord(letter) not in known and letter not in JOINERS))


def typeface_for(name: str) -> Path | None:
    """The first that can write the whole name; None: the PDF cannot."""
    return next((path for path in FOR_NAMES if not missing_in(path, name)), None)


def missing_in_pdf(name: str) -> list[str]:
    """The letters for which the PDF cannot write this name: those that the typeface nearest to it has not."""
    if typeface_for(name):
        return []
    return min((missing_in(path, name) for path in FOR_NAMES), key=len)
