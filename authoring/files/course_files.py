"""Reads a course folder and checks all of it, before anything is stored.

`read_course` returns what it understood together with every problem it found, so that an author mends all at once.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from authoring.files import entry_files
from authoring.files.course_keys import ARTICLE_KEYS, COURSE_KEYS, LESSON_KEYS, SLUG_LIMIT, Key, check_keys
from authoring.files.entry_files import EntryFile
from authoring.files.yaml_lines import YamlFile, read_yaml
from lessons.blocks import Problem, check_blocks
from lessons.models import SOURCE_LIMIT
from lessons.pictures import Picture

LESSON_FILE = re.compile(rf"([0-9]{{2}})-(?=.{{1,{SLUG_LIMIT}}}\.md$)([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
FRONT_MATTER_LINE = "---"


@dataclass
class TextFile:
    """One Markdown file of the course: its checked front matter, and its text, which begins on line `text_line`."""

    path: str
    values: dict
    yaml: YamlFile
    text: str
    text_line: int
    slug: str = ""

    @property
    def code(self) -> str:
        return self.values.get("id") or ""


@dataclass
class CourseFiles:
    """What a course folder holds. `points`: the ids in coverage.tsv, None without that file. `promised`: the codes of
    lessons according to file names, so that a lesson which can't be read is not reported as missing as well."""

    course_path: str = ""
    course_yaml: YamlFile = field(default_factory=YamlFile)
    course: dict = field(default_factory=dict)
    points: set[str] | None = None
    coverage: str = ""
    """The text of coverage.tsv, kept so that it goes out with the course again."""
    promised: set[str] = field(default_factory=set)
    lessons: list[TextFile] = field(default_factory=list)
    articles: list[TextFile] = field(default_factory=list)
    quizzes: list[EntryFile] = field(default_factory=list)
    activities: list[EntryFile] = field(default_factory=list)
    readiness: list[EntryFile] = field(default_factory=list)
    """One file, or none where the course has no readiness questions."""
    pictures: dict[str, Picture] = field(default_factory=dict)
    """By their names."""
    problems: list[Problem] = field(default_factory=list)


