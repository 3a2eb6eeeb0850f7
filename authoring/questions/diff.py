"""What differs between two revisions of a question, field by field and word by word."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from authoring.questions.fields import label_of, written

PIECES = re.compile(r"\w+|\s+|.", re.DOTALL)
MOST_PIECES = 3000
"""Longer texts are shown whole, before and after: comparing them word by word takes too long."""


@dataclass
class Difference:
    """`pieces` are (state, text): same, gone or new."""

    label: str
    pieces: list[tuple[str, str]]


def differences(before: dict, after: dict, schema: dict) -> list[Difference]:
    return list(between(before, after, schema, ()))


def between(before, after, schema: dict, labels: tuple[str, ...]) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        known = schema.get("properties", {})
        for name in dict.fromkeys((*known, *before, *after)):
            below = known.get(name, {})
            yield from between(before.get(name), after.get(name), below, (*labels, label_of(below, name)))
    elif isinstance(before, list) and isinstance(after, list) and "pattern" not in schema.get("items", {}):
        yield from between_lists(before, after, schema.get("items", {}), labels[:-1])
    else:
        yield Difference(" · ".join(labels), pieces_of(plain(before, schema), plain(after, schema)))


def between_lists(before: list, after: list, schema: dict, labels: tuple) -> Iterator[Difference]:
    """Entries that are the same stand for themselves; what was written between two of them is compared in order."""
    matcher = SequenceMatcher(None, [key(each) for each in before], [key(each) for each in after], autojunk=False)
    title = label_of(schema, _("entry"))
    for state, start, end, new_start, new_end in matcher.get_opcodes():
        if state == "equal":
            continue
        for step in range(max(end - start, new_end - new_start)):
            old = before[start + step] if start + step < end else None
            new = after[new_start + step] if new_start + step < new_end else None
            number = (new_start if new is not None else start) + step + 1
            yield from between(old, new, schema, (*labels, f"{title} {number}"))


def key(value) -> str:
    return json.dumps(value, sort_keys=True)


def plain(value, schema: dict) -> str:
    """A value as a text to compare; of an entry all that it says, line by line."""
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return "\n".join(f"{label_of(known.get(name, {}), name)}: {plain(part, {})}" for name, part in value.items())
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        return "\n".join(plain(each, schema.get("items", {})) for each in value)
    return written(value)


def pieces_of(before: str, after: str) -> list[tuple[str, str]]:
    old, new = PIECES.findall(before), PIECES.findall(after)
    if len(old) > MOST_PIECES or len(new) > MOST_PIECES:
        return [piece for piece in (("gone", before), ("new", after)) if piece[1]]
    pieces: list[tuple[str, str]] = []
    for state, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if state == "equal":
            pieces.append(("same", "".join(old[start:end])))
            continue
        pieces += [
            piece for piece in (("gone", "".join(old[start:end])), ("new", "".join(new[new_start:new_end]))) if piece[1]
        ]
    return pieces
