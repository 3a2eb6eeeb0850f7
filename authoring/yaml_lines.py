"""YAML with the line of each key, so that a mistake in a course file can be pointed at."""

from dataclasses import dataclass, field

import yaml


@dataclass
class YamlFile:
    """The mapping in a YAML text, and for each key the line it stands on. `error` tells why there is none."""

    values: dict = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    error: str = ""
    error_line: int = 1

    def line(self, key: str) -> int:
        return self.lines.get(key, 1)


def read_yaml(text: str, first_line: int = 1) -> YamlFile:
    """Parse `text`, whose first line is `first_line` of its file. Safe types only; never raises."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + mark.line if mark else first_line
        return YamlFile(
            error=getattr(error, "problem", None) or str(error), error_line=line
        )
    if not isinstance(values, dict):
        return YamlFile(
            error="keys and values are expected here", error_line=first_line
        )
    lines = {key.value: first_line + key.start_mark.line for key, _value in node.value}
    return YamlFile(values, lines)
