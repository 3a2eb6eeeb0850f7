"""Entries of the lists in a question: added, moved, taken out and put back, while the form is open."""

import re
from copy import deepcopy
from typing import NamedTuple

from django.utils.translation import gettext as _

from authoring.questions.fields import Path, label_of, name_of


class Moved(NamedTuple):
    """What became of an entry: the field to go on from, what to say, and what was taken out of which list."""

    entry: dict
    focus: str = ""
    words: str = ""
    removed: tuple[Path, object] | None = None


def path_of(name: str) -> Path:
    is_place = re.compile(r"[0-9]{1,4}").fullmatch
    return tuple(int(step) if is_place(step) else step for step in name.split("-"))


def at(value, path: Path):
    """What stands at `path`, or None."""
    for step in path:
        is_there = step in value if isinstance(value, dict) else isinstance(value, list) and step in range(len(value))
        if not is_there:
            return None
        value = value[step]
    return value


def schema_at(schema: dict, path: Path) -> dict:
    for step in path:
        schema = schema["items"] if isinstance(step, int) else schema["properties"][step]
    return schema


def blank(schema: dict):
    """A new entry with nothing in it: as many entries in its lists as there must be."""
    if schema.get("type") == "object":
        required = schema.get("required", ())
        return {key: blank(each) for key, each in schema["properties"].items() if key in required}
    if schema.get("type") == "array":
        return [blank(schema["items"]) for _place in range(schema.get("minItems", 0))]
    return schema.get("const", "")


def change_rows(entry: dict, schema: dict, do: str) -> Moved:
    """Do what a button says: add.options, remove.options-2, up.options-2, down.nodes-0-choices-1."""
    verb, _dot, name = do.partition(".")
    path = path_of(name)
    entry = deepcopy(entry)
    if verb == "add":
        return add_row(entry, schema, path)
    rows = at(entry, path[:-1])
    if verb not in ("remove", "up", "down") or not isinstance(rows, list) or at(rows, path[-1:]) is None:
        return Moved(entry)
    title = label_of(schema_at(schema, path), _("entry"))
    return remove_row(entry, rows, path, title) if verb == "remove" else move_row(entry, rows, path, title, verb)


def add_row(entry: dict, schema: dict, path: Path) -> Moved:
    rows = at(entry, path)
    if not isinstance(rows, list):
        return Moved(entry)
    below = schema_at(schema, path)
    title = label_of(below["items"], _("entry"))
    if len(rows) >= below.get("maxItems", len(rows) + 1):
        return Moved(entry, name_of(path), _("There are as many as there can be: %(count)d.") % {"count": len(rows)})
    rows.append(blank(below["items"]))
    words = _("%(what)s %(number)d is added.") % {"what": title, "number": len(rows)}
    return Moved(entry, name_of((*path, len(rows) - 1)), words)


def remove_row(entry: dict, rows: list, path: Path, title: str) -> Moved:
    removed = rows.pop(path[-1])
    focus = (*path[:-1], min(path[-1], len(rows) - 1)) if rows else path[:-1]
    words = _("%(what)s %(number)d is taken out.") % {"what": title, "number": path[-1] + 1}
    return Moved(entry, name_of(focus), words, (path, removed))


def move_row(entry: dict, rows: list, path: Path, title: str, verb: str) -> Moved:
    place = path[-1] + (-1 if verb == "up" else 1)
    if place not in range(len(rows)):
        return Moved(entry, name_of(path))
    rows[path[-1]], rows[place] = rows[place], rows[path[-1]]
    words = _("%(what)s %(number)d is now number %(place)d of %(count)d.")
    told = {"what": title, "number": path[-1] + 1, "place": place + 1, "count": len(rows)}
    return Moved(entry, name_of((*path[:-1], place)), words % told)


def put_back(entry: dict, path: Path, value) -> Moved:
    """Put what was taken out where it stood, or at the end where the list is shorter now."""
    entry = deepcopy(entry)
    rows = at(entry, path[:-1])
    if not isinstance(rows, list):
        return Moved(entry)
    place = min(path[-1], len(rows))
    rows.insert(place, value)
    return Moved(entry, name_of((*path[:-1], place)), _("It is back at its place."))
