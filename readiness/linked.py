"""A learner's answers to the questions that are linked with readiness questions, read from the database."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from quizzes.draws import is_reserved
from quizzes.models import Answer, Attempt
from quizzes.places import address_of_answer
from readiness.guide import Guide
from readiness.levels import Linked, LinkedAnswer


@dataclass(frozen=True)
class Given:
    """One answer, and the address at which it can be read again."""

    code: str
    is_right: bool
    confidence: int | None
    answered_at: datetime
    url: str


def answers_by_question(learner: User, guide: Guide) -> dict[str, list[Given]]:
    """For each readiness question the last answer to each linked question in each of its forms. One query.

    The two forms are questions of their own here: nine answers can come of seven linked questions. Left out is what
    is not told before the course ends: the baseline, and its questions where somebody practises them. So is one more
    try at a question that was just explained, as in calibration.
    """
    rows = (
        Answer.objects.for_learner(learner)
        .complete()
        .filter(Q(ordinal=1) | Q(attempt__kind=Attempt.Kind.PRACTICE), question__code__in=guide.linked_codes)
        .exclude(attempt__kind=Attempt.Kind.BASELINE)
        .exclude(is_right=None)
        .order_by("answered_at", "pk")
        .values_list(
            *("question__code", "is_right", "confidence", "answered_at", "ordinal"),
            *("attempt__kind", "attempt__public_id", "attempt__questions"),
        )
    )
    last: dict[str, Given] = {}
    for code, is_right, confidence, answered_at, ordinal, kind, public_id, codes in rows:
        if not (kind == Attempt.Kind.PRACTICE and is_reserved(code)):
            url = address_of_answer(code, ordinal, kind=kind, public_id=public_id, codes=codes)
            last[code] = Given(code, is_right, confidence, answered_at, url)
    found: dict[str, list[Given]] = {question.code: [] for question in guide.questions}
    for code in sorted(last, key=sort_key):
        for question in guide.questions_linked_with(code):
            found[question].append(last[code])
    return found


def sort_key(code: str) -> tuple[str, int, bool]:
    lesson, number = code.removesuffix("b").split(".")
    return lesson, int(number), code.endswith("b")


def linked_of(answers: list[Given]) -> Linked:
    return Linked(tuple(LinkedAnswer(answer.is_right, answer.confidence) for answer in answers))
