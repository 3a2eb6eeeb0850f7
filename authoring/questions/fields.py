"""The form of an entry, made of the JSON Schema of its kind: what stands in which field, and the entry read back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import isfinite

from django.utils.translation import gettext as _

Path = tuple[str | int, ...]
Choices = Mapping[str, list[tuple[str, str]]]
"""By name of a property: (value, what it means) of what can be chosen there."""
NOTHING = ("", "–")
LINE_LENGTH = 140
NUMBER_LENGTH = 30
CODES_LENGTH = 1000
PLACES = {"only": 1, "check": 1, "select": 2, "verdict": 2, "number": 2, "list": 3}
"""In an entry of a list texts come first, side by side; what is ticked and chosen after them, other lists last."""


@dataclass
class Part:
    """A field, a group of them, or a list of either. `said` holds what is wrong, `advice` what could be better."""

    path: Path
    schema: dict
    value: object
    widget: str
    is_required: bool = True
    label: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    chosen: str = ""
    parts: list["Part"] = field(default_factory=list)
    place: int = 0
    count: int = 0
    said: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    is_focus: bool = False

    @property
    def name(self) -> str:
        if self.widget == "only":
            return name_of((*self.path[:-2], self.path[-1]))
        return name_of(self.path)

    @property
    def id(self) -> str:
        return f"id_{name_of(self.path)}"

    @property
    def number(self) -> int:
        """Its place in its list, from 1."""
        return self.place + 1

    @property
    def row(self) -> int:
        """Of a field of an entry: the place of that entry in its list."""
        return self.path[-2]

    @property
    def help(self) -> str:
        return _(self.schema["description"]) if "description" in self.schema else ""

    @property
    def text(self) -> str:
        return written(self.value)

    @property
    def rows(self) -> int:
        return min(12, max(2, len(self.text) // 80 + self.text.count("\n") + 1))

    @property
    def is_fixed(self) -> bool:
        """Whether a list has always as many entries."""
        return self.schema.get("minItems") == self.schema.get("maxItems", 0)

    @property
    def is_full(self) -> bool:
        return len(self.parts) >= self.schema.get("maxItems", len(self.parts) + 1)

    @property
    def item_label(self) -> str:
        return label_of(self.schema["items"], _("entry"))

    @property
    def described_by(self) -> str:
        """Ids of what is said about it: help, mistakes, advice."""
        has = (("help", self.help), ("error", True), ("advice", True))
        return " ".join(f"{self.id}_{name}" for name, is_there in has if is_there)

    def walk(self) -> Iterator["Part"]:
        yield self
        for part in self.parts:
            yield from part.walk()


def name_of(path: Path) -> str:
    return "-".join(map(str, path))


def label_of(schema: dict, name: str) -> str:
    return _(schema["title"]) if "title" in schema else str(name).replace("_", " ").capitalize()


def label_at(path: tuple, schema: dict) -> str:
    """What the form calls a field and all that it stands in: Option 1 · Feedback."""
    labels: list[str] = []
    for step in path:
        if isinstance(step, int):
            schema = schema.get("items", {})
            labels[-1:] = [f"{label_of(schema, _('entry'))} {step + 1}"]
        else:
            schema = schema.get("properties", {}).get(step, {})
            labels.append(label_of(schema, step))
    return " · ".join(labels)


def written(value) -> str:
    """A value as it stands in a field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(written, value))
    return str(value)


def widget_of(schema: dict, name: str | int, choices: Choices, is_required: bool, value=None) -> str:
    kind = schema.get("type")
    if "const" in schema:
        return "fixed"
    if "enum" in schema or "x-from" in schema or name in choices:
        return "select"
    if kind == "boolean":
        return "verdict" if is_required else "only" if schema.get("x-only-one") else "check"
    if kind in ("number", "integer"):
        return "number"
    if kind == "array":
        return "codes" if "pattern" in schema["items"] else "list"
    if kind == "object":
        return "group"
    is_short = schema.get("maxLength", LINE_LENGTH) <= LINE_LENGTH and "\n" not in written(value)
    return "line" if is_short else "area"


def build(entry: dict, schema: dict, choices: Choices) -> Part:
    """The form of a whole entry."""
    return part_of(schema, entry, (), choices, entry)


def part_of(schema: dict, value, path: Path, choices: Choices, entry: dict, is_required: bool = True) -> Part:
    name = path[-1] if path else ""
    widget = widget_of(schema, name, choices, is_required, value)
    part = Part(path, schema, value, widget, is_required, label_of(schema, name))
    if widget == "group":
        value = value if isinstance(value, dict) else {}
        part.parts = [
            part_of(each, value.get(key), (*path, key), choices, entry, key in schema.get("required", ()))
            for key, each in schema["properties"].items()
        ]
        if path:
            part.parts.sort(key=lambda each: PLACES.get(each.widget, 0))
    elif widget == "list":
        part.parts = rows_of(schema, value if isinstance(value, list) else [], path, choices, entry)
    elif widget == "select":
        part.choices = choices_of(schema, name, value, choices, entry, is_required)
        part.chosen = chosen_of(part)
    elif widget == "verdict":
        part.choices, part.chosen = [NOTHING, ("true", _("True")), ("false", _("False"))], written(value)
    return part