class CourseReader:
    def __init__(self, folder: Path):
        self.folder = folder
        self.files = CourseFiles(course_path=self.name(folder / "course.yaml"))

    def read(self) -> CourseFiles:
        self.read_course_yaml()
        self.read_points()
        for path in sorted(self.folder.glob("lessons/*.md")):
            self.read_lesson(path)
        for path in sorted(self.folder.glob("articles/*.md")):
            self.read_article(path)
        self.files.quizzes = self.read_entries("quizzes/*.yaml", entry_files.read_questions)
        self.files.activities = self.read_entries("activities/*.yaml", entry_files.read_activity)
        self.files.readiness = self.read_entries("readiness.yaml", entry_files.read_readiness)
        return self.files

    def report(self, path: str, line: int, message: str, remedy: str) -> None:
        self.files.problems.append(Problem(path, line, message, remedy))

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.folder.parent))

    def text_of(self, path: Path) -> str | None:
        """The text of a file with plain line breaks, without the mark that Windows puts before UTF-8."""
        try:
            text = path.read_text(encoding="utf-8-sig")
            if "\0" not in text:
                return text
            line = text[: text.index("\0")].count("\n") + 1
            self.report(self.name(path), line, "A character stands here that no text can hold.", "Take it out.")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.report(self.name(path), line, "This is not UTF-8.", "Save the file as UTF-8.")
        except OSError as error:
            self.report(self.name(path), 1, f"The file can't be read: {error.strerror}.", "Check its permissions.")
        return None

    def right_values(self, path: str, found: YamlFile, keys: dict[str, Key]) -> dict:
        values, problems = check_keys(path, found, keys)
        self.files.problems += problems
        return values

    def read_course_yaml(self) -> None:
        path = self.folder / "course.yaml"
        name = self.files.course_path
        if not path.exists():
            self.report(name, 1, "The file is missing.", "Write it: docs/writing-lessons.md says how.")
            return
        content = self.text_of(path)
        if content is None:
            return
        found = self.files.course_yaml = read_yaml(content)
        if found.error:
            remedy = "Check indentation, colons and quotes."
            self.report(name, found.error_line, f"This is not YAML: {found.error}.", remedy)
        else:
            self.files.course = self.right_values(name, found, COURSE_KEYS)

    def read_points(self) -> None:
        path = self.folder / "coverage.tsv"
        if path.exists() and (content := self.text_of(path)) is not None:
            self.files.coverage = content
            rows = [line.split("|") for line in content.splitlines()]
            self.files.points = {row[0] for row in rows if row[0].startswith("A")}

    def read_text_file(self, path: Path, keys: dict[str, Key]) -> TextFile | None:
        name, content = self.name(path), self.text_of(path)
        if content is None:
            return None
        lines = content.split("\n")
        closing = next((n for n, line in enumerate(lines) if n and line.rstrip() == FRONT_MATTER_LINE), None)
        if lines[0].rstrip() != FRONT_MATTER_LINE or closing is None:
            remedy = f"Begin it with {FRONT_MATTER_LINE}, keys, {FRONT_MATTER_LINE}."
            self.report(name, 1, "The file has no front matter.", remedy)
            return None
        found = read_yaml("\n".join(lines[1:closing]), first_line=2)
        if found.error:
            remedy = "Check indentation and colons; put quotes round texts that hold a colon."
            self.report(name, found.error_line, f"The front matter is not YAML: {found.error}.", remedy)
            return None
        values = self.right_values(name, found, keys)
        first = next((n for n, line in enumerate(lines) if n > closing and line.strip()), None)
        if first is None:
            self.report(name, closing + 1, "There is no text.", "Write it below the front matter.")
            return TextFile(name, values, found, "", closing + 1)
        body = "\n".join(lines[first:]).rstrip() + "\n"
        if len(body) > SOURCE_LIMIT:
            self.report(name, first + 1, f"The text has {len(body)} characters.", f"Keep it under {SOURCE_LIMIT}.")
        return TextFile(name, values, found, body, first + 1)

    def read_lesson(self, path: Path) -> None:
        named = LESSON_FILE.fullmatch(path.name)
        if named:
            self.files.promised.add(f"L{named[1]}")
        file = self.read_text_file(path, LESSON_KEYS)
        if file is None:
            return
        number = named[1] if named else file.code[1:]
        if not named:
            remedy = f"Name it like 05-value.md: number, dash, words; up to {SLUG_LIMIT} characters after the dash."
            self.report(file.path, 1, "The file's name is not right.", remedy)
        elif file.code and file.code != f"L{number}":
            message = f"The id {file.code} does not fit the file's name."
            self.report(file.path, file.yaml.line("id"), message, f"Write L{number}, or rename the file.")
        file.slug = named[2] if named else ""
        if number:
            self.check_text(file, number=number)
        self.files.lessons.append(file)

    def read_article(self, path: Path) -> None:
        file = self.read_text_file(path, ARTICLE_KEYS)
        if file is None:
            return
        file.slug = file.code
        self.check_text(file, number=None)
        self.files.articles.append(file)

    def read_entries(self, pattern: str, read) -> list[EntryFile]:
        """The files that `pattern` names, each read and checked with `read`."""
        texts = {self.name(path): self.text_of(path) for path in sorted(self.folder.glob(pattern))}
        files = [read(name, read_yaml(text)) for name, text in texts.items() if text is not None]
        self.files.problems += [problem for file in files for problem in file.problems]
        return files

    def check_text(self, file: TextFile, *, number: str | None) -> None:
        self.files.problems += check_blocks(file.text, path=file.path, first_line=file.text_line, number=number)
