"""Reads a course folder and checks all of it, before anything is stored.

`read_course` returns what it understood together with every problem it found, so that an author mends all at once.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from authoring.yaml_lines import YamlFile, read_yaml
from lessons.blocks import Problem, check_blocks, tagged_points
from lessons.models import SOURCE_LIMIT

LESSON_FILE = re.compile(r"^(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$")
LESSON_LINK = re.compile(r"\]\((lesson:[^)\s]*)\)")
LINK_PARTS = re.compile(r"^lesson:(L\d\d)(?:#(A\d+\.\d+))?$")
FRONT_MATTER_LINE = "---"


@dataclass(frozen=True)
class Key:
    """What is allowed for one key: a check, and the words that tell an author what is expected."""

    is_valid: Callable[[object], bool]
    expected: str
    is_required: bool = True
    default: object = None


def text(limit: int) -> Key:
    return Key(
        lambda value: isinstance(value, str) and 0 < len(value.strip()) <= limit,
        f"a text of 1 to {limit} characters",
    )


def texts(minimum: int = 0) -> Key:
    words = f"a list of at least {minimum} texts" if minimum else "a list of texts"
    return Key(
        lambda value: (
            isinstance(value, list)
            and len(value) >= minimum
            and all(isinstance(item, str) for item in value)
        ),
        words,
    )


def entries(required: set[str], optional: set[str]) -> Callable[[object], bool]:
    def is_valid(value):
        return isinstance(value, list) and all(
            isinstance(item, dict) and required <= item.keys() <= required | optional
            for item in value
        )

    return is_valid


def optional(key: Key, default: object) -> Key:
    return Key(key.is_valid, key.expected, is_required=False, default=default)


LESSON_KEYS = {
    "id": Key(
        lambda value: isinstance(value, str) and re.fullmatch(r"L\d\d", value),
        "L and two digits, like L05",
    ),
    "title": text(120),
    "short": text(30),
    "minutes": Key(
        lambda value: type(value) is int and 1 <= value <= 240,
        "a whole number of minutes from 1 to 240",
    ),
    "cases": optional(texts(), []),
    "summary": text(160),
    "objectives": texts(minimum=1),
    "points": optional(texts(), []),
    "terms": Key(
        entries({"term", "definition"}, {"point"}),
        "a list of entries with term, definition and point",
        False,
        [],
    ),
    "sources": Key(
        entries({"text"}, {"url"}),
        "a list of entries with text and, where there is one, url",
        False,
        [],
    ),
    "takeaway": text(300),
}
ARTICLE_KEYS = {
    "id": Key(
        lambda value: (
            isinstance(value, str) and re.fullmatch(r"[a-z0-9-]{1,50}", value)
        ),
        "a slug, like first-steps",
    ),
    "title": text(120),
    "summary": text(160),
    "published_on": Key(lambda value: type(value) is date, "a date, like 2026-11-23"),
}
COURSE_KEYS = {
    "id": Key(
        lambda value: (
            isinstance(value, str) and re.fullmatch(r"[a-z0-9-]{1,50}", value)
        ),
        "a slug, like first-steps",
    ),
    "title": text(120),
    "tagline": text(200),
    "summary": text(300),
    "audience": texts(minimum=1),
    "outcomes": texts(minimum=1),
    "cases": Key(
        lambda value: (
            isinstance(value, dict)
            and all(
                isinstance(case, dict) and {"title", "what", "stakes"} == case.keys()
                for case in value.values()
            )
        ),
        "a mapping from slug to title, what and stakes",
    ),
    "modules": Key(
        lambda value: (
            entries({"id", "title", "lessons"}, {"summary"})(value)
            and all(isinstance(module["lessons"], list) for module in value)
        ),
        "a list of entries with id, title, summary and lessons",
    ),
}


@dataclass
class TextFile:
    """One Markdown file of the course: its checked front matter and its text."""

    path: str
    values: dict
    yaml: YamlFile
    text: str
    text_line: int
    slug: str = ""

    @property
    def code(self) -> str:
        return self.values.get("id", "")


@dataclass
class CourseFiles:
    course: dict = field(default_factory=dict)
    lessons: list[TextFile] = field(default_factory=list)
    articles: list[TextFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class CourseReader:
    def __init__(self, folder: Path):
        self.folder = folder
        self.files = CourseFiles()
        self.course_yaml = YamlFile()
        self.points: set[str] | None = None

    def read(self) -> CourseFiles:
        self.read_course_yaml()
        self.read_points()
        for path in sorted(self.folder.glob("lessons/*.md")):
            self.read_lesson(path)
        for path in sorted(self.folder.glob("articles/*.md")):
            self.read_article(path)
        self.check_order()
        self.check_links()
        self.files.problems.sort(key=lambda problem: (problem.path, problem.line))
        return self.files

    # --- Small tools

    def report(self, path: str, line: int, message: str, remedy: str) -> None:
        self.files.problems.append(Problem(path, line, message, remedy))

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.folder.parent))

    def text_of(self, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.report(
                self.name(path), line, "This is not UTF-8.", "Save the file as UTF-8."
            )
        except OSError as error:
            self.report(
                self.name(path),
                1,
                f"The file can't be read: {error.strerror}.",
                "Check its permissions.",
            )
        return None

    def check_keys(self, path: str, found: YamlFile, keys: dict[str, Key]) -> dict:
        """The values that are right, by key, with defaults for what may be left out."""
        for name in found.values.keys() - keys.keys():
            self.report(
                path,
                found.line(name),
                f"There is no key '{name}' here.",
                f"Use: {', '.join(keys)}.",
            )
        values = {}
        for name, key in keys.items():
            if name not in found.values:
                if key.is_required:
                    self.report(
                        path,
                        1,
                        f"The key '{name}' is missing.",
                        f"Add it: {key.expected}.",
                    )
                values[name] = key.default
            elif not key.is_valid(found.values[name]):
                self.report(
                    path,
                    found.line(name),
                    f"The value of '{name}' is not right.",
                    f"Write {key.expected}.",
                )
            else:
                values[name] = found.values[name]
        return values

    # --- Files

    def read_course_yaml(self) -> None:
        path = self.folder / "course.yaml"
        if not path.exists():
            self.report(
                self.name(path),
                1,
                "The file is missing.",
                "Write it: docs/writing-lessons.md says how.",
            )
            return
        content = self.text_of(path)
        if content is None:
            return
        self.course_yaml = read_yaml(content)
        if self.course_yaml.error:
            self.report(
                self.name(path),
                self.course_yaml.error_line,
                f"This is not YAML: {self.course_yaml.error}.",
                "Check indentation, colons and quotes.",
            )
            return
        self.files.course = self.check_keys(
            self.name(path), self.course_yaml, COURSE_KEYS
        )

    def read_points(self) -> None:
        path = self.folder / "coverage.tsv"
        if path.exists() and (content := self.text_of(path)) is not None:
            self.points = {
                row[0]
                for row in csv.reader(content.splitlines(), delimiter="\t")
                if row and row[0][0] == "A"
            }
            self.points |= {
                line.split("|")[0]
                for line in content.splitlines()
                if line.startswith("A")
            }

    def read_text_file(self, path: Path, keys: dict[str, Key]) -> TextFile | None:
        name, content = self.name(path), self.text_of(path)
        if content is None:
            return None
        lines = content.splitlines()
        closing = next(
            (
                n
                for n, line in enumerate(lines[1:], start=1)
                if line.rstrip() == FRONT_MATTER_LINE
            ),
            None,
        )
        if not lines or lines[0].rstrip() != FRONT_MATTER_LINE or closing is None:
            self.report(
                name,
                1,
                "The file has no front matter.",
                f"Begin it with {FRONT_MATTER_LINE}, keys, {FRONT_MATTER_LINE}.",
            )
            return None
        found = read_yaml("\n".join(lines[1:closing]), first_line=2)
        if found.error:
            self.report(
                name,
                found.error_line,
                f"The front matter is not YAML: {found.error}.",
                "Check indentation and colons; put quotes round texts that hold a colon.",
            )
            return None
        values = self.check_keys(name, found, keys)
        body = "\n".join(lines[closing + 1 :]).strip("\n") + "\n"
        blank = next(
            (n for n, line in enumerate(lines[closing + 1 :]) if line.strip()), 0
        )
        file = TextFile(name, values, found, body, closing + 2 + blank)
        if not body.strip():
            self.report(
                name,
                closing + 1,
                "There is no text.",
                "Write it below the front matter.",
            )
        if len(body) > SOURCE_LIMIT:
            self.report(
                name,
                file.text_line,
                f"The text has {len(body)} characters.",
                f"Keep it under {SOURCE_LIMIT}.",
            )
        return file

    def read_lesson(self, path: Path) -> None:
        file = self.read_text_file(path, LESSON_KEYS)
        if file is None:
            return
        named = LESSON_FILE.match(path.name)
        if not named:
            self.report(
                file.path,
                1,
                "The file's name is not right.",
                "Name it like 05-value.md: number, dash, words.",
            )
        elif file.code and file.code != f"L{named[1]}":
            self.report(
                file.path,
                file.yaml.line("id"),
                f"The id {file.code} does not fit the file's name.",
                f"Write L{named[1]}, or rename the file.",
            )
        file.slug = named[2] if named else ""
        twin = next(
            (
                other
                for other in self.files.lessons
                if file.code and other.code == file.code
            ),
            None,
        )
        if twin:
            self.report(
                file.path,
                file.yaml.line("id"),
                f"{twin.path} has the id {file.code} too.",
                "Ids are used once.",
            )
        self.check_text(file, number=file.code[1:] or None)
        self.check_cases(file)
        self.check_points(file)
        self.files.lessons.append(file)

    def read_article(self, path: Path) -> None:
        file = self.read_text_file(path, ARTICLE_KEYS)
        if file is None:
            return
        file.slug = file.code
        if any(other.code == file.code for other in self.files.articles):
            self.report(
                file.path,
                file.yaml.line("id"),
                f"The id {file.code} stands in two articles.",
                "Ids are used once.",
            )
        self.check_text(file, number=None)
        self.files.articles.append(file)

    # --- Checks

    def check_text(self, file: TextFile, *, number: str | None) -> None:
        self.files.problems += check_blocks(
            file.text, path=file.path, first_line=file.text_line, number=number
        )

    def check_cases(self, file: TextFile) -> None:
        known = self.files.course.get("cases") or {}
        for case in file.values.get("cases") or []:
            if case not in known:
                self.report(
                    file.path,
                    file.yaml.line("cases"),
                    f"There is no case '{case}'.",
                    f"Use one of: {', '.join(known)}; or add it to course.yaml.",
                )

    def check_points(self, file: TextFile) -> None:
        declared, tagged = file.values.get("points") or [], tagged_points(file.text)
        line = file.yaml.line("points")
        for point in declared:
            if self.points is not None and point not in self.points:
                self.report(
                    file.path,
                    line,
                    f"There is no point {point} in coverage.tsv.",
                    "Correct the id.",
                )
            elif point not in tagged:
                self.report(
                    file.path,
                    line,
                    f"The point {point} is declared and tagged nowhere in the text.",
                    f"Put [{point}] after the sentence that teaches it, or take it out.",
                )
        for point in dict.fromkeys(tagged):
            if point not in declared:
                self.report(
                    file.path,
                    self.line_of(file, point),
                    f"The point {point} is tagged and not declared.",
                    "Add it to 'points' in the front matter, or remove the tag.",
                )
            if tagged.count(point) > 1:
                self.report(
                    file.path,
                    self.line_of(file, point),
                    f"The point {point} is tagged {tagged.count(point)} times.",
                    "Tag the one sentence that teaches it.",
                )
        for term in file.values.get("terms") or []:
            if term.get("point") and term["point"] not in tagged:
                self.report(
                    file.path,
                    file.yaml.line("terms"),
                    f"The term '{term['term']}' is taught at {term['point']}, which the text has not.",
                    "Name a point of this lesson.",
                )

    def line_of(self, file: TextFile, needle: str) -> int:
        lines = file.text.splitlines()
        found = (
            n
            for n, line in enumerate(lines)
            if re.search(rf"{re.escape(needle)}(?!\d)", line)
        )
        return file.text_line + next(found, 0)

    def check_order(self) -> None:
        """Each lesson stands in one module, and each lesson of a module is there."""
        line = self.course_yaml.line("modules")
        path = self.name(self.folder / "course.yaml")
        files = {file.code: file for file in self.files.lessons}
        placed = [
            code
            for module in self.files.course.get("modules") or []
            for code in module["lessons"]
        ]
        for code in dict.fromkeys(placed):
            if code not in files:
                self.report(
                    path,
                    line,
                    f"The lesson {code} has no file.",
                    "Write it, or take it out of its module.",
                )
            if placed.count(code) > 1:
                self.report(
                    path,
                    line,
                    f"The lesson {code} stands in more than one place.",
                    "Keep one.",
                )
        for code, file in files.items():
            if self.files.course and code and code not in placed:
                self.report(
                    file.path,
                    file.yaml.line("id"),
                    f"No module has the lesson {code}.",
                    "Add it to course.yaml.",
                )

    def check_links(self) -> None:
        """Links to lessons lead to a lesson, and to a point that it teaches."""
        points = {
            file.code: set(tagged_points(file.text)) for file in self.files.lessons
        }
        for file in (*self.files.lessons, *self.files.articles):
            for number, line in enumerate(file.text.splitlines(), start=file.text_line):
                for target in LESSON_LINK.findall(line):
                    parts = LINK_PARTS.match(target)
                    if not parts:
                        self.report(
                            file.path,
                            number,
                            f"'{target}' is not a link to a lesson.",
                            "Write it like lesson:L05 or lesson:L05#A5.3",
                        )
                    elif parts[1] not in points:
                        self.report(
                            file.path,
                            number,
                            f"There is no lesson {parts[1]}.",
                            "Correct the link.",
                        )
                    elif parts[2] and parts[2] not in points[parts[1]]:
                        self.report(
                            file.path,
                            number,
                            f"{parts[1]} does not teach {parts[2]}.",
                            "Correct the link.",
                        )


def read_course(folder: Path) -> CourseFiles:
    """Everything in `folder`, and every problem in it."""
    return CourseReader(folder).read()
