"""How small the evidence sheet is set, so that it fits one A4 page whatever was written. Pure rules."""

from collections.abc import Iterable
from unicodedata import east_asian_width

LINE = 60
"""What a line break takes, in narrow letters."""
SIZES = ((1800, ""), (4500, "long"), (9500, "longest"))
"""(room in narrow letters, class of the page); past the last the type is smallest."""
SMALLEST = "smallest"


def width(letter: str) -> float:
    """In narrow letters: capitals are half as wide again, East Asian characters twice."""
    if east_asian_width(letter) in "WF":
        return 2
    return 1.5 if letter.isupper() else 1


def size_of(texts: Iterable[str]) -> str:
    """The class for the page. Only the largest type has room for line breaks; in the others a text runs on."""
    text = "".join(texts)
    room = sum(map(width, text))
    if room + LINE * text.count("\n") <= SIZES[0][0]:
        return SIZES[0][1]
    return next((name for limit, name in SIZES[1:] if room <= limit), SMALLEST)
