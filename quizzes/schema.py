"""The form of the files in which questions are written, as JSON Schema, put together from what each kind says.

The loader checks files with it, and it is published at /schemas/quizzes.json for editors that complete and check.
"""

from django.conf import settings
from django.utils.translation import gettext_noop as _

from quizzes.kinds import kinds
from quizzes.kinds.base import LINE, TEXT

CODE = r"^Q[0-9]{2}\.[0-9]{1,2}b?$"
LEVELS = ("remember", "understand", "apply", "analyse", "evaluate", "create")
COMMON = {
    "id": {
        "type": "string",
        "pattern": CODE,
        "title": _("Id"),
        "description": _("Like Q05.4; Q05.4b for its other form. Never reused."),
    },
    "kind": {"type": "string"},
    "level": {"enum": list(LEVELS), "title": _("Level"), "description": _("Cognitive level.")},
    "difficulty": {"enum": [1, 2, 3], "title": _("Difficulty")},
    "points": {
        "type": "array",
        "items": {"type": "string", "pattern": r"^A[0-9]+\.[0-9]+$"},
        "uniqueItems": True,
        "title": _("Points"),
        "description": _("Ids from coverage.tsv that it assesses; the first is where feedback leads to."),
    },
    "case": {
        "type": "string",
        "pattern": r"^[a-z0-9-]{1,50}$",
        "title": _("Case"),
        "description": _("A recurring case from course.yaml."),
    },
    "stem": {**TEXT, "title": _("Stem"), "description": _("The question, or for tf-why the statement.")},
    "why": {**TEXT, "title": _("Why"), "description": _("Why the right answer is right, or the working.")},
    "idea": {
        **LINE,
        "maxLength": 140,
        "title": _("Idea"),
        "description": _("The idea in one line, to take along."),
    },
}
REQUIRED = ("id", "kind", "level", "difficulty", "points", "stem", "idea")


def entry_schema(kind_name: str) -> dict:
    """What one entry of a kind may and must have."""
    kind = kinds()[kind_name]
    return {
        "type": "object",
        "properties": {**COMMON, "kind": {"const": kind_name}, **kind.schema},
        "required": [*REQUIRED, *kind.required],
        "additionalProperties": False,
    }


def file_schema() -> dict:
    """The whole file, for publishing."""
    names = list(kinds())
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.SITE_URL}/schemas/quizzes.json",
        "title": "Questions of a lesson",
        "type": "object",
        "properties": {
            "lesson": {"type": "string", "pattern": r"^L[0-9]{2}$"},
            "items": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"kind": {"enum": names}},
                    "required": ["kind"],
                    "allOf": [
                        {
                            "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                            "then": {"$ref": f"#/$defs/{name}"},
                        }
                        for name in names
                    ],
                },
            },
        },
        "required": ["lesson", "items"],
        "additionalProperties": False,
        "$defs": {name: entry_schema(name) for name in names},
    }
