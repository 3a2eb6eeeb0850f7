"""Stores questions that were written in the admin: each change a revision, what was answered before left as it was."""

from dataclasses import dataclass

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from authoring.files.unwritten import unwritten_in
from authoring.questions.diff import differences
from authoring.questions.fields import label_at
from authoring.retiring import log, set_retired
from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Answer, Question
from quizzes.schema import entry_schema
from quizzes.services import store_question


class ChangedMeanwhile(Exception):
    """Somebody stored another revision since the form was opened."""


class CodeTaken(Exception):
    """Somebody stored another question with this id."""


class Unwritten(Exception):
    """Fields of a question that is asked are still to be written."""


@dataclass(frozen=True)
class Saved:
    """`number` is the revision now; `earlier_answers` were given to the one before, None where nothing was changed."""

    question: Question
    number: int
    earlier_answers: int | None = None


@transaction.atomic
def add_question(*, lesson: Lesson, source: dict, editor: User) -> Saved:
    """Store a new question as the last of its lesson. The same one sent twice is stored once."""
    Lesson.objects.select_for_update().get(pk=lesson.pk)
    present = Question.objects.filter(code=source["id"]).select_related("revision").first()
    if present and present.revision.source != source:
        raise CodeTaken
    if present:
        return Saved(present, present.revision.number)
    last = Question.objects.filter(lesson=lesson).order_by("position").last()
    question = store_question(lesson=lesson, source=source, position=last.position + 1 if last else 0)
    log(editor, question, ADDITION, [{"added": {}}])
    publish_changes()
    return Saved(question, question.revision.number, 0)


@transaction.atomic
def save_question(*, key: int, source: dict, seen: int, editor: User, note: str = "") -> Saved:
    """Make `source` the next revision, unless it says the same as the present one. A retired question stays so, and
    what loading knows of it too: that it was edited here is seen from its text."""
    question = Question.objects.select_for_update(of=("self",)).select_related("revision", "lesson").get(pk=key)
    before = question.revision
    if before.source == source:
        return Saved(question, before.number)
    if before.number != seen:
        raise ChangedMeanwhile
    if question.retired_at is None and any(unwritten_in(source)):
        raise Unwritten
    earlier = Answer.objects.filter(revision=before).count()
    stored = store_question(
        lesson=question.lesson, source=source, position=question.position, loaded_digest=question.loaded_digest
    )
    if question.retired_at:
        Question.objects.filter(pk=key).update(retired_at=question.retired_at)
    number = stored.revision.number
    labels = [each.label for each in differences(before.source, source, entry_schema(question.kind))]
    fields = [note] if note else labels
    log(editor, stored, CHANGE, [{"changed": {"name": "revision", "object": str(number), "fields": fields}}])
    publish_changes()
    return Saved(stored, number, earlier)


@dataclass
class Back:
    """How many are asked again; and of those that are not, which fields are still to be written, by code."""

    count: int
    unwritten: dict[str, list[str]]


@transaction.atomic
def bring_back(*, questions: QuerySet, editor: User) -> Back:
    """Ask retired questions again, but for those of which something is still to be written."""
    rows = questions.select_for_update(of=("self",)).select_related("revision").exclude(retired_at=None)
    unwritten = {question.code: fields for question in rows if (fields := fields_to_write(question))}
    count = set_retired(rows=questions.exclude(code__in=unwritten), is_retired=False, editor=editor)
    return Back(count, unwritten)


def fields_to_write(question: Question) -> list[str]:
    schema = entry_schema(question.kind)
    return [label_at(path, schema) for path, _message, _remedy in unwritten_in(question.revision.source)]


class OrderChanged(Exception):
    """The questions of the lesson are not those, or not in the order, that the page had shown."""


@transaction.atomic
def reorder_questions(*, lesson: Lesson, codes: list[str], seen: list[str], editor: User) -> int:
    """Give the questions of a lesson the order of `codes`. Returns how many stand elsewhere now."""
    Lesson.objects.select_for_update().get(pk=lesson.pk)
    questions = in_order(lesson)
    now = [question.code for question in questions]
    if now == codes:
        return 0
    if now != seen or sorted(now) != sorted(codes):
        raise OrderChanged
    place_of = {code: place for place, code in enumerate(codes)}
    moved = [question for question in questions if question.position != place_of[question.code]]
    for question in moved:
        question.position = place_of[question.code]
        question.save(update_fields=["position"])
    elsewhere = [question for question, code in zip(questions, codes, strict=True) if question.code != code]
    for question in elsewhere:
        log(editor, question, CHANGE, [{"changed": {"fields": ["position"]}}])
    publish_changes()
    return len(elsewhere)


def in_order(lesson: Lesson) -> list[Question]:
    """The questions of a lesson that are asked, as they stand."""
    rows = Question.objects.in_use().filter(lesson=lesson).select_related("revision")
    return list(rows.order_by("position", "code"))
