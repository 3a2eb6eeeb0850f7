"""What is wrong with an entry in the editor, and what could be better: the rules of the files, without a file."""

from collections.abc import Iterator
from functools import partial

import yaml

from authoring.files.course_keys import trimmed
from authoring.files.entry_checks import SAME_IN_BOTH_FORMS
from authoring.files.entry_files import YAML_REMEDY, mistakes_in
from authoring.files.item_rules import Rule, rules_for, texts_in
from authoring.files.unwritten import unwritten_in
from authoring.files.yaml_lines import FAST, read_yaml
from authoring.questions.course import Surroundings
from lessons.blocks import Problem
from quizzes.kinds import kinds
from quizzes.kinds.base import Mistake
from quizzes.schema import entry_schema

YAML_LENGTH, DEPTH = 60_000, 12


def mistakes_of(entry: dict, surroundings: Surroundings, *, is_new: bool, is_asked: bool) -> list[Mistake]:
    """What has to be corrected before the entry can be stored or tried. One that is not asked may be half written."""
    schema_says = mistakes_in(entry, entry_schema(entry["kind"]))
    if schema_says:
        return schema_says
    kind_says = list(kinds()[entry["kind"]].mistakes(entry))
    unwritten = list(unwritten_in(entry)) if is_asked else []
    return kind_says + unwritten + list(mistakes_in_course(entry, surroundings, is_new))


def mistakes_in_course(entry: dict, surroundings: Surroundings, is_new: bool) -> Iterator[Mistake]:
    code, number = entry["id"], surroundings.lesson.code[1:]
    if code[1:3] != number:
        message = f"The id {code} does not belong to {surroundings.lesson.code}."
        yield Mistake(("id",), message, f"Begin it with Q{number}.")
    elif is_new and surroundings.by_code.get(code, entry) != entry:
        message = f"There is a question {code} already."
        yield Mistake(("id",), message, f"Ids are used once; take {surroundings.next_code}.")
    if entry.get("case") and entry["case"] not in surroundings.cases:
        remedy = f"Use one of: {', '.join(surroundings.cases)}; or add it to the course."
        yield Mistake(("case",), f"There is no case '{entry['case']}'.", remedy)


def advice_for(entry: dict, surroundings: Surroundings, mistakes: list[Mistake]) -> list[Mistake]:
    """What could be better, as far as the mistakes let one tell: of a field that is wrong, that is enough."""
    if sum(len(text) for _path, text in texts_in(entry)) > YAML_LENGTH:
        return []
    by_code = surroundings.by_code | {str(entry.get("id")): entry}
    rules = [
        *rules_for(surroundings.lesson.code, surroundings.taught, by_code),
        partial(differences_from_other_form, by_code=surroundings.by_code),
        partial(without_place, surroundings=surroundings),
    ]
    wrong = {tuple(path) for path, _message, _remedy in mistakes}
    found = [each for rule in rules for each in computed(rule, entry)]
    return [each for each in found if not any(tuple(each.path[:end]) in wrong for end in range(1, len(each.path) + 1))]


def computed(rule: Rule, entry: dict) -> list[Mistake]:
    """What a rule says; nothing where the entry lacks what it looks at, or has something else there."""
    try:
        return list(rule(entry))
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
        return []


def differences_from_other_form(entry: dict, by_code: dict[str, dict]) -> Iterator[Mistake]:
    """No mistake here: whoever changes both forms has to begin with one of them."""
    code = entry["id"]
    other = by_code.get(code.removesuffix("b") if code.endswith("b") else f"{code}b")
    for key in SAME_IN_BOTH_FORMS if other else ():
        if other[key] != entry[key]:
            message = f"'{key}' differs from that of {other['id']}."
            yield Mistake((key,), message, "The two forms of a question measure the same: change both.")


def without_place(entry: dict, surroundings: Surroundings) -> Iterator[Mistake]:
    form_a = entry["id"].removesuffix("b")
    if form_a not in surroundings.placed:
        message = f"The text of {surroundings.lesson.code} has no place for {form_a}."
        yield Mistake(("id",), message, f"Put /// question | {form_a} and /// into it.")


def entry_in_yaml(text: str, kind: str, code: str | None) -> tuple[dict | None, list[Problem]]:
    """The entry that a text of YAML holds, or the problems that keep it from being one. A stored question keeps its
    kind and, as `code`, its id."""
    message = too_much(text)
    if message:
        return None, [Problem("", 1, message, "Write it as in the files of questions.")]
    found = read_yaml(text)
    if found.error:
        return None, [Problem("", found.error_line, f"This is not YAML: {found.error}.", YAML_REMEDY)]
    wanted = {"kind": kind} | ({"id": code} if code else {})
    for key, value in wanted.items():
        if found.values.get(key) != value:
            message = f"'{key}' is {value}, and stays so."
            return None, [Problem("", found.line(key), message, f"Write {key}: {value}")]
    return trimmed(found.values), []


def too_much(text: str) -> str:
    """Why a text is not even read: it would cost more than a question can be worth."""
    if len(text) > YAML_LENGTH:
        return f"The text has {len(text)} characters; a question has at most {YAML_LENGTH}."
    depth = 0
    try:
        for event in yaml.parse(text, Loader=FAST):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):
                return "A question repeats nothing by *name."
            if depth > DEPTH:
                return f"Lists and keys stand more than {DEPTH} deep."
    except yaml.YAMLError:
        pass  # said in plainer words, with its line, when it is read
    return ""


def with_lines(text: str, mistakes: list[Mistake]) -> list[Problem]:
    """Mistakes with the lines of the YAML text they are in, in that order."""
    found = read_yaml(text)
    placed = [Problem("", found.line(*path), message, remedy) for path, message, remedy in mistakes]
    return sorted(dict.fromkeys(placed), key=lambda problem: problem.line)
