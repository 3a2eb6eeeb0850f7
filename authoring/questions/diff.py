"""What differs between two revisions of a question, field by field and word by word."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from authoring.comparing import Comparison, Piece, pieces_of
from authoring.questions.fields import label_of, written


@dataclass
class Difference:
    label: str
    pieces: list[Piece]


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
    matcher = Comparison([key(each) for each in before], [key(each) for each in after])
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
