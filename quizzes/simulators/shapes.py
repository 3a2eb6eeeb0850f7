"""Pieces of JSON Schema, and checks of ids, that several kinds of activity use."""

from collections.abc import Iterator

from quizzes.simulators.base import Mistake

IDENT = {
    "type": "string",
    "pattern": r"^[a-z0-9][a-z0-9-]{0,30}$",
    "description": "Small letters, digits and hyphens. Decisions refer to it, so it is kept.",
}


def entry(required: dict, optional: dict | None = None) -> dict:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listing(items: dict, least: int = 1, most: int = 30) -> dict:
    return {"type": "array", "items": items, "minItems": least, "maxItems": most}


def by_id(entries: list[dict]) -> dict[str, dict]:
    return {entry["id"]: entry for entry in entries}


def ids_used_twice(source: dict, *names: str) -> Iterator[Mistake]:
    """In each of these lists by itself."""
    for name in names:
        seen = set()
        for number, part in enumerate(source.get(name, [])):
            if part["id"] in seen:
                yield Mistake((name, number, "id"), f"The id {part['id']!r} stands twice.", "Give it an id of its own.")
            seen.add(part["id"])


def unknown_id(path: tuple, value: str, known) -> Iterator[Mistake]:
    if value not in known:
        yield Mistake(path, f"There is no {value!r}.", f"Use one of: {', '.join(known)}.")
