"""What an author writes of a lesson or an article, as one mapping that JSON can hold: the form's fields by name.

`code` stays what it was, and `status` is no part of a text: publishing shows it, withdrawing does not change a word.
A draft may hold what no form would take yet: a list that is half written is kept as the characters that were typed.
"""

import json
from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from authoring.publishing.differences import Difference
from lessons.forms import ArticleForm, LessonForm
from lessons.models import Article, Lesson

NOT_OF_THE_TEXT = ("code", "status")
Text = Lesson | Article


def without_state(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in NOT_OF_THE_TEXT)


class LessonTextForm(LessonForm):
    class Meta(LessonForm.Meta):
        fields = without_state(LessonForm.Meta.fields)


class ArticleTextForm(ArticleForm):
    class Meta(ArticleForm.Meta):
        fields = without_state(ArticleForm.Meta.fields)

    def clean_slug(self):
        slug, known = super().clean_slug(), self.instance.slug
        if self.instance.loaded_digest and slug != known:
            raise ValidationError(_("The file of this article is known by its address: leave it at '%s'.") % known)
        return slug


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


def values_typed(thing: Text, typed: Mapping[str, str]) -> dict:
    """The text as somebody typed it into the form, whether the form would take it or not."""
    fields = form_class_of(thing).base_fields
    return {name: read(fields[name], typed[name]) for name in names_of(thing) if name in typed}


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


def labelled(thing: Text, found: list[Difference]) -> list[tuple[str, Difference]]:
    labels = labels_of(thing)
    return [(labels.get(difference.name, difference.name), difference) for difference in found]
