"""The preview that follows the writing: the real page, what is wrong with the text, and where each line is shown."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.template.loader import render_to_string

from authoring.editor.forms import EditorForm
from authoring.editor.outline import Length, Point, length_of, mended, places, points_of, without_blocks
from authoring.publishing.preview import page_of, request_of_nobody
from authoring.publishing.texts import Text
from lessons.blocks import Problem
from lessons.forms import problems_of_text
from lessons.models import Lesson
from lessons.services import lesson_urls, render_article, render_lesson
from lessons.weight import excess_of
from quizzes.models import Question

NO_LENGTH = Length(0)


@dataclass
class Look:
    """`page` is empty where the text is too much to be shown; `lines` as `places` gives them."""

    problems: list[Problem]
    fields: list[tuple[str, str, str]]
    """(name, label, message) of what is wrong beside the text."""
    page: str = ""
    lines: list[tuple[int, str]] = field(default_factory=list)
    length: Length = NO_LENGTH
    points: list[Point] = field(default_factory=list)

    @property
    def problem_count(self) -> int:
        return len(self.problems) + len(self.fields)

    @property
    def points_amiss(self) -> int:
        return sum(not (point.line and point.is_declared and point.questions) for point in self.points)


def look_at(request: HttpRequest, form: EditorForm, *, is_alone: bool = False) -> Look:
    """`form` is bound; whether it is valid makes no difference. What no form would take stays as it is published.

    With `is_alone` the page says itself what is wrong: it is not beside the editor, which would.
    """
    thing, source = form.instance, form.values["source"]
    number = thing.code[1:] if isinstance(thing, Lesson) else None
    if form.excess:
        return Look([], [("source", str(form.fields["source"].label), form.excess)])
    look = Look(problems_of_text(source, number), problems_of_fields(form))
    if excess_of(source):
        return look
    drafted = drafted_of(form, mended(source, number))
    text = text_of(drafted)
    look.lines, look.length = places(source, text), length_of(text)
    if isinstance(thing, Lesson):
        questions = dict(Question.objects.in_use().filter(lesson=thing).values_list("code", "points"))
        look.points = points_of(source, [str(point) for point in form.values["points"]], questions)
    page = {**page_of(drafted), "look": look, "is_alone": is_alone}
    look.page = render_to_string("authoring/live.html", page, request_of_nobody(request))
    return look


def problems_of_fields(form: EditorForm) -> list[tuple[str, str, str]]:
    return [
        (name, str(form.fields[name].label), str(message))
        for name, messages in form.errors.items()
        if name in form.fields and name != "source"
        for message in messages
    ]


def drafted_of(form: EditorForm, source: str) -> Text:
    """What would be stored, with `source` as its text; not to be saved."""
    form.is_valid()
    drafted = form.instance
    drafted.source = source
    render = render_lesson if isinstance(drafted, Lesson) else render_article
    try:
        render(drafted, urls=lesson_urls())
    except ValueError:
        # Some block cannot be made of what stands in it yet.
        drafted.source = without_blocks(source)
        render(drafted, urls=lesson_urls())
    return drafted


def text_of(drafted: Text) -> str:
    if not isinstance(drafted, Lesson):
        return drafted.html
    parts = (block.get(name, "") for block in drafted.blocks for name in ("html", "question", "answer", "source"))
    return "\n".join(part for part in parts if part)
