from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from lessons.models import Lesson
from quizzes.kinds import kinds
from quizzes.models import Activity, Answer, Attempt, Decision, Note, Question, Revision
from quizzes.rendering import rendered
from quizzes.simulators import render_entry


class KindChanged(Exception):
    """A code of a question was given to another kind: old answers would be read as answers to something else."""


@transaction.atomic
def store_question(*, lesson: Lesson, source: dict, position: int, loaded_digest: str = "") -> Question:
    """Save an author's checked entry. What was answered already stays as it was: the change is a new revision.

    Call `lessons.services.publish_changes` after the last one.
    """
    kind = kinds()[source["kind"]]
    question = Question.objects.filter(code=source["id"]).select_related("revision").first()
    if question and question.kind != kind.name:
        raise KindChanged(
            f"{question.code} is of kind {question.kind} and cannot become {kind.name}. Give the new question a new id."
        )
    question = question or Question(code=source["id"])
    question.lesson, question.kind, question.position = lesson, kind.name, position
    question.level, question.difficulty, question.points = source["level"], source["difficulty"], source["points"]
    question.case, question.loaded_digest, question.retired_at = source.get("case", ""), loaded_digest, None
    question.save()
    revise(question, source, kind.prepare(rendered(source)))
    return question


def revise(question: Question, source: dict, content: dict) -> None:
    """Make `source` what the question says now."""
    revision = question.revision
    if revision is None or (revision.source != source and revision.answers.exists()):
        number = revision.number + 1 if revision else 1
        question.revision = Revision.objects.create(
            question=question, number=number, kind=question.kind, source=source, content=content
        )
        question.save(update_fields=["revision"])
    elif (revision.source, revision.content) != (source, content):
        revision.source, revision.content = source, content
        revision.save(update_fields=["source", "content"])


@transaction.atomic
def store_activity(*, lesson: Lesson, source: dict, loaded_digest: str = "") -> Activity:
    """Save an author's checked entry of an activity. Decisions keep what they were told; see `Decision.outcome`."""
    values = {
        "lesson": lesson,
        "kind": source["kind"],
        "title": source["title"],
        "source": source,
        "content": render_entry(source),
        "retired_at": None,
        "loaded_digest": loaded_digest,
    }
    activity, _is_new = Activity.objects.update_or_create(code=source["id"], defaults=values)
    return activity


def retire(rows) -> list[str]:
    """Take questions or activities out of use; what learners did with them stays. Returns their codes."""
    codes = list(rows.filter(retired_at=None).values_list("code", flat=True))
    rows.filter(code__in=codes).update(retired_at=timezone.now())
    return codes


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's attempts, decisions and notes to the member.

    Attempts and decisions get the next numbers, so that nothing of either is overwritten; of two notes at one place
    the member's stands first and the guest's below it.
    """
    for attempt in Attempt.objects.for_learner(guest):
        same = Attempt.objects.for_learner(member).filter(kind=attempt.kind, scope=attempt.scope)
        attempt.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
        attempt.learner = member
        attempt.save(update_fields=["learner", "number"])
    Answer.objects.for_learner(guest).update(learner=member)
    for decision in Decision.objects.filter(learner=guest):
        same = Decision.objects.filter(learner=member, activity=decision.activity_id)
        decision.ordinal = (same.aggregate(last=Max("ordinal"))["last"] or 0) + 1
        decision.learner = member
        decision.save(update_fields=["learner", "ordinal"])
    mine = {note.place: note for note in Note.objects.filter(learner=member)}
    for note in Note.objects.filter(learner=guest):
        kept = mine.get(note.place)
        if kept is None:
            Note.objects.filter(pk=note.pk).update(learner=member)
        elif note.text not in kept.text:
            kept.text = f"{kept.text}\n\n{note.text}"
            kept.save(update_fields=["text"])


def keep_note(*, learner: User, lesson: Lesson, place: str, text: str) -> None:
    """Keep what a learner wrote at a place; an empty text takes the old one away."""
    if text:
        Note.objects.update_or_create(learner=learner, place=place, defaults={"lesson": lesson, "text": text})
    else:
        Note.objects.filter(learner=learner, place=place).delete()
