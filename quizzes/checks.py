"""Checks over several lessons: which of them are open to a learner, and how they went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, Max, Q
from django.utils import timezone

from accounts.models import User
from quizzes.draws import CHECKS, Check
from quizzes.models import Attempt

DELAY = timedelta(days=30)
TAKEN_ONCE = ("baseline", "twin")
FIRST = Q(answers__ordinal=1, answers__completed_at__isnull=False)


@dataclass(frozen=True)
class CheckState:
    """How far a learner is with a check. `attempt`: where to go on or to look; None before the first."""

    check: Check
    is_open: bool
    attempt: str = ""
    answered: int = 0
    length: int = 0
    score: float | None = None
    finished_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_begun(self) -> bool:
        return bool(self.attempt) and not self.is_finished

    @property
    def percent(self) -> int:
        return round(100 * self.score) if self.score is not None else 0

    @property
    def name(self) -> str:
        return self.check.kind + self.check.scope


def states_of_checks(learner: User | None) -> dict[str, CheckState]:
    """The state of each check, by its name (checkpointA, final …). One query."""
    attempts: dict[str, list] = {}
    for attempt in attempts_at_checks(learner) if learner else ():
        attempts.setdefault(attempt.kind + attempt.scope, []).append(attempt)
    finals = [attempt for attempt in attempts.get("final", ()) if is_finished(attempt)]
    final_at = min((attempt.last_at for attempt in finals), default=None)
    has_baseline = any(is_finished(attempt) for attempt in attempts.get("baseline", ()))
    return {
        name: state_of(check, attempts.get(name, ()), final_at, has_baseline)
        for name, check in ((check.kind + check.scope, check) for check in CHECKS)
    }


def attempts_at_checks(learner: User):
    """The learner's attempts at checks, oldest first, each with how many questions are answered and how well."""
    kinds = {check.kind for check in CHECKS}
    return (
        Attempt.objects.for_learner(learner)
        .filter(kind__in=kinds)
        .annotate(
            answered=Count("answers", filter=FIRST),
            score=Avg("answers__score", filter=FIRST),
            last_at=Max("answers__completed_at", filter=FIRST),
        )
        .order_by("started_at", "pk")
    )


def is_finished(attempt) -> bool:
    return attempt.answered == attempt.length


def state_of(check: Check, attempts: Sequence, final_at: datetime | None, has_baseline: bool) -> CheckState:
    """`attempts` at this check, oldest first. An open one is shown before a finished one, unless it is taken once."""
    has_finished = any(is_finished(attempt) for attempt in attempts)
    opens = {
        "baseline": not has_finished,
        "twin": has_baseline and final_at is not None and not has_finished,
        "delayed": final_at is not None and timezone.now() >= final_at + DELAY,
    }
    is_open = opens.get(check.kind, True)
    if not attempts:
        return CheckState(check, is_open)
    is_shown_first = is_finished if check.kind in TAKEN_ONCE else lambda attempt: not is_finished(attempt)
    attempt = next(filter(is_shown_first, attempts), attempts[-1])
    return CheckState(
        check,
        is_open,
        str(attempt.public_id),
        attempt.answered,
        attempt.length,
        attempt.score,
        attempt.last_at if is_finished(attempt) else None,
    )
