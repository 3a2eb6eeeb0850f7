"""What there is to know about a text while it is written: where each line is shown, how long it is, what it teaches."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from lessons.blocks import CODE_MARKS, FENCE, RULES, TAG, check_blocks, tagged_points
from lessons.rendering import plain_text, point_anchor

HEADING = re.compile(r"#{2,4}(?!#)")
SHOWN_HEADING = re.compile(r'<h[2-4] id="(s-[\w-]+)"')
WORDS_A_MINUTE = 230
ROUNDS = 12


def mended(text: str, number: str | None) -> str:
    """`text` with the slashes of half-written blocks taken out, so that it can be shown: their words stand as plain
    text until the block is whole. Lines keep their numbers."""
    for _round in range(ROUNDS):
        lines = text.split("\n")
        broken = {problem.line for problem in check_blocks(text, path="", number=number)}
        broken = {line for line in broken if lines[line - 1].lstrip(" >*+-").startswith("///")}
        if not broken:
            return text
        text = "\n".join("" if line in broken else words for line, words in enumerate(lines, start=1))
    return without_blocks(text)


def without_blocks(text: str) -> str:
    return "\n".join("" if line.lstrip().startswith("///") else line for line in text.split("\n"))


def places(text: str, page: str) -> list[tuple[int, str]]:
    """(line, id on the page) of headings, blocks and points, in the order of the text."""
    headings = iter(SHOWN_HEADING.findall(page))
    return list(anchors_of(text, headings))


def anchors_of(text: str, headings: Iterator[str]) -> Iterator[tuple[int, str]]:
    is_code = False
    for number, line in enumerate(text.split("\n"), start=1):
        if CODE_MARKS.match(line):
            is_code = not is_code
        elif is_code:
            continue
        elif HEADING.match(line):
            if anchor := next(headings, None):
                yield number, anchor
        elif (fence := FENCE.fullmatch(line)) and fence["name"] in RULES and RULES[fence["name"]].id_pattern:
            yield number, point_anchor(fence["argument"] or "")
        elif tag := TAG.search(line):
            yield number, point_anchor(tagged_points(tag[0])[0])


@dataclass(frozen=True)
class Length:
    words: int

    @property
    def minutes(self) -> int:
        """To read it, rounded up; prompts and questions take longer."""
        return -(-self.words // WORDS_A_MINUTE)


def length_of(page: str) -> Length:
    return Length(len(plain_text(page).split()))


@dataclass(frozen=True)
class Point:
    """A point of the coverage map: the line that teaches it (0: none), and which questions ask about it."""

    code: str
    line: int
    is_declared: bool
    questions: tuple[str, ...]


def points_of(text: str, declared: Collection[str], questions: Mapping[str, Collection[str]]) -> list[Point]:
    """What the lesson says it teaches, then what is tagged besides. `questions`: the points of each, by its code."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for point in tagged_points(line):
            lines.setdefault(point, number)
    codes = [*dict.fromkeys(declared), *(point for point in lines if point not in declared)]
    return [
        Point(code, lines.get(code, 0), code in declared, tuple(q for q, points in questions.items() if code in points))
        for code in codes
    ]
