"""Writes values as YAML that people like to read and edit, and that is read again as the same values."""

import re
import textwrap

import yaml

from authoring.files.course_keys import trimmed

WIDTH = 118
WORD = re.compile(r"[\w.+-]{1,20}", re.ASCII)
LOOKS_LIKE_A_NUMBER = re.compile(
    r"[-+]?[.\d][\d_.,:]*([eE][-+]?\d+)?|0[xo][\da-fA-F]+|[-+]?\.?(inf|nan)", re.IGNORECASE
)
"""To other readers of YAML, or to people: such a text is put in quotes."""
NEEDS_ESCAPES = re.compile(r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Controls, and characters that YAML takes for the end of a line."""


class Writer(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)  # entries of a list stand further in than its key

    def represent_mapping(self, tag, mapping, flow_style=None):
        node = super().represent_mapping(tag, mapping, flow_style)
        for key, _value in node.value:
            if key.style == "|":  # a key of several lines
                key.value, key.style = key.value.removesuffix("\n"), '"'
        return node

    def write_text(self, text: str):
        tag = "tag:yaml.org,2002:str"
        if NEEDS_ESCAPES.search(text):
            return self.represent_scalar(tag, text, style='"')
        if "\n" in text:
            return self.represent_scalar(tag, f"{text}\n", style="|")
        return self.represent_scalar(tag, text, style="'" if LOOKS_LIKE_A_NUMBER.fullmatch(text) else None)

    def write_list(self, values: list):
        """Codes and figures side by side, anything longer below each other."""
        is_short = all(isinstance(value, int | float) or is_word(value) for value in values)
        return self.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=is_short)


def is_word(value) -> bool:
    return isinstance(value, str) and WORD.fullmatch(value) is not None


Writer.add_representer(str, Writer.write_text)
Writer.add_representer(list, Writer.write_list)


def yaml_text(value) -> str:
    """`value` as YAML. Space at the ends of its texts is dropped, as it is when files are read."""
    return yaml.dump(
        trimmed(value), Dumper=Writer, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )


def yaml_list(name: str, entries: list) -> str:
    """A key with entries, an empty line between them."""
    if not entries:
        return f"{name}: []\n"
    return f"{name}:\n" + "\n".join(textwrap.indent(yaml_text([entry]), "  ") for entry in entries)


def in_order(value, schema: dict):
    """`value` with its keys in the order of its JSON Schema: a database may have mixed them. Unknown keys come last."""
    if isinstance(value, list):
        return [in_order(entry, schema.get("items", {})) for entry in value]
    if not isinstance(value, dict):
        return value
    known = schema.get("properties", {})
    names = [*(name for name in known if name in value), *(name for name in value if name not in known)]
    others = schema.get("additionalProperties")
    rest = others if isinstance(others, dict) else {}
    return {name: in_order(value[name], known.get(name, rest)) for name in names}


def ordered(value: dict, names: tuple[str, ...]) -> dict:
    return {name: value[name] for name in names if name in value} | value
