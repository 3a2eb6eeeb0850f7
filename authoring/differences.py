"""What differs between two texts: which fields, which of their lines, and which words of those."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
WORDS_COMPARED = 600
"""Of a longer line, comparing words would take long and say little: it is marked as a whole."""


@dataclass(frozen=True)
class Piece:
    """Some words of a line; `is_changed` if the other side has not got them."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Row:
    """A line before and after; None where there is no such line."""

    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Difference:
    """A field that is not the same in both texts."""

    name: str
    rows: tuple[Row, ...]


def differences(before: dict, after: dict) -> list[Difference]:
    """The fields that differ, in the order of the form; a field that only one side has is empty on the other."""
    names = [*before, *(name for name in after if name not in before)]
    pairs = [(name, lines_of(before.get(name)), lines_of(after.get(name))) for name in names]
    return [Difference(name, tuple(rows_of(old, new))) for name, old, new in pairs if old != new]


def lines_of(value) -> list[str]:
    if isinstance(value, list):
        return [line_of(entry) for entry in value]
    return [] if value in (None, "") else str(value).split("\n")


def line_of(entry) -> str:
    if isinstance(entry, dict):
        return " · ".join(line_of(part) for part in entry.values())
    return entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False)


def rows_of(before: list[str], after: list[str]) -> Iterator[Row]:
    for kind, b1, b2, a1, a2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Row(same, same) for same in (whole(line, False) for line in before[b1:b2]))
        else:
            for old, new in zip_longest(before[b1:b2], after[a1:a2]):
                yield compared(old, new)


def whole(line: str, is_changed: bool) -> tuple[Piece, ...]:
    return (Piece(line, is_changed),)


def compared(old: str | None, new: str | None) -> Row:
    """A line and what became of it, word by word; lines with little in common are marked as wholes."""
    if old is None or new is None:
        return Row(None if old is None else whole(old, True), None if new is None else whole(new, True))
    old_words, new_words = WORDS.findall(old), WORDS.findall(new)
    if max(len(old_words), len(new_words)) > WORDS_COMPARED:
        return Row(whole(old, True), whole(new, True))
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    if matcher.ratio() < 0.3:
        return Row(whole(old, True), whole(new, True))
    steps = matcher.get_opcodes()
    return Row(
        tuple(Piece("".join(old_words[b1:b2]), kind != "equal") for kind, b1, b2, _a1, _a2 in steps if b1 < b2),
        tuple(Piece("".join(new_words[a1:a2]), kind != "equal") for kind, _b1, _b2, a1, a2 in steps if a1 < a2),
    )
