from zlib import crc32

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
    """Make `source` what the question says now. Never in place: somebody may have the old one on their screen."""
    revision = question.revision
    if revision is None or revision.source != source:
        number = revision.number + 1 if revision else 1
        question.revision = Revision.objects.create(
            question=question, number=number, kind=question.kind, source=source, content=content
        )
        question.save(update_fields=["revision"])
    elif revision.content != content:
        revision.content = content
        revision.save(update_fields=["content"])


@transaction.atomic
def render_again() -> int:
    """Render all revisions and activities from what authors wrote, after an upgrade that renders differently."""
    revisions, activities = Revision.objects.all(), Activity.objects.all()
    for revision in revisions:
        revision.content = kinds()[revision.kind].prepare(rendered(revision.source))
        revision.save(update_fields=["content"])
    for activity in activities:
        activity.content = render_entry(activity.source)
        activity.save(update_fields=["content"])
    return len(revisions) + len(activities)


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


def carry_attempt(attempt: Attempt, member: User) -> None:
    """Give one attempt to the member. Where they have one like it, an unfinished quiz becomes practice: else their next
    quiz would be this one, with questions that were just explained."""
    same = Attempt.objects.for_learner(member).filter(kind=attempt.kind, scope=attempt.scope)
    last = same.order_by("number").last()
    if last and not last.answers.exists() and last.kind != Attempt.Kind.REVIEW:
        last.delete()  # begun and left: no reason to come second
    is_open = attempt.answers.filter(ordinal=1, completed_at__isnull=False).count() < attempt.length
    if attempt.kind == Attempt.Kind.LESSON and is_open and same.exists():
        attempt.kind = Attempt.Kind.PRACTICE
        same = Attempt.objects.for_learner(member).filter(kind=attempt.kind, scope=attempt.scope)
    first = same.order_by("number").first()
    if attempt.kind == Attempt.Kind.PRACTICE and first:
        for answer in attempt.answers.all():
            tries = first.answers.filter(question=answer.question_id)
            answer.ordinal = (tries.aggregate(last=Max("ordinal"))["last"] or 0) + 1
            answer.attempt = first
            answer.save(update_fields=["attempt", "ordinal"])
        attempt.delete()
        return
    attempt.number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    attempt.learner = member
    attempt.save(update_fields=["learner", "number", "kind"])


def carry_over(*, guest: User, member: User) -> None:
    """Give the guest's attempts, decisions and notes to the member.

    Attempts and decisions get the next numbers, so that nothing of either is overwritten; of two notes at one place
    the member's stands first and the guest's below it.
    """
    for attempt in Attempt.objects.for_learner(guest):
        carry_attempt(attempt, member)
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


@transaction.atomic
def keep_note(*, learner: User, lesson: Lesson, place: str, text: str, seen: str | None = None) -> str:
    """Keep what a learner wrote at a place; an empty text takes the old one away. Returns what stands now.

    `seen` is the fingerprint of the text that the page had shown. Where another text stands by now, from another tab,
    both are kept.
    """
    stored = Note.objects.select_for_update().filter(learner=learner, place=place).first()
    if stored and seen is not None and seen != fingerprint(stored.text) and text not in stored.text:
        text = f"{stored.text}\n\n{text}"
    elif stored and seen is not None and seen != fingerprint(stored.text):
        text = stored.text
    if text:
        Note.objects.update_or_create(learner=learner, place=place, defaults={"lesson": lesson, "text": text})
    else:
        Note.objects.filter(learner=learner, place=place).delete()
    return text


def fingerprint(text: str) -> str:
    """A short mark by which a page says which text it showed."""
    return f"{crc32(text.encode()):08x}"
