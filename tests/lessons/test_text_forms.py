"""What an author writes of a lesson or an article, checked before readers see it."""

import json

import pytest

from lessons.forms import ArticleTextForm, LessonTextForm
from lessons.models import Article, Lesson
from tests.factories import make_lesson

pytestmark = pytest.mark.django_db


def form_of(lesson: Lesson, **changes) -> LessonTextForm:
    values = {name: getattr(lesson, name) for name in LessonTextForm.base_fields} | changes
    typed = {name: json.dumps(value) if isinstance(value, list | dict) else value for name, value in values.items()}
    return LessonTextForm(typed, instance=lesson)


def test_right_lesson_is_taken_with_the_line_ends_of_files():
    form = form_of(make_lesson(1), source="## Part\r\n\r\nWords.\r\n")

    assert form.is_valid()
    assert form.cleaned_data["source"] == "## Part\n\nWords."


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("## A\r\n\r\n/// quiz | Q1\r\n///\r\n", "Line 3: There is no block called 'quiz'."),
        ("## A\n\n[There](lesson:L09)", "There is no lesson behind the link lesson:L09. Correct it."),
        ("# A\n\n### B\n\nWords.", "The text has no section. Begin one with a line like: ## What it is about"),
    ],
)
def test_mistake_in_the_text_is_said_with_its_line(source, message):
    form = form_of(make_lesson(1), source=source)

    assert any(message in each for each in form.errors["source"])


@pytest.mark.parametrize("name", ["cases", "points", "terms", "sources"])
def test_list_that_was_emptied_is_an_empty_list(name):
    form = form_of(make_lesson(1), **{name: ""})

    assert form.is_valid()
    assert form.cleaned_data[name] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("terms", [{"term": "", "definition": "x"}]),
        ("terms", [{"term": "x"}]),
        ("terms", ["x"]),
        ("terms", {"term": "x", "definition": "y"}),
        ("sources", [{"text": "x", "url": "javascript:alert(1)"}]),
        ("sources", [{"url": "https://example.org"}]),
        ("objectives", [""]),
        ("objectives", "Do it"),
        ("objectives", []),
        ("points", [1]),
        ("minutes", 0),
        ("minutes", ""),
    ],
)
def test_what_a_page_could_not_show_is_refused(name, value):
    assert form_of(make_lesson(1), **{name: value}).errors.keys() == {name}


def test_article_needs_no_section_and_may_not_be_empty():
    values = {"title": "T", "summary": "S", "published_on": "2026-11-23"}

    assert ArticleTextForm(values | {"source": "Words."}, instance=Article()).is_valid()
    assert ArticleTextForm(values | {"source": " "}, instance=Article()).errors.keys() == {"source"}
