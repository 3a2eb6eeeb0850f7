"""What may stand in front matter and in course.yaml: the keys, what each takes, and the words that tell authors."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from authoring.files.yaml_lines import YamlFile
from lessons.blocks import Problem
from lessons.forms import ADDRESSES_TAKEN
from lessons.models import Status
from lessons.validators import is_certificate, is_misconceptions

Check = Callable[[object], bool]
LESSON_CODE = r"L[0-9]{2}"
POINT = r"A[0-9]+\.[0-9]+"
SLUG_LIMIT = 50


@dataclass(frozen=True)
class Key:
    """A check of the value, for lists also of each entry, and the words that tell an author what is expected."""

    is_valid: Check
    expected: str
    is_required: bool = True
    default: object = None
    each: Check | None = None


def up_to(limit: int) -> Check:
    return lambda value: isinstance(value, str) and 0 < len(value) <= limit


def like(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def with_keys(required: dict[str, Check], optional: dict[str, Check]) -> Check:
    checks = required | optional
    return lambda value: (
        isinstance(value, dict)
        and required.keys() <= value.keys() <= checks.keys()
        and all(checks[name](part) for name, part in value.items())
    )


def list_of(each: Check) -> Check:
    return lambda value: isinstance(value, list) and all(each(entry) for entry in value)


def text(limit: int) -> Key:
    return Key(up_to(limit), f"a text of 1 to {limit} characters")


def some(each: Check, expected: str) -> Key:
    """A list with at least one entry."""
    return Key(lambda value: isinstance(value, list) and len(value) > 0, expected, each=each)


def any_number_of(each: Check, expected: str) -> Key:
    """A list that may be empty or left out."""
    return Key(lambda value: isinstance(value, list), expected, is_required=False, default=[], each=each)


def is_minutes(value: object) -> bool:
    return type(value) is int and 1 <= value <= 240


def is_article_slug(value: object) -> bool:
    return like(rf"[a-z0-9-]{{1,{SLUG_LIMIT}}}")(value) and value not in ADDRESSES_TAKEN


def is_cases(value: object) -> bool:
    case = with_keys({"title": up_to(80), "what": up_to(300), "stakes": up_to(120)}, {})
    return isinstance(value, dict) and all(isinstance(name, str) and case(entry) for name, entry in value.items())


STATUS = Key(lambda value: value in Status.values, f"one of: {', '.join(Status.values)}", is_required=False, default="")
LESSON_KEYS = {
    "id": Key(like(LESSON_CODE), "L and two digits, like L05"),
    "title": text(120),
    "short": text(30),
    "minutes": Key(is_minutes, "a whole number of minutes from 1 to 240"),
    "cases": any_number_of(up_to(SLUG_LIMIT), "a list of cases from course.yaml, like [receipts]"),
    "summary": text(160),
    "objectives": some(up_to(300), "a list of one or more texts of up to 300 characters"),
    "points": any_number_of(like(POINT), "a list of ids from coverage.tsv, like [A5.1, A5.2]"),
    "terms": any_number_of(
        with_keys({"term": up_to(80), "definition": up_to(500)}, {"point": like(POINT)}),
        "a list of entries with term (up to 80 characters), definition (up to 500) and point",
    ),
    "sources": any_number_of(
        with_keys({"text": up_to(400)}, {"url": like(r"https?://\S+")}),
        "a list of entries with text (up to 400 characters) and, where there is one, url (https://…)",
    ),
    "takeaway": text(300),
    "status": STATUS,
}
ARTICLE_KEYS = {
    "id": Key(is_article_slug, "a slug, like first-steps, other than 'feed'"),
    "title": text(120),
    "summary": text(160),
    "published_on": Key(lambda value: type(value) is date, "a date, like 2026-11-23"),
    "status": STATUS,
}
COURSE_KEYS = {
    "id": Key(like(rf"[a-z0-9-]{{1,{SLUG_LIMIT}}}"), "a slug, like first-steps"),
    "title": text(120),
    "tagline": text(200),
    "summary": text(300),
    "audience": some(up_to(300), "a list of one or more texts of up to 300 characters"),
    "outcomes": some(up_to(300), "a list of one or more texts of up to 300 characters"),
    "cases": Key(is_cases, "for each case its slug, and below it title, what and stakes"),
    "certificate": Key(
        is_certificate,
        "stands_for (up to 300 characters) and one or more of practised (like [L01, L02]), final_percent (1 to 100) "
        "and activities (entries with id, like ACT05, and text)",
        is_required=False,
        default={},
    ),
    "misconceptions": Key(
        is_misconceptions,
        "for each code (M01 to M20) the belief (up to 200 characters) and refuted_in, a list of lessons like [L05]",
        is_required=False,
        default={},
    ),
    "modules": some(
        with_keys(
            {"id": like(r"[A-Za-z0-9-]{1,10}"), "title": up_to(120), "lessons": list_of(like(LESSON_CODE))},
            {"summary": up_to(200)},
        ),
        "a list of entries with id (like M1), title, summary and lessons (like [L01, L02])",
    ),
}


def trimmed(value: object) -> object:
    """`value` without space at the ends of its texts: YAML's folded texts end with a line break."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [trimmed(entry) for entry in value]
    if isinstance(value, dict):
        return {name: trimmed(part) for name, part in value.items()}
    return value


def check_keys(path: str, found: YamlFile, keys: dict[str, Key]) -> tuple[dict, list[Problem]]:
    """(the values that are right, with defaults for what may be left out; the problems with the others)."""
    values = {}
    problems = [
        Problem(path, found.line(name), f"There is no key '{name}' here.", f"Use: {', '.join(keys)}.")
        for name in found.values.keys() - keys.keys()
    ]
    for name, key in keys.items():
        value = trimmed(found.values.get(name))
        mistakes = list(mistakes_in(path, found, name, key, value))
        problems += mistakes
        if not mistakes:
            values[name] = value if name in found.values else key.default
    return values, problems


def mistakes_in(path: str, found: YamlFile, name: str, key: Key, value: object):
    if name not in found.values:
        if key.is_required:
            yield Problem(path, 1, f"The key '{name}' is missing.", f"Add it: {key.expected}.")
    elif not key.is_valid(value):
        yield Problem(path, found.line(name), f"The value of '{name}' is not right.", f"Write {key.expected}.")
    elif key.each:
        for number, entry in enumerate(value):
            if not key.each(entry):
                message = f"Entry {number + 1} of '{name}' is not right."
                yield Problem(path, found.line(name, number), message, f"Write {key.expected}.")
