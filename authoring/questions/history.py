"""What a question said before: its revisions, what each changed, and the way back to one."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from authoring.questions.diff import Difference, differences
from authoring.questions.saving import ChangedMeanwhile, Unwritten, save_question
from authoring.questions.views import CHANGE, render, tell
from quizzes.models import Question, Revision
from quizzes.schema import entry_schema


@dataclass
class Version:
    """A revision, who stored it (empty: it was loaded from the files), and what it changed."""

    revision: Revision
    editor: str
    changes: list[Difference]
    answers: int


def versions_of(question: Question) -> list[Version]:
    """Newest first."""
    schema, editors, versions, before = entry_schema(question.kind), editors_of(question), [], None
    for revision in question.revisions.annotate(answer_count=Count("answers")).order_by("number"):
        changes = differences(before.source, revision.source, schema) if before else []
        versions.append(Version(revision, editors.get(revision.number, ""), changes, revision.answer_count))
        before = revision
    return versions[::-1]


def editors_of(question: Question) -> dict[int, str]:
    """By number of the revision who stored it, as the log of the admin says."""
    kind = ContentType.objects.get_for_model(Question)
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(question.pk)).select_related("user")
    return {number: str(row.user) for row in rows for number in numbers_in(row.change_message)}


def numbers_in(message: str) -> list[int]:
    """The revisions that an entry of the log is about: a new question is the first."""
    try:
        parts = json.loads(message)
    except ValueError:
        return []
    changed = [part["changed"].get("object", "") for part in parts if "changed" in part]
    return [1 for part in parts if "added" in part] + [int(number) for number in changed if number.isdecimal()]


def history(request, key: int, *, model_admin):
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    question = get_object_or_404(Question.objects.select_related("lesson", "revision"), pk=key)
    context = {
        "question": question,
        "versions": versions_of(question),
        "may_change": model_admin.has_change_permission(request, question),
    }
    title = _("Revisions of %(code)s") % {"code": question.code}
    return render(request, model_admin, "question_history.html", title, context)


def restore(request, key: int, number: int, *, model_admin):
    """Make an earlier revision the newest: POST only."""
    if request.method != "POST" or not model_admin.has_change_permission(request):
        raise PermissionDenied
    question = get_object_or_404(Question.objects.select_related("revision"), pk=key)
    revision = get_object_or_404(question.revisions, number=number)
    seen = request.POST.get("seen", "")
    note = _("back to revision %(number)d") % {"number": number}
    try:
        saved = save_question(
            key=key,
            source=revision.source,
            seen=int(seen) if seen.isdecimal() and len(seen) < 6 else 0,
            editor=request.user,
            note=note,
        )
    except Unwritten:
        text = _("Fields of revision %(number)d are still to be written, and %(code)s is asked. Nothing was restored.")
        messages.error(request, text % {"number": number, "code": question.code})
        return redirect("admin:authoring_question_history", key)
    except ChangedMeanwhile:
        text = _("Somebody stored another revision in the meantime, which stands first below. Nothing was restored.")
        messages.error(request, text)
        return redirect("admin:authoring_question_history", key)
    tell(request, saved)
    return redirect(CHANGE, key)
