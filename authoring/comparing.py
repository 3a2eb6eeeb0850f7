"""What two texts have in common and what not, by lines or by words, in bounded time."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import Match, SequenceMatcher
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
AFFORDABLE = 600 * 600
"""Entries of one text times those of the other: at worst, which is every second line empty, a fifth of a second."""


class Comparison(SequenceMatcher):
    """Looks at all entries: the usual one leaves out those that are frequent in long texts, like empty lines.

    That takes time which grows with the third power where many entries are the same. So longer texts are compared from
    one entry to the next that both have just once, and what is too much even then counts as different.
    """

    def __init__(self, before: Sequence[Hashable], after: Sequence[Hashable]):
        super().__init__(None, before, after, autojunk=False)

    @cached_property
    def blocks(self) -> list[Match]:
        if len(self.a) * len(self.b) <= AFFORDABLE:
            return super().get_matching_blocks()
        return [*joined(anchored(self.a, self.b)), Match(len(self.a), len(self.b), 0)]

    def get_matching_blocks(self) -> list[Match]:
        return self.blocks


def anchored(before: Sequence, after: Sequence) -> Iterator[Match]:
    left = AFFORDABLE
    b = a = 0
    for anchor in [*anchors_of(before, after), Match(len(before), len(after), 0)]:
        cost = (anchor.a - b) * (anchor.b - a)
        if cost <= left:
            left -= cost
            gap = Comparison(before[b : anchor.a], after[a : anchor.b]).blocks
            yield from (Match(b + match.a, a + match.b, match.size) for match in gap)
        b, a = anchor.a + anchor.size, anchor.b + anchor.size
        yield anchor


def anchors_of(before: Sequence, after: Sequence) -> Iterator[Match]:
    """The same beginning, the same end, and in between the entries that each side has once, as far as in order."""
    shortest = min(len(before), len(after))
    start = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    shortest -= start
    end = next((at for at in range(shortest) if before[-1 - at] != after[-1 - at]), shortest)
    b, a = len(before) - end, len(after) - end
    yield Match(0, 0, start)
    yield from (
        Match(start + old, start + new, 1) for old, new in in_order(shared_once(before[start:b], after[start:a]))
    )
    yield Match(b, a, end)


def shared_once(before: Sequence, after: Sequence) -> list[tuple[int, int]]:
    old, new = Counter(before), Counter(after)
    places = {entry: place for place, entry in enumerate(after) if new[entry] == 1}
    return [(place, places[entry]) for place, entry in enumerate(before) if old[entry] == 1 and entry in places]


def in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs, whose first halves rise, whose second halves rise as well."""
    ends: list[int] = []
    last: list[int] = []
    earlier: list[int | None] = []
    for number, (_first, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        earlier.append(last[length - 1] if length else None)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [number]
    chain, number = [], last[-1] if last else None
    while number is not None:
        chain.append(pairs[number])
        number = earlier[number]
    return chain[::-1]


def joined(matches: Iterator[Match]) -> Iterator[Match]:
    """Without empty ones, and those that touch each other in one."""
    held = Match(0, 0, 0)
    for match in matches:
        if (held.a + held.size, held.b + held.size) == (match.a, match.b):
            held = Match(held.a, held.b, held.size + match.size)
        elif match.size:
            if held.size:
                yield held
            held = match
    if held.size:
        yield held


class State(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Some words that both texts have, or one of them."""

    state: State
    text: str


def pieces_of(before: str, after: str) -> list[Piece]:
    """The way from one text to the other, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, b1, b2, a1, a2 in Comparison(old, new).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(State.SAME, "".join(old[b1:b2])))
            continue
        pieces += [Piece(State.GONE, "".join(old[b1:b2]))] if b1 < b2 else []
        pieces += [Piece(State.NEW, "".join(new[a1:a2]))] if a1 < a2 else []
    return pieces
