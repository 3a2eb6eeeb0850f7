"""What an author writes of a lesson or an article, as one mapping that JSON can hold: the form's fields by name.

Where a text stands (its module, place and address) and whether readers see it is no part of it: see `placing`.
A draft may hold what no form would take yet: a list that is half written is kept as the characters that were typed.
"""

import json

from django import forms
from django.forms.models import model_to_dict
from django.utils.text import capfirst

from authoring.publishing.differences import Difference, differences
from lessons.forms import ArticleTextForm, LessonTextForm
from lessons.models import Article, Lesson

Text = Lesson | Article


def form_class_of(thing: Text) -> type[forms.ModelForm]:
    return LessonTextForm if isinstance(thing, Lesson) else ArticleTextForm


def names_of(thing: Text) -> tuple[str, ...]:
    return form_class_of(thing).Meta.fields


def values_of(thing: Text) -> dict:
    """The text as it is stored. Forms take the space from the ends of texts: that is no edit."""
    values = model_to_dict(thing, names_of(thing))
    return {name: plain(values[name]) for name in names_of(thing)}


def plain(value):
    return value if isinstance(value, int | list) else str(value).strip()


def text_in(thing: Text, values: dict) -> dict:
    """Of kept values those of the text: earlier drafts and revisions hold places and addresses too."""
    return {name: values[name] for name in names_of(thing) if name in values}


def read(field: forms.Field, typed: str):
    if isinstance(field, forms.JSONField):
        return read_list(typed)
    if isinstance(field, forms.IntegerField | forms.ModelChoiceField):
        return int(typed) if typed.strip().isdecimal() else typed
    return typed.replace("\r\n", "\n")


def read_list(typed: str):
    try:
        value = json.loads(typed or "[]")
    except ValueError:
        return typed
    return value if isinstance(value, list) else typed


def typed_of(values: dict) -> dict[str, str]:
    """What a form would have been sent for these values."""
    return {name: as_typed(value) for name, value in values.items()}


def as_typed(value) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, indent=2)
    return "" if value is None else str(value)


def form_of(thing: Text, values: dict) -> forms.ModelForm:
    """The form, as if `values` had been typed into it: it says what is still wrong with them."""
    return form_class_of(thing)(typed_of(values), instance=thing)


def labels_of(thing: Text) -> dict[str, str]:
    """What the form calls each field."""
    fields = form_class_of(thing).base_fields
    return {name: str(capfirst(fields[name].label)) for name in names_of(thing)}


def text_differences(thing: Text, before: dict, after: dict) -> list[tuple[str, Difference]]:
    """What differs between two texts, each field with what the form calls it."""
    labels = labels_of(thing)
    return [
        (labels[difference.name], difference)
        for difference in differences(text_in(thing, before), text_in(thing, after))
    ]
