"""Checks of the lists that lessons and courses keep as JSON, so that a page never meets what it cannot show."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
