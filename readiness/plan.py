"""Which tasks come first. Pure rules."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from readiness.levels import TOP, Standing

TASKS_AT_ONCE = 3
DEFAULT_DAYS = 7
WEEKS_TO_RATE_AGAIN = 3
PRACTICE = "practice"


class Step(NamedTuple):
    """A task of a question: `step` is the level that it leads to, as text, or practice with linked questions."""

    code: str
    step: str


def priority(standing: Standing) -> float:
    return TOP - standing.shown + 1.0 * standing.linked.is_low + 0.5 * standing.linked.is_over_confident


def by_priority(standings: Iterable[Standing]) -> list[Standing]:
    """Highest first; ties as they come, since later questions lean on earlier ones."""
    return sorted(standings, key=priority, reverse=True)


def steps_of(standing: Standing) -> list[Step]:
    """Practice where linked answers ask for it, then the task that leads on.

    Where they speak against the level, that is the task which leads to this level, to earn what was claimed.
    """
    target = standing.shown if standing.is_doubted else standing.shown + 1
    steps = [Step(standing.code, str(target))] if target <= TOP else []
    if standing.is_doubted or standing.linked.is_over_confident:
        steps.insert(0, Step(standing.code, PRACTICE))
    return steps


def steps_offered(standings: Iterable[Standing]) -> list[Step]:
    """All steps, the most needed question first. The plan takes the first of them."""
    return [step for standing in by_priority(standings) for step in steps_of(standing)]


def default_day(today: date) -> date:
    return today + timedelta(days=DEFAULT_DAYS)


def is_time_to_rate_again(*, tasks: int, done: int, last_pass: date, today: date) -> bool:
    """After the third task (all, where the plan had fewer), or after three weeks."""
    are_done = tasks > 0 and done >= min(tasks, TASKS_AT_ONCE)
    return are_done or today >= last_pass + timedelta(weeks=WEEKS_TO_RATE_AGAIN)
