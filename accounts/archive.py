"""The ZIP file that holds everything stored about one person."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO

from django.conf import settings
from django.template.loader import render_to_string

from accounts.cells import as_cell, as_json
from accounts.takeout import Document, LeftOut, Owner, Table, parts, tables

SCHEMA = "aipm-course/everything-of-a-learner/1"
IN_MEMORY = 1_000_000


@dataclass(frozen=True)
class Written:
    """A table as it stands in the archive, with the number of its rows."""

    table: Table
    count: int

    @property
    def path(self) -> str:
        return f"csv/{self.table.name}.csv"

    @property
    def withheld(self) -> list[tuple[str, str]]:
        return list(self.table.withheld.items())


def write_archive(owner: Owner) -> IO[bytes]:
    """The archive, whole, in a file that is gone when it is closed.

    Each table is read once and goes row by row into its CSV file and into data.json beside it: two entries of a ZIP
    file cannot be written at the same time.
    """

    def texts(written: list[Written], made_at: datetime) -> Iterator[tuple[str, str]]:
        documents = list(documents_of(owner))
        for document, text in documents:
            yield document.name, text
        context = {
            "written": [each for each in written if each.count],
            "empty": [each for each in written if not each.count],
            "documents": [document for document, _text in documents],
            "left_out": [part for part in parts() if isinstance(part, LeftOut)],
            "made_at": made_at,
            "schema": SCHEMA,
            "site_url": settings.SITE_URL,
        }
        yield "README.txt", render_to_string("accounts/takeout_readme.txt", context)

    return pack(owner, tables(), {"schema": SCHEMA, "site": settings.SITE_URL}, texts)


def pack(owner, tables: Iterable[Table], head: dict[str, str], texts: Callable) -> IO[bytes]:
    """An archive of `tables`: data.json, which begins with `head`, their CSV files, and the (name, text) that `texts`
    gives, told what was written and when."""
    made_at = datetime.now(UTC).replace(microsecond=0)
    file = TemporaryFile()  # noqa: SIM115 whoever asked for it closes it
    with zipfile.ZipFile(file, "w") as archive, SpooledTemporaryFile(IN_MEMORY) as data:
        about = ",\n".join(
            f"{as_json(name)}: {as_json(value)}" for name, value in (head | {"made_at": made_at}).items()
        )
        data.write(f'{{{about},\n"tables": {{'.encode())
        written = [
            write_table(archive, data, owner, table, made_at, is_first=number == 0)
            for number, table in enumerate(tables)
        ]
        data.write(b"\n}}\n")
        data.seek(0)
        with entry(archive, "data.json", made_at) as target:
            copyfileobj(data, target)
        for name, text in texts(written, made_at):
            with entry(archive, name, made_at) as target:
                target.write(text.encode())
    file.seek(0)
    return file


def entry(archive: zipfile.ZipFile, name: str, made_at: datetime) -> IO[bytes]:
    """A new file in the archive, compressed, for its owner's eyes when it is unpacked."""
    about = zipfile.ZipInfo(name, made_at.timetuple()[:6])
    about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return archive.open(about, "w")


def documents_of(owner: Owner) -> Iterator[tuple[Document, str]]:
    """The documents of which there is something to read."""
    for part in parts():
        if isinstance(part, Document) and (text := part.make(owner.learner)):
            yield part, text


def write_table(archive, data, owner: Owner, table: Table, made_at: datetime, *, is_first: bool) -> Written:
    """Rows into data.json, and into a CSV file where there are any."""
    columns, context = table.columns, list(table.context)
    withheld = {name: str(why) for name, why in table.withheld.items()}
    about = {"about": str(table.title), "fields": columns, "explained_by": context, "withheld": withheld}
    data.write(f'{"" if is_first else ","}\n{as_json(table.name)}: {as_json(about)[:-1]}, "rows": ['.encode())
    rows = table.values(owner)
    first = next(rows, None)
    if first is None:
        data.write(b"]}")
        return Written(table, 0)
    with entry(archive, f"csv/{table.name}.csv", made_at) as raw:
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        target = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        sheet = csv.writer(target)
        sheet.writerow(columns + context)
        for count, values in enumerate(chain([first], rows), start=1):
            sheet.writerow([as_cell(value) for value in values])
            row = dict(zip(columns, values, strict=False))
            if context:
                row["context"] = dict(zip(context, values[len(columns) :], strict=True))
            data.write(f"{',' if count > 1 else ''}\n{as_json(row)}".encode())
        target.flush()
        target.detach()
    data.write(b"\n]}")
    return Written(table, count)
