import re
from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

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
    problems = [
        *check_blocks(text, path="", number=number),
        *check_targets(text, known_targets(text)),
        *what_is_missing(text, is_lesson=number is not None),
    ]
    return sorted(problems, key=lambda problem: problem.line)


def what_is_missing(text: str, *, is_lesson: bool) -> Iterator[Problem]:
    """What a text in files may be without, and none that is begun on the site."""
    if not text.strip():
        yield Problem("", 1, _("The text is empty."), _("Write it."))
    elif is_lesson and not SECTION.search(text):
        remedy = _("Begin one with a line like: ## What it is about")
        yield Problem("", 1, _("The text has no section."), remedy)


SECTION = re.compile(r"^##(?!#)", re.MULTILINE)
LISTS_THAT_MAY_BE_EMPTY = ("cases", "points", "terms", "sources")
ADDRESSES_TAKEN = {"feed"}
"""Slugs that an article can't have: something else is at that address."""


class LessonTextForm(forms.ModelForm):
    """What an author writes of a lesson."""

    class Meta:
        model = Lesson
        fields = (
            *("title", "short", "summary", "minutes", "cases", "objectives", "points"),
            *("source", "takeaway", "terms", "sources"),
        )

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if not minutes:
            raise ValidationError(_("Write how many minutes it takes: at least 1."))
        return minutes

    def clean_source(self):
        return clean_text(self.cleaned_data["source"], self.instance.code[1:])

    def clean(self):
        cleaned = super().clean()
        return cleaned | {name: [] for name in LISTS_THAT_MAY_BE_EMPTY if name in cleaned and cleaned[name] is None}


class ArticleTextForm(forms.ModelForm):
    """What an author writes of an article."""

    class Meta:
        model = Article
        fields = ("title", "summary", "published_on", "source")

    def clean_source(self):
        return clean_text(self.cleaned_data["source"], None)


def clean_text(source: str, number: str | None) -> str:
    source = source.replace("\r\n", "\n")
    check_text(source, number)
    return source


def clean_address(slug: str) -> str:
    """The address of an article, unless another page has it."""
    if slug in ADDRESSES_TAKEN:
        raise ValidationError(_("Something else is at the address '%s'. Take another one.") % slug)
    return slug
