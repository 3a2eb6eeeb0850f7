"""Two versions of a text in one, where both are kept wherever they differ."""

from difflib import SequenceMatcher

LINES_COMPARED = 2000


def merged(theirs: str, mine: str) -> str:
    """What is the same once, what differs twice: theirs and mine, each between slashes that name no block.

    So nobody publishes both by oversight: the check of blocks names each such line until somebody has decided.
    """
    theirs_lines, mine_lines = theirs.split("\n"), mine.split("\n")
    are_many = max(len(theirs_lines), len(mine_lines)) > LINES_COMPARED
    lines = []
    matcher = SequenceMatcher(None, theirs_lines, mine_lines, autojunk=are_many)
    for kind, t1, t2, m1, m2 in matcher.get_opcodes():
        if kind == "equal":
            lines += theirs_lines[t1:t2]
        else:
            lines += [*between("theirs", theirs_lines[t1:t2]), *between("mine", mine_lines[m1:m2])]
    return "\n".join(lines)


def between(name: str, lines: list[str]) -> list[str]:
    """Empty lines alone are nothing to decide about."""
    if not any(line.strip() for line in lines):
        return lines
    return [f"/// {name}", *lines, "///"]
