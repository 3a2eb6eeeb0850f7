"""How a stored value is written into the files that people take along: exact in JSON, safe in a spreadsheet."""

import base64
import datetime
import json
import re
import uuid
from decimal import Decimal

# A spreadsheet takes a text that begins like this for a formula (OWASP, CSV Injection); the wide forms count as well.
LIKE_A_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def plain(value: object) -> str | float:
    """What JSON has no type for: moments in UTC (ISO 8601), numbers as written."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)


def as_json(value: object) -> str:
    return json.dumps(value, default=plain, ensure_ascii=False)


def as_cell(value: object) -> str:
    """One cell of a CSV file: nothing for nothing, lists and the like as JSON, no text that would be computed.

    A text that looks like a formula gets an apostrophe before it, which spreadsheets take as "this is text".
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if LIKE_A_FORMULA.match(value) else value
    if isinstance(value, bool | dict | list | tuple):
        return as_json(value)
    return str(value if isinstance(value, int | float) else plain(value))
