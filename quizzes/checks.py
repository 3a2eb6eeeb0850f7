"""Checks over several lessons: which of them are open to a learner, and how they went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, Max, Q
from django.utils import timezone

from accounts.models import User
from quizzes.draws import CHECKS, Check
from quizzes.models import Attempt

DELAY = timedelta(days=30)
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
    latest = {}
    for attempt in attempts_at_checks(learner) if learner else ():
        latest[attempt.kind + attempt.scope] = attempt
    final = latest.get("final")
    final_at = final.last_at if final and final.answered == final.length else None
    states = {}
    for check in CHECKS:
        attempt = latest.get(check.kind + check.scope)
        states[check.kind + check.scope] = state_of(check, attempt, final_at, is_baseline_finished(latest))
    return states


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


def is_baseline_finished(latest: dict) -> bool:
    baseline = latest.get("baseline")
    return bool(baseline and baseline.answered == baseline.length)


def state_of(check: Check, attempt, final_at: datetime | None, has_baseline: bool) -> CheckState:
    is_finished = bool(attempt and attempt.answered == attempt.length)
    opens = {
        "baseline": not is_finished,
        "twin": has_baseline and final_at is not None and not is_finished,
        "delayed": final_at is not None and timezone.now() >= final_at + DELAY,
    }
    is_open = opens.get(check.kind, True)
    if attempt is None:
        return CheckState(check, is_open)
    return CheckState(
        check,
        is_open,
        str(attempt.public_id),
        attempt.answered,
        attempt.length,
        attempt.score,
        attempt.last_at if is_finished else None,
    )
