"""The editor's form: what a lesson or article says, with a box for each thing and no JSON."""

import json

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from authoring.editor.row_fields import Column, LinesField, RowsField
from authoring.publishing.texts import Text, as_typed, read
from lessons.forms import ArticleTextForm, LessonTextForm
from lessons.models import SOURCE_LIMIT, Course, Lesson

SENTENCES = ("summary", "takeaway")
"""One line each, and often longer than a box is wide."""
REST_LIMIT = 40_000
"""Characters in everything but the text. What is longer is no draft of a lesson, and is not stored."""

TERM = (
    Column("term", _("Term")),
    Column("point", _("Point"), is_required=False),
    Column("definition", _("Definition"), is_long=True),
)
SOURCE = (
    Column("text", _("Source"), is_long=True),
    Column("url", _("Address"), is_required=False, is_long=True, is_address=True),
)


class EditorForm(forms.ModelForm):
    """Bound to what was typed or to the values of a draft; either may be more than the form would take."""

    GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, thing: Text, values: dict):
        return cls(typed_into(cls, values), instance=thing)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs.setdefault("aria-describedby", f"id_{name}_helptext")
        for name in SENTENCES:
            if name in self.fields:
                self.fields[name].widget = forms.Textarea({"rows": 2, **self.fields[name].widget.attrs})
        self.fields["source"].widget.attrs |= {"rows": 24, "data-source": "", "data-limit": SOURCE_LIMIT}

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The boxes below the text, in groups with a name."""
        return [(str(legend), [self[name] for name in names if name in self.fields]) for legend, names in self.GROUPS]

    @property
    def values(self) -> dict:
        """What was typed, whether the form takes it or not: what a draft keeps."""
        return {name: self.value_of(name, field) for name, field in self.fields.items()}

    def value_of(self, name: str, field: forms.Field):
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        if isinstance(field, LinesField):
            return field.entries(typed or "")
        if name in SENTENCES:
            return " ".join((typed or "").split())
        return typed if isinstance(typed, list) else read(field, typed or "")

    @property
    def excess(self) -> str:
        """Why what was typed is too much to be stored, if it is."""
        typed = self.values
        length = len(typed.pop("source"))
        if length > SOURCE_LIMIT:
            return too_long(length)
        if len(json.dumps(typed, ensure_ascii=False)) > REST_LIMIT:
            limit = f"{REST_LIMIT:,}"
            return _("The boxes beside the text hold more than %(limit)s characters. Shorten them.") % {"limit": limit}
        return ""


def too_long(length: int) -> str:
    words = ngettext(
        "The text has %(count)s characters, and %(limit)s fit. Take %(over)s character out, or begin a second lesson.",
        "The text has %(count)s characters, and %(limit)s fit. Take %(over)s characters out, or begin a second lesson.",
        length - SOURCE_LIMIT,
    )
    return words % {"count": f"{length:,}", "limit": f"{SOURCE_LIMIT:,}", "over": f"{length - SOURCE_LIMIT:,}"}


def typed_into(form_class: type[EditorForm], values: dict) -> QueryDict:
    """What a browser would send for `values`."""
    data = QueryDict(mutable=True)
    for name, field in form_class.base_fields.items():
        value = values.get(name)
        if isinstance(field, RowsField):
            data.update(field.typed(name, value))
        elif isinstance(field, LinesField):
            data[name] = field.typed(value)
        elif isinstance(field, forms.MultipleChoiceField):
            data.setlist(name, value if isinstance(value, list) else [])
        else:
            data[name] = as_typed(value)
    return data


def cases_of_course() -> list[tuple[str, str]]:
    course = Course.objects.first()
    return [(slug, case["title"]) for slug, case in course.cases.items()] if course else []


class LessonEditorForm(EditorForm, LessonTextForm):
    GROUPS = (
        (_("What readers see around the text"), ("short", "summary", "minutes", "objectives", "takeaway")),
        (_("What it teaches and from where"), ("points", "cases", "terms", "sources")),
    )
    objectives = LinesField(
        label=_("Objectives"),
        help_text=_("What the reader can do afterwards: one on each line, beginning with a verb."),
    )
    points = LinesField(
        label=_("Points"),
        by_words=True,
        required=False,
        help_text=_("Of the coverage map, as A5.1 A5.2. Each is to stand in the text as a tag: [A5.1]"),
    )
    cases = forms.MultipleChoiceField(
        label=_("Recurring cases"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    terms = RowsField(label=_("Terms of the glossary"), columns=TERM)
    sources = RowsField(label=_("Sources"), columns=SOURCE)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        known = cases_of_course()
        chosen = self.data.getlist("cases") if isinstance(self.data, QueryDict) else []
        unknown = [(slug, slug) for slug in chosen if slug not in dict(known)]
        self.fields["cases"].choices = [*known, *unknown]


class ArticleEditorForm(EditorForm, ArticleTextForm):
    GROUPS = ((_("About the article"), ("summary", "published_on")),)


def editor_form_class(thing: Text) -> type[EditorForm]:
    return LessonEditorForm if isinstance(thing, Lesson) else ArticleEditorForm
