"""What two people made of a text in one, where both are kept wherever they contradict each other."""

from authoring.comparing import Comparison
from authoring.merging import Part, parts_of


def in_one(base: str | None, theirs: str, mine: str) -> str:
    """What only one of the two changed since `base` is changed; of what both changed, both stand there, each between
    slashes that name no block. Where nobody knows the base, that goes for all that differs.

    So nobody publishes both by oversight: the check of blocks names each such line until somebody has decided.
    """
    theirs, mine = theirs.rstrip(), mine.rstrip()  # as published texts are, so that an empty line is no change
    whole = Part((), tuple(theirs.split("\n")), tuple(mine.split("\n")))
    parts = [whole] if base is None else parts_of(base.rstrip(), theirs, mine)
    lines: list[str] = []
    for part in parts:
        lines += to_decide(part.one, part.other) if part.is_conflict else part.settled
    return "\n".join(lines)


def to_decide(theirs: tuple[str, ...], mine: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    for kind, t1, t2, m1, m2 in Comparison(theirs, mine).get_opcodes():
        if kind == "equal":
            lines += theirs[t1:t2]
        else:
            lines += [*between("theirs", theirs[t1:t2]), *between("mine", mine[m1:m2])]
    return lines


def between(name: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Empty lines alone are nothing to decide about."""
    if not any(line.strip() for line in lines):
        return lines
    return (f"/// {name}", *lines, "///")
