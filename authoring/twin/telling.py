"""Says what differs, line by line: in a terminal and on a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from authoring.comparing import Comparison
from authoring.merging import Part, parts_of
from authoring.twin.plan import Plan
from authoring.twin.three_way import MADE, Change, Choice, Field, Origin, State
from authoring.twin.yaml_text import yaml_text

AROUND = 1
"""Lines shown before and after one that differs."""
SHORT = 60


class Line(NamedTuple):
    """A line of a comparison. `sign`: - is only in the first, + only in the second, … stands for lines left out."""

    sign: str
    text: str


def lines_of(value) -> list[str]:
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return value.rstrip("\n").split("\n")
    return yaml_text(value).rstrip("\n").removesuffix("\n...").split("\n")


def compared(first, second) -> list[Line]:
    """What becomes of the first on the way to the second."""
    old, new = lines_of(first), lines_of(second)
    lines: list[Line] = []
    last = 0
    for group in Comparison(old, new).get_grouped_opcodes(AROUND):
        if group[0][1] > last:
            lines.append(Line("…", ""))
        for kind, o1, o2, n1, n2 in group:
            if kind == "equal":
                lines += [Line(" ", text) for text in old[o1:o2]]
            else:
                lines += [Line("-", text) for text in old[o1:o2]] + [Line("+", text) for text in new[n1:n2]]
        last = group[-1][2]
    return [*lines, Line("…", "")] if last < len(old) else lines


def three_columns(field: Field) -> list[tuple[Origin, Part]]:
    """The stretches of a value that are not the same in what was loaded, here and in the file."""
    texts = ["\n".join(lines_of(value)) for value in (field.base, field.here, field.file)]
    return [(MADE[part.by], part) for part in parts_of(*texts) if part.by]


@dataclass(frozen=True)
class Told:
    """A change and what the plan makes of it."""

    change: Change
    choice: Choice
    is_kept: bool
    after: dict | None

    def differences(self) -> Iterator[tuple[Field, list[Line]]]:
        """Fields that differ, each with the way from what is here to what the file says."""
        for field in self.change.fields:
            yield field, compared(field.here, field.file)


def told(plan: Plan) -> list[Told]:
    return [Told(change, plan.choice(change), plan.is_kept(change), plan.after(change)) for change in plan.to_tell]


WORDS = {
    State.ADDED: "would be added",
    State.CHANGED: "would be changed",
    State.RETIRED: "would be in use again, though it was retired here",
    State.GONE: "would retire",
    State.GONE_EDITED: "would retire, though it was edited here",
}
ORIGINS = {Origin.FILE: "changed in the files", Origin.HERE: "changed here", Origin.BOTH: "changed in both"}


def in_plain_text(plan: Plan) -> Iterator[str]:
    """The plan for a terminal."""
    for each in told(plan):
        yield f"{heading(each)}: {each.change.key}"
        for field, lines in each.differences():
            origin = f" ({ORIGINS[field.origin]})" if each.change.choices else ""
            if is_short(field):
                yield f"    {field.name}{origin}: {words(field.here)} → {words(field.file)}"
            else:
                yield f"    {field.name}{origin}:"
                yield from (f"      {line.sign} {line.text}".rstrip() for line in lines)
    yield from (f"no longer in the files, would stay here: {key}" for key in plan.gone)


def heading(each: Told) -> str:
    if each.is_kept:
        return "would be left as edited here"
    if each.choice == Choice.MERGE:
        return "would be merged"
    return WORDS.get(each.change.state, "would be changed, over what was edited here")


def is_short(field: Field) -> bool:
    return all(len(lines_of(value)) < 2 and len(words(value)) <= SHORT for value in (field.here, field.file))


def words(value) -> str:
    return lines_of(value)[0] if lines_of(value) else "nothing"
