"""Three versions of a text side by side, by lines: what both began from, and what one and the other made of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from authoring.comparing import Comparison


class Made(StrEnum):
    """Who changed some lines."""

    NEITHER = ""
    ONE = "one"
    OTHER = "other"
    BOTH = "both"
    """To the same, if `one` and `other` are equal."""


@dataclass(frozen=True)
class Part:
    """Some lines in three versions."""

    base: tuple[str, ...]
    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def by(self) -> Made:
        if self.one == self.base:
            return Made.NEITHER if self.other == self.base else Made.OTHER
        return Made.ONE if self.other == self.base else Made.BOTH

    @property
    def is_conflict(self) -> bool:
        return self.by == Made.BOTH and self.one != self.other

    @property
    def settled(self) -> tuple[str, ...]:
        """The lines with the change in them; of a conflict, those of `one`."""
        return self.other if self.by == Made.OTHER else self.one


def parts_of(base: str, one: str, other: str) -> Iterator[Part]:
    """Lines that are the same in all three begin and end a part; between them, whatever became of the base."""
    versions = [tuple(text.split("\n")) for text in (base, one, other)]
    ends = (0, 0, 0)
    for places, size in [*same_in_all(*versions), (tuple(len(lines) for lines in versions), 0)]:
        between = Part(*(lines[end:start] for lines, end, start in zip(versions, ends, places, strict=True)))
        if between != Part((), (), ()):
            yield between
        ends = tuple(start + size for start in places)
        if size:
            yield Part(*(lines[start:end] for lines, start, end in zip(versions, places, ends, strict=True)))


def same_in_all(base: tuple, one: tuple, other: tuple) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Where such lines begin in each version, and how many they are."""
    found = [Comparison(base, lines).get_matching_blocks() for lines in (one, other)]
    at = [0, 0]
    while all(place < len(blocks) for place, blocks in zip(at, found, strict=True)):
        first, second = (blocks[place] for place, blocks in zip(at, found, strict=True))
        first_end, second_end = first.a + first.size, second.a + second.size
        start, end = max(first.a, second.a), min(first_end, second_end)
        if start < end:
            yield (start, first.b + start - first.a, second.b + start - second.a), end - start
        at[1 if first_end > second_end else 0] += 1
