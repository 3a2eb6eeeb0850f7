"""Stores questions that were written in the admin: each change a revision, what was answered before left as it was."""

from dataclasses import dataclass, field

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from authoring.files.unwritten import unwritten_in
from authoring.questions.diff import differences
from authoring.questions.fields import label_at
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
class Retired:
    """How many were taken out of use or brought back; and of those that stay out, which fields are to be written."""

    count: int = 0
    unwritten: dict[str, list[str]] = field(default_factory=dict)


@transaction.atomic
def set_retired(*, questions, is_retired: bool, editor: User) -> Retired:
    """Take questions out of use or bring them back; what learners did with them stays.

    One that was retired here has no digest any more: loading the files, which may still hold it, leaves it alone.
    """
    rows = questions.select_for_update(of=("self",)).select_related("revision").filter(retired_at__isnull=is_retired)
    chosen = list(rows)
    unwritten = {} if is_retired else {each.code: fields for each in chosen if (fields := fields_to_write(each))}
    changing = [question for question in chosen if question.code not in unwritten]
    for question in changing:
        question.retired_at = timezone.now() if is_retired else None
        question.loaded_digest = ""
        question.save(update_fields=["retired_at", "loaded_digest"])
        log(editor, question, CHANGE, _("Retired.") if is_retired else _("Brought back."))
    if changing:
        publish_changes()
    return Retired(len(changing), unwritten)


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


def log(editor: User, question: Question, flag: int, message) -> None:
    LogEntry.objects.log_actions(editor.pk, [question], flag, change_message=message, single_object=True)