def rows_of(schema: dict, values: list, path: Path, choices: Choices, entry: dict) -> list[Part]:
    titles = schema.get("x-titles", ())
    rows = []
    for place, value in enumerate(values):
        row = part_of(schema["items"], value, (*path, place), choices, entry)
        row.label = _(titles[place]) if place < len(titles) else f"{label_of(schema['items'], _('entry'))} {place + 1}"
        row.place, row.count = place, len(values)
        rows.append(row)
    return rows


def choices_of(schema: dict, name, value, choices: Choices, entry: dict, is_required: bool) -> list[tuple[str, str]]:
    """What can be chosen. What stands there already always can, so that nothing is changed by opening a form."""
    if "x-from" in schema:
        found = entry.get(schema["x-from"])
        texts = [written(text) for text in found] if isinstance(found, list) else []
        return [NOTHING, *((str(place), text) for place, text in enumerate(texts) if text), *foreign(value, texts)]
    known = [(written(each), written(each)) for each in schema["enum"]] if "enum" in schema else choices[name]
    found = [*known, *foreign(value, [each for each, _words in known])]
    return found if is_required and value not in (None, "") else [NOTHING, *found]


def foreign(value, known: list[str]) -> list[tuple[str, str]]:
    """A value that is none of those known, to be offered nevertheless."""
    text = written(value)
    return [(f"={text}", text)] if text and text not in known else []


def chosen_of(part: Part) -> str:
    """Which of its choices a select shows."""
    text, is_place = written(part.value), "x-from" in part.schema
    chosen = (value for value, words in part.choices if text == (words if is_place else value.removeprefix("=")))
    return next(chosen, "") if text else ""


# --- Read back --------------------------------------------------------------------------------------------------------


def read(data: Mapping[str, str], schema: dict, choices: Choices) -> dict:
    """The entry that was sent, whatever was sent: texts that are no number or no choice stay as they are."""
    entry = read_part(Sent(data), schema, (), choices, True)
    put_from_lists(entry, entry, schema)
    return entry


class Sent:
    """What was sent, by field, and which rows of which list are in it."""

    def __init__(self, data: Mapping[str, str]):
        self.data = data
        self.places: dict[str, set[int]] = {}
        for name in data:
            steps = name.split("-")
            for depth, step in enumerate(steps):
                if step.isdecimal() and step.isascii() and len(step) < 5:
                    self.places.setdefault("-".join(steps[:depth]), set()).add(int(step))

    def text(self, name: str) -> str:
        return self.data.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()

    def rows(self, path: Path) -> list[int]:
        return sorted(self.places.get(name_of(path), ()))


LEFT_OUT = object()


def read_part(sent: Sent, schema: dict, path: Path, choices: Choices, is_required: bool):
    name = path[-1] if path else ""
    widget = widget_of(schema, name, choices, is_required)
    if widget == "group":
        found = {
            key: read_part(sent, each, (*path, key), choices, key in schema.get("required", ()))
            for key, each in schema["properties"].items()
        }
        return {key: value for key, value in found.items() if value is not LEFT_OUT}
    if widget == "list":
        return [read_part(sent, schema["items"], (*path, row), choices, True) for row in sent.rows(path)]
    if widget == "only":
        return sent.text(name_of((*path[:-2], name))) == str(path[-2]) or LEFT_OUT
    if widget == "check":
        return bool(sent.text(name_of(path))) or LEFT_OUT
    text = sent.text(name_of(path))
    if widget == "codes":
        return text.replace(",", " ").split() if len(text) <= CODES_LENGTH else text
    if not text and not is_required:
        return LEFT_OUT
    return READ.get(widget, lambda _schema, text: text)(schema, text)


def read_choice(schema: dict, text: str):
    found = next((each for each in schema.get("enum", ()) if written(each) == text), None)
    if found is not None or "x-from" in schema:
        return text if found is None else found
    return text.removeprefix("=")


def read_number(schema: dict, text: str) -> int | float | str:
    """The figure, or the text where it is none: then the check says so beside the field."""
    if len(text) > NUMBER_LENGTH or not text.isascii():
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


READ = {
    "fixed": lambda schema, _text: schema["const"],
    "select": read_choice,
    "number": read_number,
    "verdict": lambda _schema, text: {"true": True, "false": False}.get(text, text),
}


def put_from_lists(value, entry: dict, schema: dict) -> None:
    """Put texts of lists for the numbers that were chosen, so that renaming one renames it wherever it is chosen."""
    if schema.get("type") == "array" and isinstance(value, list):
        for each in value:
            put_from_lists(each, entry, schema["items"])
    elif schema.get("type") == "object" and isinstance(value, dict):
        for key, each in schema["properties"].items():
            if "x-from" in each and key in value:
                value[key] = from_list(value[key], entry.get(each["x-from"], []))
            elif key in value:
                put_from_lists(value[key], entry, each)


def from_list(text: str, texts: list) -> str:
    if text.startswith("="):
        return text.removeprefix("=")
    is_place = text.isdecimal() and text.isascii() and len(text) < 5 and int(text) < len(texts)
    return texts[int(text)] if is_place else text
