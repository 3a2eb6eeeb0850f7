"""What became of a thing since it was loaded: here, in the files, or in both; and what can be made of it.

Pure rules over the values of a thing: `base` is what was loaded last (None where nobody knows), `here` what the site
has, `file` what the files say (None for a thing that is not there).
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from authoring.files.course_keys import trimmed
from authoring.merging import Made, parts_of
from authoring.twin.things import MARKDOWN, Key


class Origin(StrEnum):
    """Where a value that differs was changed."""

    FILE = "file"
    HERE = "here"
    BOTH = "both"
    """Or nobody knows, since there is no base."""


class State(StrEnum):
    ADDED = "added"
    SAME = "same"
    CHANGED = "changed"
    """In the files alone."""
    EDITED = "edited"
    """Here alone."""
    BOTH = "both"
    GONE = "gone"
    """No longer in the files, and to be retired."""
    GONE_EDITED = "gone-edited"
    """No longer in the files, and edited here."""
    RETIRED = "retired"
    """In the files, and retired here by somebody."""


class Choice(StrEnum):
    HERE = "here"
    FILE = "file"
    MERGE = "merge"


MADE = {Made.ONE: Origin.HERE, Made.OTHER: Origin.FILE, Made.BOTH: Origin.BOTH}


def merged_text(base: str, here: str, file: str, side: str) -> str:
    """Each change from where it was made. Where both changed the same lines differently, `side` has them."""
    lines: list[str] = []
    for part in parts_of(base, here, file):
        lines += part.other if part.is_conflict and side == Choice.FILE else part.settled
    return "\n".join(lines)


@dataclass(frozen=True)
class Field:
    """A value that is not the same here and in the file."""

    name: str
    base: object
    here: object
    file: object
    origin: Origin

    @cached_property
    def is_merged_by_lines(self) -> bool:
        return self.name == MARKDOWN and self.origin == Origin.BOTH and isinstance(self.base, str)

    @cached_property
    def is_conflict(self) -> bool:
        """Whether a merge has to be told which side to take."""
        if self.is_merged_by_lines:
            return any(part.is_conflict for part in parts_of(self.base, self.here, self.file))
        return self.origin == Origin.BOTH

    def after(self, choice: Choice, side: str) -> object:
        if choice == Choice.MERGE and self.is_merged_by_lines:
            return merged_text(self.base, self.here, self.file, side)
        if choice == Choice.MERGE:
            is_from_file = self.origin == Origin.FILE or (self.origin == Origin.BOTH and side == Choice.FILE)
            return self.file if is_from_file else self.here
        return self.file if choice == Choice.FILE else self.here


def fields_of(base: dict | None, here: dict, file: dict) -> tuple[Field, ...]:
    """The values that differ here and in the file, in the order of the file. Space at the ends is no difference."""
    names = [*file, *(name for name in here if name not in file)]
    return tuple(
        Field(name, (base or {}).get(name), here.get(name), file.get(name), origin_of(name, base, here, file))
        for name in names
        if trimmed(here.get(name)) != trimmed(file.get(name))
    )


def origin_of(name: str, base: dict | None, here: dict, file: dict) -> Origin:
    if base is None:
        return Origin.BOTH
    before = trimmed(base.get(name))
    if before == trimmed(here.get(name)):
        return Origin.FILE
    return Origin.HERE if before == trimmed(file.get(name)) else Origin.BOTH


@dataclass(frozen=True)
class Change:
    """A thing, and what became of it."""

    key: Key
    base: dict | None
    here: dict | None
    file: dict | None
    is_retired_here: bool = False

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.base, self.here, self.file) if self.here is not None and self.file is not None else ()

    @cached_property
    def state(self) -> State:
        if self.here is None:
            return State.RETIRED if self.is_retired_here else State.ADDED
        if self.file is None:
            is_edited = self.base is None or trimmed(self.base) != trimmed(self.here)
            return State.GONE_EDITED if is_edited else State.GONE
        # Withdrawing or publishing a text is no edit of it: what the file says about the rest is taken all the same.
        origins = {field.origin for field in self.fields if field.name != "status" or field.origin == Origin.FILE}
        if not origins:
            return State.SAME
        if origins == {Origin.FILE}:
            return State.CHANGED
        return State.EDITED if origins == {Origin.HERE} else State.BOTH

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What somebody may want, the usual first. Empty where nothing was edited here."""
        if self.state in (State.EDITED, State.GONE_EDITED, State.RETIRED):
            return (Choice.HERE, Choice.FILE)
        return (Choice.HERE, Choice.FILE, Choice.MERGE) if self.state == State.BOTH else ()

    @property
    def usual(self) -> Choice:
        return self.choices[0] if self.choices else Choice.FILE

    @property
    def is_conflict(self) -> bool:
        return any(field.is_conflict for field in self.fields if field.name != "status")

    def after(self, choice: Choice, sides: dict[str, str] | None = None) -> dict | None:
        """The values that the thing has then; `sides` says for conflicts in a merge whose value is taken."""
        if self.file is None:
            return None if choice == Choice.FILE else self.here
        if self.here is None:
            return self.file
        values = dict(self.here)
        for field in self.fields:
            taken = Choice.MERGE if field.name == "status" else choice
            values[field.name] = field.after(taken, (sides or {}).get(field.name, Choice.HERE))
        return {name: value for name, value in values.items() if value is not None}
