"""Reads the files of questions and of activities: YAML that is checked with JSON Schema, each mistake with its line."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from authoring.files.course_keys import trimmed
from authoring.files.yaml_lines import YamlFile
from lessons.blocks import Problem
from quizzes import simulators
from quizzes.kinds import kinds
from quizzes.kinds.base import Mistake
from quizzes.schema import entry_schema
from readiness.schema import file_schema as readiness_schema


@dataclass
class EntryFile:
    """The entries of one file. `entries`: (place in the file, checked entry), those with problems left out."""

    path: str
    yaml: YamlFile
    lesson: str = ""
    entries: list[tuple[int, dict]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: tuple, message: str, remedy: str) -> None:
        """Once, although the schema complains of each missing key and the message names them all."""
        problem = Problem(self.path, self.yaml.line(*path), message, remedy)
        if problem not in self.problems:
            self.problems.append(problem)


def read_questions(path: str, found: YamlFile) -> EntryFile:
    """A file with the questions of one lesson."""
    file = EntryFile(path, found)
    if found.error:
        file.problems.append(Problem(path, found.error_line, f"This is not YAML: {found.error}.", YAML_REMEDY))
        return file
    file.lesson = found.values.get("lesson") if isinstance(found.values.get("lesson"), str) else ""
    items = found.values.get("items")
    if not file.lesson or not isinstance(items, list) or found.values.keys() > {"lesson", "items"}:
        file.report((), "A file of questions has two keys.", "Write lesson: L05 and, below items:, the questions.")
        return file
    for number, entry in enumerate(items):
        check_entry(file, ("items", number), entry, kinds(), entry_schema, number)
    return file


def read_activity(path: str, found: YamlFile) -> EntryFile:
    """A file with one activity."""
    file = EntryFile(path, found)
    if found.error:
        file.problems.append(Problem(path, found.error_line, f"This is not YAML: {found.error}.", YAML_REMEDY))
        return file
    check_entry(file, (), found.values, simulators.load(), simulators.entry_schema, 0)
    return file


def read_readiness(path: str, found: YamlFile) -> EntryFile:
    """The file with the readiness questions: one entry."""
    file = EntryFile(path, found)
    if found.error:
        file.problems.append(Problem(path, found.error_line, f"This is not YAML: {found.error}.", YAML_REMEDY))
        return file
    entry = trimmed(found.values)
    if fits(file, (), entry, readiness_schema()):
        file.entries.append((0, entry))
    return file


YAML_REMEDY = "Check indentation, colons and quotes."


def check_entry(file: EntryFile, place: tuple, entry, known: dict, schema_of, number: int) -> None:
    """Check one entry with the schema of its kind, then with what the kind says besides."""
    entry = trimmed(entry)
    kind = entry.get("kind") if isinstance(entry, dict) else None
    if not isinstance(kind, str) or kind not in known:
        file.report((*place, "kind"), f"There is no kind {kind!r}.", f"Use one of: {', '.join(known)}.")
        return
    if not fits(file, place, entry, schema_of(kind)):
        return
    mistakes = list(known[kind].mistakes(entry))
    for mistake in mistakes:
        file.report((*place, *mistake.path), mistake.message, mistake.remedy)
    if not mistakes:
        file.entries.append((number, entry))


def fits(file: EntryFile, place: tuple, entry, schema: dict) -> bool:
    """Whether what stands at `place` fits the schema; each mistake is reported with its line."""
    mistakes = mistakes_in(entry, schema)
    for mistake in mistakes:
        file.report((*place, *mistake.path), mistake.message, mistake.remedy)
    return not mistakes


def mistakes_in(entry, schema: dict) -> list[Mistake]:
    """What the schema says is wrong with an entry, in the words of an author."""
    errors = sorted(Draft202012Validator(schema).iter_errors(entry), key=lambda error: list(map(str, error.path)))
    return [Mistake(path_of(error), *in_plain_words(error)) for error in errors]


def path_of(error: ValidationError) -> tuple:
    """Where the mistake is: for a key that has no place there, the key itself."""
    path = tuple(error.absolute_path)
    return (*path, unknown_keys(error)[0]) if error.validator == "additionalProperties" else path


def unknown_keys(error: ValidationError) -> list[str]:
    return [name for name in error.instance if name not in error.schema.get("properties", {})]


def in_plain_words(error: ValidationError) -> tuple[str, str]:
    """(what is wrong, what to do) for an author who doesn't know JSON Schema."""
    name = next((str(part) for part in reversed(error.absolute_path) if isinstance(part, str)), "the entry")
    wanted, value = error.validator_value, error.instance
    words = {
        "required": lambda: missing_words(missing_keys(error)),
        "additionalProperties": lambda: (
            f"There is no key '{unknown_keys(error)[0]}' here.",
            f"Use: {', '.join(error.schema['properties'])}.",
        ),
        "enum": lambda: (f"{value!r} is not a value of '{name}'.", f"Use one of: {', '.join(map(str, wanted))}."),
        "pattern": lambda: (f"{value!r} is not a value of '{name}'.", f"Write it so that it fits {wanted}"),
        "minItems": lambda: (f"'{name}' has {len(value)} entries.", f"Write at least {wanted}."),
        "maxItems": lambda: (f"'{name}' has {len(value)} entries.", f"Write at most {wanted}."),
        "minLength": lambda: (f"'{name}' is empty.", "Write a text."),
        "maxLength": lambda: (f"'{name}' has {len(value)} characters.", f"Keep it under {wanted}."),
        "uniqueItems": lambda: (f"'{name}' says something twice.", "Take one out."),
        "type": lambda: (f"The value of '{name}' is not right.", f"Write {TYPES.get(str(wanted), wanted)}."),
    }
    say = words.get(error.validator)
    return say() if say else (f"The value of '{name}' is not right: {error.message}.", "Correct it.")


TYPES = {
    "string": "a text (in quotes, where it looks like a number or like yes or no)",
    "array": "a list",
    "object": "keys and values",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
}


def missing_keys(error: ValidationError) -> list[str]:
    return [name for name in error.validator_value if name not in error.instance]


def missing_words(names: list[str]) -> tuple[str, str]:
    if len(names) == 1:
        return f"A key is missing: {names[0]}.", "Add it."
    return f"Keys are missing: {', '.join(names)}.", "Add them."


def entries_of(files: list[EntryFile]) -> Iterator[tuple[EntryFile, int, dict]]:
    for file in files:
        for number, entry in file.entries:
            yield file, number, entry
