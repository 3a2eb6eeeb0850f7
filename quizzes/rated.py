"""The answers that calibration is computed from, read from the database."""

from accounts.models import User
from quizzes.calibration import TOO_FAST, Estimated, Rated
from quizzes.kinds.estimate import Estimate
from quizzes.models import Answer, Attempt
from quizzes.results import WARM_UP

LATEST = 20


def rated_answers_of(learner: User) -> list[Rated]:
    """First answers with a stated confidence, oldest first. One query.

    Left out: another try at a question that was just explained, answers in under three seconds, the warm-up, and the
    baseline, whose results are not told before the course ends.
    """
    rows = counted_for(learner).order_by("answered_at", "pk")
    return [Rated(*row) for row in rows.values_list("confidence", "is_right", "question__lesson__code")]


def latest_rated_of(learner: User) -> list[Answer]:
    """The last of them, with where they can be read again, the latest first. One query."""
    rows = counted_for(learner).select_related("question", "attempt").order_by("-answered_at", "-pk")
    return list(rows[:LATEST])


def counted_for(learner: User):
    return stated_by(learner).exclude(seconds__lt=TOO_FAST)


def too_fast_count_of(learner: User) -> int:
    """How many answers are left out only because they were given in under three seconds. One query."""
    return stated_by(learner).filter(seconds__lt=TOO_FAST).count()


def stated_by(learner: User):
    return (
        Answer.objects.for_learner(learner)
        .complete()
        .filter(ordinal=1)
        .exclude(confidence=None)
        .exclude(is_right=None)
        .exclude(question__lesson__code=WARM_UP)
        .exclude(attempt__kind=Attempt.Kind.BASELINE)
    )


def estimates_of(learner: User) -> list[Estimated]:
    """First answers to estimates, oldest first. One query."""
    rows = (
        Answer.objects.for_learner(learner)
        .complete()
        .filter(ordinal=1, revision__kind=Estimate.name)
        .order_by("answered_at", "pk")
        .values_list("response", "revision__content")
    )
    return [estimated(response, content) for response, content in rows]


def estimated(response: dict, content: dict) -> Estimated:
    scale = abs(content["answer"]) or 1
    return Estimated(Estimate.range_holds(content, response), (response["high"] - response["low"]) / scale)
