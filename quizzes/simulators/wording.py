"""Words of a text, counted and looked for; static/js/sim-claims.js does the same."""

import re
from collections.abc import Iterable

SPACE = re.compile(r"[\s\ufeff]+")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")
TERM = re.compile(r"[^\W_]+(?:'[^\W_]+)*%?")


def bullets(lines: Iterable[str]) -> str:
    """One below the other, each with a mark before it."""
    return "\n".join(f"• {line}" for line in lines)


def count_words(text: str) -> int:
    """What stands between spaces and has a letter or a digit in it."""
    return sum(bool(LETTER_OR_DIGIT.search(part)) for part in SPACE.split(text))


def in_plain_letters(text: str) -> str:
    """Small letters, one space around each word, no punctuation: " it can't fail 100% "."""
    return " " + " ".join(TERM.findall(text.lower().replace("’", "'"))) + " "


def terms_in(text: str, terms: list[str], exceptions: list[str] = ()) -> list[str]:
    """Those of `terms` that stand in `text` as whole words, outside of `exceptions`, in the order of `terms`."""
    plain = in_plain_letters(text)
    for exception in exceptions:
        plain = plain.replace(in_plain_letters(exception), "  ")
    return [term for term in terms if in_plain_letters(term) in plain]
