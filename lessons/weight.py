"""Texts that would keep the Markdown parser busy for minutes, found before it begins.

Python-Markdown takes time that grows with the square of what stands in one paragraph, and of how many parts a text
has. The limits are far above what a lesson has, and keep the slowest text well under two seconds.
"""

import re
from dataclasses import dataclass

PARAGRAPH_LIMIT = 6_000
LINE_LIMIT = 3_000
CELL_LIMIT = 4_000
PART_LIMIT = 1_200
HEADING_LIMIT = 300
# Each bracket is held against all that follows it in its paragraph.
BRACKET_WORK_LIMIT = 1_500_000
FENCE = re.compile(r"(?:`{3,}|~{3,})")
LINE_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Excess:
    """Where a text is too much: the line, what is too much, and what to do."""

    line: int
    message: str
    remedy: str


@dataclass
class Paragraph:
    line: int
    length: int = 0
    brackets: int = 0

    @property
    def work(self) -> int:
        return self.length * self.brackets


def paragraphs_of(text: str) -> list[Paragraph]:
    """What stands between empty lines. Code counts as a part, and its brackets are no links."""
    paragraphs: list[Paragraph] = []
    is_open = is_code = False
    for number, line in enumerate(LINE_BREAK.split(text), start=1):
        if FENCE.match(line):
            is_code = not is_code
        if not line.strip():
            is_open = False
            continue
        if not is_open:
            paragraphs.append(Paragraph(number))
            is_open = True
        paragraphs[-1].length += len(line) + 1
        paragraphs[-1].brackets += 0 if is_code else line.count("[")
    return paragraphs


def excess_of(text: str) -> Excess | None:
    """The first thing that makes `text` too much for the parser."""
    paragraphs = paragraphs_of(text)
    heaviest = max(paragraphs, key=lambda paragraph: paragraph.work, default=Paragraph(1))
    longest = max(paragraphs, key=lambda paragraph: paragraph.length, default=Paragraph(1))
    if sum(paragraph.work for paragraph in paragraphs) > BRACKET_WORK_LIMIT:
        message = f"This paragraph has {heaviest.brackets} square brackets, which are more than links need."
        return Excess(heaviest.line, message, r"Remove some, write them as \[, or divide the paragraph.")
    if longest.length > PARAGRAPH_LIMIT:
        message = f"This paragraph has {longest.length} characters; {PARAGRAPH_LIMIT} may stand without an empty line."
        return Excess(longest.line, message, "Divide it with empty lines.")
    if len(paragraphs) > PART_LIMIT:
        message = f"The text has {len(paragraphs)} parts between empty lines; it may have {PART_LIMIT}."
        return Excess(paragraphs[PART_LIMIT].line, message, "Divide the text into several.")
    return too_many_marks(text)


def too_many_marks(text: str) -> Excess | None:
    lines = LINE_BREAK.split(text)
    if len(lines) > LINE_LIMIT:
        message = f"The text has {len(lines)} lines; it may have {LINE_LIMIT}."
        return Excess(LINE_LIMIT + 1, message, "Divide the text into several.")
    if text.count("|") > CELL_LIMIT:
        return Excess(1, f"The text has {text.count('|')} bars; it may have {CELL_LIMIT}.", "Make its tables smaller.")
    marked = [number for number, line in enumerate(lines, start=1) if line.startswith("#") or FENCE.match(line)]
    if len(marked) <= HEADING_LIMIT:
        return None
    message = f"The text has {len(marked)} headings and code marks; it may have {HEADING_LIMIT}."
    return Excess(marked[HEADING_LIMIT], message, "Divide the text into several.")
