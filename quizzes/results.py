"""What quizzes came to, and which lessons they make practised. Pure rules, and the one query that pages ask."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import F

from accounts.models import User
from accounts.prepared import PreparedQuery
from quizzes.draws import form_a
from quizzes.models import Answer, Attempt

PASSED = 0.8
"""From this share on, a quiz makes a lesson practised."""
ROUNDING = 1e-9
WARM_UP = "L00"
"""The lesson whose statements are there to try the confidence scale on: they count nowhere."""


def is_passed(score: float) -> bool:
    return score >= PASSED - ROUNDING


def mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def mended_score(base: Mapping[str, float], retries: Iterable[Mapping[str, float]] = ()) -> float | None:
    """The mean score of a quiz, by code, where a retry of the other forms counts wherever it went better."""
    better: dict[str, float] = {}
    for code, score in (pair for retry in retries for pair in retry.items()):
        better[form_a(code)] = max(score, better.get(form_a(code), 0.0))
    return mean([max(score, better.get(form_a(code), 0.0)) for code, score in base.items()])


def scores_with_retries(
    scores: Mapping[int, Mapping[str, float]], repairs: Mapping[int, int | None]
) -> dict[int, float | None]:
    """For each attempt the score of the quiz it began with, mended by it and by the retries between the two.

    `scores` has the machine's scores of each attempt by code, `repairs` which attempt it is a retry of.
    """
    totals = {}
    for key in scores:
        chain = [key]
        while (before := repairs.get(chain[-1])) in scores and before not in chain:
            chain.append(before)
        *retries, first = chain
        totals[key] = mended_score(scores[first], [scores[retry] for retry in retries])
    return totals


class QuizRow(NamedTuple):
    """One first answer in a quiz of a lesson or in a retry of one."""

    attempt: int
    repairs: int | None
    lesson: str
    length: int
    code: str
    kind: str
    score: float


def practised(rows: Iterable[QuizRow]) -> set[str]:
    """Codes of the lessons of which a finished quiz, mended by its retries, is passed."""
    attempts: dict[int, list[QuizRow]] = {}
    for row in rows:
        attempts.setdefault(row.attempt, []).append(row)
    scores = {key: {row.code: row.score for row in answers if row.kind != "free"} for key, answers in attempts.items()}
    totals = scores_with_retries(scores, {key: answers[0].repairs for key, answers in attempts.items()})
    return {
        answers[0].lesson
        for key, answers in attempts.items()
        if answers[0].lesson != WARM_UP
        and len(answers) >= answers[0].length
        and totals[key] is not None
        and is_passed(totals[key])
    }


QUIZ_ROWS = PreparedQuery(
    lambda learner: (
        # See `quizzes.on_page` on the learner of the attempt.
        Answer.objects.filter(learner=learner, attempt__learner=F("learner"), ordinal=1, completed_at__isnull=False)
        .filter(attempt__kind__in=(Attempt.Kind.LESSON, Attempt.Kind.RETRY))
        .order_by()
        .values_list(
            *("attempt_id", "attempt__repairs_id", "attempt__scope", "attempt__length"),
            *("question__code", "question__kind", "score"),
        )
    )
)


def practised_lessons(learner: User) -> set[str]:
    """Codes of the lessons that a learner has practised. One query."""
    return practised(QuizRow(*row) for row in QUIZ_ROWS.rows(learner.pk))
