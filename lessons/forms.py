from django import forms
from django.core.exceptions import ValidationError

from lessons.blocks import Problem, check_blocks
from lessons.models import Article, Lesson
from lessons.services import known_targets
from lessons.targets import check_targets
from lessons.weight import excess_of


def check_text(text: str, number: str | None) -> None:
    """Raise ValidationError with every problem of a text: its line, what is wrong and what to do."""
    if problems := problems_of_text(text, number):
        raise ValidationError([f"Line {problem.line}: {problem.message} {problem.remedy}" for problem in problems])


def problems_of_text(text: str, number: str | None) -> list[Problem]:
    """What keeps a text from being published. What is too much for the parser is looked at no further."""
    if excess_of(text):
        return check_blocks(text, path="", number=number)
    problems = [*check_blocks(text, path="", number=number), *check_targets(text, known_targets(text))]
    return sorted(problems, key=lambda problem: problem.line)


LISTS_THAT_MAY_BE_EMPTY = ("cases", "points", "terms", "sources")
ADDRESSES_TAKEN = {"feed"}
"""Slugs that an article can't have: something else is at that address."""


class LessonForm(forms.ModelForm):
    class Meta:
        model = Lesson
        fields = (
            *("module", "code", "slug", "position", "status", "title", "short", "summary", "minutes"),
            *("cases", "objectives", "points", "source", "takeaway", "terms", "sources"),
        )
        widgets = {"source": forms.Textarea({"rows": 40, "cols": 110, "spellcheck": "true"})}

    def clean(self):
        cleaned = super().clean()
        cleaned |= {name: [] for name in LISTS_THAT_MAY_BE_EMPTY if name in cleaned and cleaned[name] is None}
        code, source = cleaned.get("code") or self.instance.code, cleaned.get("source")
        if code and source:
            source = source.replace("\r\n", "\n")
            try:
                check_text(source, code[1:])
            except ValidationError as error:
                self.add_error("source", error)
            cleaned["source"] = source
        return cleaned


class ArticleForm(forms.ModelForm):
    class Meta:
        model = Article
        fields = ("title", "slug", "status", "published_on", "summary", "source")
        widgets = {"source": forms.Textarea({"rows": 40, "cols": 110, "spellcheck": "true"})}

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug in ADDRESSES_TAKEN:
            raise ValidationError(f"Something else is at the address '{slug}'. Take another one.")
        return slug

    def clean_source(self):
        source = self.cleaned_data["source"].replace("\r\n", "\n")
        check_text(source, None)
        return source
