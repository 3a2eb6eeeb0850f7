"""YAML with the line of each key and entry, so that a mistake in a course file can be pointed at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

DEEPEST = 40
"""Levels of a file: reading is recursive, so that a file of brackets would end the process."""
MOST_PARTS = 200_000
NOT_IN_A_TEXT = re.compile(r"[\0\ud800-\udfff]")
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C reads a course ten times as fast


@dataclass
class YamlFile:
    """The mapping in a YAML text, and where each of its parts stands. `error` tells why there is none."""

    values: dict = field(default_factory=dict)
    node: yaml.Node | None = None
    first_line: int = 1
    error: str = ""
    error_line: int = 1

    def line(self, *path: str | int) -> int:
        """The line of what is at `path` (keys and entry numbers), or of the nearest thing above that is there."""
        line, node = 1, self.node
        for step in path:
            line_number, node = part_of(node, step)
            if node is None:
                break
            line = self.first_line + line_number
        return line


def part_of(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node | None]:
    """(line from 0, node) of one key or entry of `node`."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line, node.value[step]
    return 0, None


def read_yaml(text: str, first_line: int = 1) -> YamlFile:
    """Parse `text`, whose first line is `first_line` of its file. Safe types only; never raises."""
    try:
        refuse_depths(text)
        node = composed(text)
        error, line = mistake_in(node)
        values = {} if error or node is None else yaml.SafeLoader("").construct_document(node)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line if mark else text.count("\n", 0, getattr(problem, "position", 0))
        error = getattr(problem, "problem", None) or getattr(problem, "reason", None) or str(problem)
    if error:
        return YamlFile(error=error, error_line=first_line + line)
    return YamlFile(values, node, first_line)


def refuse_depths(text: str) -> None:
    depth = 0
    try:
        for event in yaml.parse(text, Loader=FAST):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise TooDeep(problem=f"more than {DEEPEST} levels stand in each other", problem_mark=event.start_mark)
    except TooDeep:
        raise
    except yaml.YAMLError:
        return  # composing says what is wrong, in plainer words


class TooDeep(yaml.MarkedYAMLError):
    """Nothing that an author writes."""


def composed(text: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=FAST)
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)  # says what is wrong in plainer words


def mistake_in(node: yaml.Node | None) -> tuple[str, int]:
    """What YAML itself lets pass or trips over: no mapping, a key that stands twice, a date that doesn't exist."""
    if not isinstance(node, yaml.MappingNode):
        return "keys and values are expected here", 0
    return mistake_in_aliases(node) or next(filter(None, map(mistake_in_part, parts_of(node))), ("", 0))


def mistake_in_part(part: yaml.Node) -> tuple[str, int] | None:
    if isinstance(part, yaml.MappingNode):
        return mistake_in_keys(part)
    if not isinstance(part, yaml.ScalarNode):
        return None
    if NOT_IN_A_TEXT.search(part.value):
        return "a character stands here that no text can hold", part.start_mark.line
    try:
        yaml.SafeLoader("").construct_object(part)
    except ValueError as error:
        return f"'{part.value}' is no value ({error})", part.start_mark.line
    return None


def mistake_in_keys(part: yaml.MappingNode) -> tuple[str, int] | None:
    seen = set()
    for key, _value in part.value:
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            return f"the key '{key.value}' stands here a second time", key.start_mark.line
        seen.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
    return None


def parts_of(node: yaml.Node) -> Iterator[yaml.Node]:
    """`node` and all that is in it, each once: an alias may lead back to where it stands."""
    waiting, seen = [node], set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        waiting += inner_of(part)


def mistake_in_aliases(root: yaml.Node) -> tuple[str, int] | None:
    """An alias may lead back to where it stands, or make a few lines into millions of values."""
    sizes: dict[int, int] = {}
    waiting = [(root, False)]
    opened: set[int] = set()
    while waiting:
        part, is_done = waiting.pop()
        inner = inner_of(part)
        if is_done:
            sizes[id(part)] = 1 + sum(sizes[id(each)] for each in inner)
            opened.discard(id(part))
            if sizes[id(part)] > MOST_PARTS:
                return "aliases make too much of this; write it out", part.start_mark.line
        elif id(part) in opened:
            return "an alias leads back to where it stands", part.start_mark.line
        elif id(part) not in sizes:
            opened.add(id(part))
            waiting += [(part, True), *((each, False) for each in inner if id(each) not in sizes)]
    return None


def inner_of(part: yaml.Node) -> list[yaml.Node]:
    if isinstance(part, yaml.MappingNode):
        return [inner for pair in part.value for inner in pair]
    return part.value if isinstance(part, yaml.SequenceNode) else []
