"""Lists that authors fill in without knowing JSON: one entry a line, or rows of small boxes."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.utils.translation import gettext_lazy as _

ROWS_LIMIT = 60
EMPTY_ROWS = 2
ROW = re.compile(r"(?P<row>\d{1,3})-(?P<column>\w+)")
SPACES = re.compile(r"[\s,]+")


class LinesField(forms.CharField):
    """A list of texts, one on each line; with `by_words`, of words with spaces or commas between them."""

    def __init__(self, *, by_words=False, **options):
        self.by_words = by_words
        rows = 2 if by_words else 4
        super().__init__(**{"widget": forms.Textarea({"rows": rows}), **options})

    def entries(self, typed: str) -> list[str]:
        parts = SPACES.split(typed) if self.by_words else typed.replace("\r\n", "\n").split("\n")
        return [part.strip() for part in parts if part.strip()]

    def to_python(self, value):
        return self.entries(value or "")

    def validate(self, value):
        if self.required and not value:
            raise ValidationError(_("Write at least one, each on a line of its own."))

    def run_validators(self, value):
        """Those of the model's field look at the list."""

    def prepare_value(self, value):
        return self.typed(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return (initial or []) != self.entries(data or "")

    def typed(self, value) -> str:
        """What somebody would have typed for `value`."""
        if not isinstance(value, list):
            return str(value or "")
        return (" " if self.by_words else "\n").join(str(entry) for entry in value)


@dataclass(frozen=True)
class Column:
    """One box of a row. `is_long` makes it as wide as the row; an address is to be a web address; `limit` is how many
    characters fit, 0 for any number; of `is_words`, a list is made in a mapping."""

    name: str
    label: str
    is_required: bool = True
    is_long: bool = False
    is_address: bool = False
    limit: int = 0
    is_words: bool = False


class RowsWidget(forms.Widget):
    """Rows of boxes, named NAME-0-COLUMN; a few empty ones at the end are for more."""

    template_name = "admin/authoring/_rows.html"

    def __init__(self, columns: tuple[Column, ...]):
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data, files, name):
        rows: dict[int, dict[str, str]] = {}
        for key in data:
            if key.startswith(f"{name}-") and (found := ROW.fullmatch(key.removeprefix(f"{name}-"))):
                rows.setdefault(int(found["row"]), {})[found["column"]] = " ".join(data[key].split())
        entries = [{column: text for column, text in row.items() if text} for _number, row in sorted(rows.items())]
        return [entry for entry in entries if entry]

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        entries = [entry for entry in value or [] if isinstance(entry, dict)]
        shown = [*entries, *({} for _number in range(EMPTY_ROWS))]
        context["rows"] = [self.row(name, number, entry) for number, entry in enumerate(shown)]
        return context

    def row(self, name: str, number: int, entry: dict) -> dict:
        boxes = [
            {"column": column, "name": f"{name}-{number}-{column.name}", "value": entry.get(column.name, "")}
            for column in self.columns
        ]
        return {"number": number + 1, "boxes": boxes}


class RowsField(forms.Field):
    """A list of mappings, from rows of boxes. Empty rows count for nothing."""

    def __init__(self, *, columns: tuple[Column, ...], **options):
        self.columns = columns
        super().__init__(widget=RowsWidget(columns), required=False, **options)

    def clean(self, value):
        mistakes = [
            ValidationError(_("Row %(row)s: %(mistake)s"), params={"row": number, "mistake": mistake})
            for number, entry in enumerate(value, start=1)
            for mistake in self.mistakes_in(entry)
        ]
        if len(value) > ROWS_LIMIT:
            mistakes.append(ValidationError(_("Leave it at %(limit)s rows."), params={"limit": ROWS_LIMIT}))
        if mistakes:
            raise ValidationError(mistakes)
        return value

    def mistakes_in(self, entry: dict):
        for column in self.columns:
            text = entry.get(column.name, "")
            if column.is_required and not text:
                yield _("“%(box)s” is empty. Fill it in, or empty the whole row.") % {"box": column.label}
            elif column.is_address and text and not is_web_address(text):
                yield _("“%(text)s” is no web address. Write one that begins with https://") % {"text": text[:80]}
            elif column.limit and len(text) > column.limit:
                words = _("“%(box)s” has %(count)d characters, and %(limit)d fit. Shorten it.")
                yield words % {"box": column.label, "count": len(text), "limit": column.limit}

    def has_changed(self, initial, data):
        return (initial or []) != (data or [])

    def typed(self, name: str, value) -> dict[str, str]:
        """What a browser would send for `value`."""
        entries = value if isinstance(value, list) else []
        return {
            f"{name}-{number}-{column}": str(text)
            for number, entry in enumerate(entries)
            if isinstance(entry, dict)
            for column, text in entry.items()
        }


class KeyedRowsField(RowsField):
    """A mapping of mappings, from rows of boxes: the first box of a row is its key, and rows have different keys."""

    def __init__(self, *, columns: tuple[Column, ...], key: RegexValidator, **options):
        self.key, self.of_words = key, {column.name for column in columns if column.is_words}
        super().__init__(columns=columns, **options)

    def prepare_value(self, value):
        if not isinstance(value, dict):
            return value
        return [{self.columns[0].name: key, **self.as_typed(entry)} for key, entry in value.items()]

    def as_typed(self, entry: dict) -> dict:
        return {name: " ".join(text) if name in self.of_words else text for name, text in entry.items()}

    def mistakes_in(self, entry):
        yield from super().mistakes_in(entry)
        key = entry.get(self.columns[0].name, "")
        if key and not self.key.regex.fullmatch(key):
            yield self.key.message % {"text": key[:80]}

    def clean(self, value):
        rows, first = super().clean(value), self.columns[0].name
        mapping = {}
        for row in rows:
            if row[first] in mapping:
                raise ValidationError(_("%(key)s stands in two rows. Keep one."), params={"key": row[first]})
            mapping[row[first]] = {
                name: SPACES.split(text) if name in self.of_words else text
                for name, text in row.items()
                if name != first
            }
        return mapping

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial or {}), data)


def is_web_address(text: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError:
        return False
    return True
