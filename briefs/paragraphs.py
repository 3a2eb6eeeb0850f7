"""Plain text as paragraphs and lists: a line that begins with a bullet is an entry of a list."""

from dataclasses import dataclass, field
from itertools import groupby

BULLET = "• "


@dataclass(frozen=True)
class Block:
    """A paragraph of one or more lines, or a list."""

    text: str = ""
    entries: list[str] = field(default_factory=list)


def blocks_of(text: str) -> list[Block]:
    blocks = []
    for line_kind, lines in groupby(text.splitlines(), kind_of):
        if line_kind == "entry":
            blocks.append(Block(entries=[line.strip().removeprefix(BULLET.strip()).strip() for line in lines]))
        elif line_kind == "line":
            blocks.append(Block("\n".join(lines)))
    return blocks


def kind_of(line: str) -> str:
    if not line.strip():
        return "gap"
    return "entry" if line.strip().startswith(BULLET) else "line"
