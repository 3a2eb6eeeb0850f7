"""Checks of the lists that lessons and courses keep as JSON, so that a page never meets what it cannot show."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ACTIVITY_CODE = re.compile(r"ACT\d\d[a-z]?")
LESSON_CODE = re.compile(r"L\d\d")
MISCONCEPTION_CODE = re.compile(r"M(0[1-9]|1\d|20)")
WEB_ADDRESS = re.compile(r"https?://\S+")


def validate_texts(value) -> None:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ValidationError(_('Write a list of texts, like ["First", "Second"].'))


def is_list_of_entries(value, required: set[str], optional: set[str]) -> bool:
    return isinstance(value, list) and all(
        isinstance(entry, dict)
        and required <= entry.keys() <= required | optional
        and all(isinstance(text, str) and text.strip() for text in entry.values())
        for entry in value
    )


def validate_terms(value) -> None:
    if not is_list_of_entries(value, {"term", "definition"}, {"point"}):
        raise ValidationError(_('Write a list of entries, like [{"term": "…", "definition": "…", "point": "A5.1"}].'))


def validate_sources(value) -> None:
    if not is_list_of_entries(value, {"text"}, {"url"}) or not all(
        WEB_ADDRESS.fullmatch(entry["url"]) for entry in value if "url" in entry
    ):
        raise ValidationError(_('Write a list of entries, like [{"text": "…", "url": "https://…"}].'))


def validate_cases(value) -> None:
    if not isinstance(value, dict) or not is_list_of_entries(list(value.values()), {"title", "what", "stakes"}, set()):
        raise ValidationError(_('Write a mapping, like {"receipts": {"title": "…", "what": "…", "stakes": "…"}}.'))


def is_text(value, limit: int) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= limit


def is_lesson_code(value) -> bool:
    return isinstance(value, str) and LESSON_CODE.fullmatch(value) is not None


def is_named_activity(value) -> bool:
    """An activity to hand in, and the words in which the rule names it."""
    return (
        isinstance(value, dict)
        and value.keys() == {"id", "text"}
        and isinstance(value["id"], str)
        and ACTIVITY_CODE.fullmatch(value["id"]) is not None
        and is_text(value["text"], 200)
    )


def is_certificate(value) -> bool:
    """What the certificate stands for, and at least one condition; each stands here once."""
    if not isinstance(value, dict) or not is_text(value.get("stands_for"), 300):
        return False
    if not value.keys() <= {"stands_for", "practised", "final_percent", "activities"}:
        return False
    practised, activities = value.get("practised", []), value.get("activities", [])
    if not isinstance(practised, list) or not isinstance(activities, list):
        return False
    percent = value.get("final_percent", 0)
    is_right = (
        all(is_lesson_code(code) for code in practised)
        and all(is_named_activity(entry) for entry in activities)
        and type(percent) is int
        and 0 <= percent <= 100
    )
    return is_right and bool(practised or activities or percent)


def validate_certificate(value) -> None:
    if value and not is_certificate(value):
        raise ValidationError(
            _('Write a mapping, like {"stands_for": "…", "practised": ["L01"], "final_percent": 70, "activities": []}.')
        )


def is_belief(value) -> bool:
    """A belief that wrong answers show, and the lessons that refute it."""
    return (
        isinstance(value, dict)
        and value.keys() == {"belief", "refuted_in"}
        and is_text(value["belief"], 200)
        and isinstance(value["refuted_in"], list)
        and bool(value["refuted_in"])
        and all(is_lesson_code(code) for code in value["refuted_in"])
    )


def is_misconceptions(value) -> bool:
    return isinstance(value, dict) and all(
        isinstance(code, str) and MISCONCEPTION_CODE.fullmatch(code) is not None and is_belief(entry)
        for code, entry in value.items()
    )


def validate_misconceptions(value) -> None:
    if not is_misconceptions(value):
        raise ValidationError(_('Write a mapping, like {"M01": {"belief": "…", "refuted_in": ["L05"]}}.'))
