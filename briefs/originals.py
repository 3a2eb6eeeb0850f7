"""What a learner wrote and decided in the lessons, gathered for their brief: three queries, whatever there is."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import User
from briefs.documents import Original, as_text, title_of_note
from lessons.models import Lesson, Status
from lessons.rendering import plain_text
from quizzes.models import Answer, Attempt, Decision, Note
from quizzes.services import fingerprint
from quizzes.simulators import load

LATER_DECISION = Decision.objects.filter(
    learner=OuterRef("learner"), activity=OuterRef("activity"), ordinal__gt=OuterRef("ordinal")
)
LATER_ANSWER = Answer.objects.filter(
    Q(answered_at__gt=OuterRef("answered_at")) | Q(answered_at=OuterRef("answered_at"), pk__gt=OuterRef("pk")),
    learner=OuterRef("learner"),
    question=OuterRef("question"),
)


def originals_of(learner: User, lessons: list[Lesson]) -> list[Original]:
    """In the order in which they stand below a lesson: takeaway, decisions, own sentences, guess."""
    by_id = {lesson.pk: lesson for lesson in lessons}
    notes = [from_note(note, by_id[note.lesson_id]) for note in Note.objects.filter(learner=learner)]
    takeaways = [note for note in notes if note.is_kept]
    guesses = [note for note in notes if not note.is_kept]
    return [*takeaways, *from_decisions(learner, by_id), *from_answers(learner, by_id), *guesses]


def original(source: str, lesson: Lesson, parts: list[tuple[str, str]], url: str, **fields) -> Original:
    parts = tuple((label, as_typed(text)) for label, text in parts)
    is_open = lesson.status == Status.PUBLISHED
    fields.setdefault("mark", fingerprint(as_text(parts)))
    return Original(source, lesson.code, parts=parts, url=url if is_open else "", **fields)


def as_typed(text: str) -> str:
    """Without the carriage returns that browsers send."""
    return text.replace("\r\n", "\n").strip()


def from_note(note: Note, lesson: Lesson) -> Original:
    is_takeaway = note.place.startswith("TAKE")
    return original(
        note.place,
        lesson,
        [("", note.text)],
        f"{lesson.get_absolute_url()}#{note.place.lower()}",
        title=title_of_note(note.place),
        question=lesson.takeaway if is_takeaway else "",
        written_at=note.written_at,
        is_kept=is_takeaway,
    )


def from_decisions(learner: User, lessons: dict[int, Lesson]) -> Iterator[Original]:
    """The last decision in each activity.

    A decision never changes, but the words that tell it do, with the activity: so its mark is that of the row.
    """
    last = Decision.objects.filter(~Exists(LATER_DECISION), learner=learner).select_related("activity")
    for decision in last.defer("activity__source").order_by("activity__code"):
        activity, simulator = decision.activity, load()[decision.activity.kind]
        choices = simulator.restore(activity.content, decision.choices)
        parts = simulator.to_keep(activity.content, choices, decision.outcome)
        rating = decision.rating and _("%(points)s of %(of)s") % decision.rating
        if parts:
            yield original(
                activity.code,
                lessons[activity.lesson_id],
                parts,
                "" if activity.retired_at else activity.get_absolute_url(),
                mark=fingerprint(f"decision {decision.pk}"),
                title=activity.title,
                written_at=decision.decided_at,
                rating=rating or "",
                number=decision.ordinal,
                is_kept=simulator.is_kept(activity.content, choices),
            )


def from_answers(learner: User, lessons: dict[int, Lesson]) -> Iterator[Original]:
    """The last answer to each question that asks for own words; rated or not."""
    last = Answer.objects.filter(~Exists(LATER_ANSWER), learner=learner, question__kind="free")
    for answer in last.select_related("question", "revision", "attempt").order_by("question__position"):
        content, response = answer.revision.content, answer.response
        rubric = content["rubric"]
        rating = response.get("rating")
        yield original(
            answer.question.code,
            lessons[answer.question.lesson_id],
            [("", response["text"])],
            place_of(answer, lessons[answer.question.lesson_id]),
            title=_("In your own words"),
            question=plain_text(content["stem"]),
            written_at=answer.answered_at,
            rating=plain_text(rubric[rating]) if rating is not None else "",
        )


def place_of(answer: Answer, lesson: Lesson) -> str:
    """Where this answer stands: in the lesson's quiz, in another sitting, or on the question's own page."""
    attempt, question = answer.attempt, answer.question
    if question.retired_at:
        return ""
    if attempt.kind == Attempt.Kind.LESSON and attempt.number == 1:
        return f"{lesson.get_absolute_url()}#{question.code.lower().replace('.', '-')}"
    return answer.get_absolute_url()
