"""What differs between two texts: which fields, which of their lines, and which words of those."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, zip_longest

from authoring.comparing import Comparison, Piece, State, pieces_of

CONTEXT = 2
COMMON = 0.3
"""The part of a line that is to be the same, so that its words are compared."""


@dataclass(frozen=True)
class Row:
    """A line before and after; None where there is no such line."""

    before: tuple[Piece, ...] | None
    after: tuple[Piece, ...] | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Gap:
    """So many lines that are the same on both sides."""

    count: int


@dataclass(frozen=True)
class Difference:
    """A field that is not the same in both texts."""

    name: str
    rows: tuple[Row, ...]

    @property
    def folded(self) -> list[Row | Gap]:
        """The rows, but of those that are the same only the ones beside a change."""
        near = {
            place
            for number, row in enumerate(self.rows)
            if row.is_changed
            for place in range(number - CONTEXT, number + CONTEXT + 1)
        }
        shown = []
        for is_near, group in groupby(enumerate(self.rows), key=lambda pair: pair[0] in near):
            rows = [row for _number, row in group]
            shown += rows if is_near or len(rows) == 1 else [Gap(len(rows))]
        return shown


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
    for kind, b1, b2, a1, a2 in Comparison(before, after).get_opcodes():
        if kind == "equal":
            yield from (Row(same, same) for same in (whole(line, State.SAME) for line in before[b1:b2]))
        else:
            for old, new in zip_longest(before[b1:b2], after[a1:a2]):
                yield compared(old, new)


def whole(line: str | None, state: State) -> tuple[Piece, ...] | None:
    return None if line is None else (Piece(state, line),)


def compared(old: str | None, new: str | None) -> Row:
    """A line and what became of it, word by word; lines with little in common are marked as wholes."""
    pieces = pieces_of(old or "", new or "")
    same = "".join(piece.text for piece in pieces if piece.state == State.SAME)
    if old is None or new is None or len("".join(same.split())) < COMMON * max(len(old), len(new)):
        return Row(whole(old, State.GONE), whole(new, State.NEW))
    return Row(
        tuple(piece for piece in pieces if piece.state != State.NEW),
        tuple(piece for piece in pieces if piece.state != State.GONE),
    )
