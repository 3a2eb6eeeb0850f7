"""The form of readiness.yaml, as JSON Schema: the loader checks it, and it is published at /schemas/readiness.json."""

from django.conf import settings

from quizzes.kinds.base import LINE

SHORT = {"type": "string", "minLength": 1, "maxLength": 120}
ACTIVITY = {"type": "string", "pattern": r"^ACT[0-9]{2}[a-z]?$"}
FORM_A = {"type": "string", "pattern": r"^Q[0-9]{2}\.[0-9]{1,2}$"}
LESSON = {"type": "string", "pattern": r"^L[0-9]{2}$"}


def some(each: dict, *, at_least: int = 1, at_most: int = 12) -> dict:
    return {"type": "array", "items": each, "minItems": at_least, "maxItems": at_most, "uniqueItems": True}


def record(properties: dict, *optional: str) -> dict:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


TASK = record(
    {
        "short": {**SHORT, "description": "A few words that end a sentence: First: …"},
        "text": {**LINE, "description": "What to do, in a sentence."},
        "minutes": {"type": "integer", "minimum": 5, "maximum": 45},
        "sittings": {"enum": [1, 2], "description": "How many times so many minutes; 1 where left out."},
        "lessons": some(LESSON),
        "items": {**some(FORM_A), "description": "Questions to answer, linked with their own page."},
        "activities": some(ACTIVITY),
    },
    *("sittings", "lessons", "items", "activities"),
)
QUESTION = record(
    {
        "id": {"type": "string", "pattern": r"^R[1-9]$", "description": "Like R2. Never reused."},
        "short": {**SHORT, "maxLength": 40},
        "question": LINE,
        "point": {"type": "string", "pattern": r"^A[0-9]+\.[0-9]+$"},
        "lessons": some(LESSON),
        "levels": {**some(LINE, at_least=4, at_most=4), "description": "What each level looks like, lowest first."},
        "prompts": {**some(LINE), "description": "What evidence could answer."},
        "linked": {**some(FORM_A), "description": "Questions whose answers say something about it, in either form."},
        "practice": {**TASK, "description": "Linked questions to answer once more."},
        "tasks": {**some(TASK, at_least=3, at_most=3), "description": "What leads to levels 1, 2 and 3."},
    }
)
LEVEL = record({"name": {**SHORT, "maxLength": 40}, "said": {**SHORT, "maxLength": 40}, "sign": LINE})


def file_schema() -> dict:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.SITE_URL}/schemas/readiness.json",
        "title": "Readiness questions of a course",
        **record(
            {
                "first": {**ACTIVITY, "description": "Where the first pass stands in a lesson."},
                "second": {**ACTIVITY, "description": "Where the second pass stands."},
                "levels": some(LEVEL, at_least=4, at_most=4),
                "questions": some(QUESTION, at_most=9),
            }
        ),
    }
