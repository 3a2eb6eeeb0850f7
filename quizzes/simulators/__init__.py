"""Activities in which a learner sets something and sees what follows.

One file per kind. The rules are pure functions, held to the same golden values as the ES module that shows the outcome
while the learner is still moving things; what counts is what the server computes from the decision that was sent.
"""

from functools import cache
from importlib import import_module

from lessons.rendering import render_line, render_text
from quizzes.simulators.base import LINE, TEXT, Brief, Graded, Line, Mistake, Posted, Rubric, Simulator

__all__ = [
    "LINE",
    "TEXT",
    "Brief",
    "Graded",
    "Line",
    "Mistake",
    "Posted",
    "Rubric",
    "Simulator",
    "entry_schema",
    "load",
    "render_entry",
]

FILES = (
    "threshold",
    "trade_off",
    "triage",
    "recovery",
    "metrics_tree",
    "readout",
    "claims",
    "dossier",
    "week",
    "mirror",
)
COMMON = {
    "id": {"type": "string", "pattern": r"^ACT[0-9]{2}[a-z]?$", "description": "Like ACT05. Never reused."},
    "title": {"type": "string", "minLength": 1, "maxLength": 120},
    "intro": {**TEXT, "description": "What the situation is and what to do, in Markdown."},
}


@cache
def load() -> dict[str, Simulator]:
    """All kinds by name."""
    found = [import_module(f"{__name__}.{name}").simulator for name in FILES]
    return {simulator.name: simulator for simulator in found}


def entry_schema(kind_name: str) -> dict:
    """What an entry of a kind may and must have."""
    simulator = load()[kind_name]
    return {
        "type": "object",
        "properties": {**COMMON, "kind": {"const": kind_name}, **simulator.schema},
        "required": ["id", "kind", "title", "intro", *simulator.required],
        "additionalProperties": False,
    }


def render_entry(source: dict) -> dict:
    """A checked entry with its Markdown as safe HTML: done once, on save."""
    simulator = load()[source["kind"]]
    ways = dict.fromkeys(simulator.texts, render_line) | dict.fromkeys(simulator.pages, render_text)
    return {name: render_text(part) if name == "intro" else rendered(part, name, ways) for name, part in source.items()}


def rendered(value, name: str, ways: dict):
    """`ways` says how the texts under a name become HTML; others stay as they are."""
    if isinstance(value, dict):
        return {key: rendered(part, key, ways) for key, part in value.items()}
    if isinstance(value, list):
        return [rendered(part, name, ways) for part in value]
    return ways[name](value) if isinstance(value, str) and name in ways else value
