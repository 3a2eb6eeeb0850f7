"""An entry as the YAML that an author would write."""

import re

import yaml

WIDTH = 110
ID = re.compile(r"[A-Z]+[0-9]+(\.[0-9]+)?")


class Plain(yaml.SafeDumper):
    """Lists stand deeper than their key, and texts of several lines as they are."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data):
        return True


def as_written(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def in_brackets(dumper: yaml.SafeDumper, values: list) -> yaml.Node:
    """A list of figures or ids stands in one line, as one would write it."""
    is_short = all(isinstance(each, (int, float)) or ID.fullmatch(str(each)) for each in values)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values, flow_style=bool(is_short))


Plain.add_representer(str, as_written)
Plain.add_representer(list, in_brackets)


def yaml_of(entry: dict, schema: dict) -> str:
    """The keys in the order of the schema."""
    ordered = in_order(entry, schema)
    return yaml.dump(ordered, Dumper=Plain, sort_keys=False, allow_unicode=True, width=WIDTH)


def in_order(value, schema: dict):
    if isinstance(value, dict):
        known = schema.get("properties", {})
        names = [*(name for name in known if name in value), *(name for name in value if name not in known)]
        return {name: in_order(value[name], known.get(name, {})) for name in names}
    if isinstance(value, list):
        return [in_order(each, schema.get("items", {})) for each in value]
    return value
