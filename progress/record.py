"""All that a learner did, read from the database for the pages that count it: a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from progress.models import Reading
from progress.states import Place
from quizzes.draws import Past, history_from
from quizzes.models import Answer, Attempt, Decision, Note
from quizzes.results import QuizRow, practised
from reviews.models import Mark, Rating


class AnswerRow(NamedTuple):
    """A complete answer and the attempt it was given in."""

    at: datetime
    ordinal: int
    score: float
    confidence: int | None
    code: str
    kind: str
    attempt: int
    attempt_kind: str
    scope: str
    length: int
    repairs: int | None


class MarkRow(NamedTuple):
    """A mark that was not taken back. `is_answer`: it came from an answer. `is_counted`: it moved the schedule.
    `question`: the code of the card's question in form A, empty for a prompt."""

    card: int
    at: datetime
    is_recalled: bool
    is_answer: bool
    is_counted: bool
    question: str


@dataclass(frozen=True)
class Record:
    """Everything in the order of time. `written`: when notes and decisions in activities were last saved."""

    learner: User | None
    at: datetime
    answers: tuple[AnswerRow, ...] = ()
    marks: tuple[MarkRow, ...] = ()
    places: tuple[tuple[int, Place], ...] = ()
    written: tuple[datetime, ...] = ()

    @property
    def practised(self) -> set[str]:
        """Codes of lessons whose quiz is passed."""
        quizzes = (Attempt.Kind.LESSON, Attempt.Kind.RETRY)
        firsts = (row for row in self.answers if row.ordinal == 1 and row.attempt_kind in quizzes)
        return practised(
            QuizRow(row.attempt, row.repairs, row.scope, row.length, row.code, row.kind, row.score) for row in firsts
        )

    @property
    def history(self) -> dict[str, Past]:
        """What was done with each question, last time: as `quizzes.attempts.history_of`, without the baseline."""
        return history_from(
            (row.code, row.score, row.confidence, row.at)
            for row in self.answers
            if (row.ordinal == 1 or row.attempt_kind == Attempt.Kind.PRACTICE)
            and row.attempt_kind != Attempt.Kind.BASELINE
        )


ANSWER_COLUMNS = (
    *("completed_at", "ordinal", "score", "confidence", "question__code", "question__kind"),
    *("attempt", "attempt__kind", "attempt__scope", "attempt__length", "attempt__repairs"),
)


def record_of(learner: User | None, at: datetime | None = None) -> Record:
    """Four queries; none for a visitor."""
    at = at or timezone.now()
    if learner is None:
        return Record(None, at)
    answers = Answer.objects.for_learner(learner).complete().order_by("completed_at", "pk").values_list(*ANSWER_COLUMNS)
    marks = Mark.objects.standing().filter(card__learner=learner).order_by("marked_at", "pk")
    places = Reading.objects.for_learner(learner).values_list("lesson", *Place._fields)
    decided = Decision.objects.filter(learner=learner).order_by().values_list("decided_at")
    noted = Note.objects.filter(learner=learner).order_by().values_list("written_at")
    return Record(
        learner,
        at,
        tuple(AnswerRow(*row) for row in answers),
        tuple(
            MarkRow(card, marked_at, rating != Rating.NOT_YET, answer is not None, stability is not None, code or "")
            for card, marked_at, rating, answer, stability, code in marks.values_list(
                "card", "marked_at", "rating", "answer", "stability", "card__question__code"
            )
        ),
        tuple((lesson, Place(*values)) for lesson, *values in places),
        tuple(moment for (moment,) in decided.union(noted, all=True)),
    )
