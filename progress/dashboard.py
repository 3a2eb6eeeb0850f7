"""The dashboard of a learner: every figure on it, and what it was counted from."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from progress import figures
from progress.record import Record
from progress.states import NEW, STATES, NextStep, next_step, state_of
from quizzes.pool import Pool
from reviews.standing import Standing

DEFAULT_GOAL = 3
FORECAST_SHOWN = 7


@dataclass(frozen=True)
class Dashboard:
    record: Record
    standing: Standing
    pool: Pool

    @property
    def is_empty(self) -> bool:
        return not (self.record.answers or self.record.marks or self.record.places or self.record.written)

    @cached_property
    def lessons(self) -> list[tuple[object, str]]:
        """Each lesson with its state."""
        places, practised = dict(self.record.places), self.record.practised
        return [(lesson, state_of(lesson, places, practised)) for lesson in self.pool.lessons.values()]

    @property
    def done(self) -> int:
        return sum(state != NEW for _lesson, state in self.lessons)

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many lessons are in each state, the furthest first."""
        counts = Counter(state for _lesson, state in self.lessons)
        return [(state, counts[state]) for state in reversed(STATES)]

    @property
    def step(self) -> NextStep | None:
        return next_step(self.pool.lessons.values(), dict(self.record.places), self.record.practised)

    @cached_property
    def days(self) -> Counter:
        return figures.days_of(self.record)

    @property
    def today(self):
        zone = self.record.learner.zone if self.record.learner else None
        return self.record.at.astimezone(zone).date()

    @property
    def goal(self) -> figures.Goal:
        wanted = self.record.learner.weekly_goal if self.record.learner else DEFAULT_GOAL
        return figures.goal_of(self.days, self.today, wanted)

    @cached_property
    def weeks(self) -> list[figures.HeatWeek]:
        return figures.heat_map(self.days, self.today)

    @cached_property
    def retention(self) -> figures.Retention:
        return figures.retention_of(self.record.marks, self.record.answers)

    @cached_property
    def areas(self) -> list[figures.Area]:
        return figures.areas_of(self.record.history, self.pool.questions)

    @property
    def weakest(self) -> figures.Area | None:
        return figures.weakest_of(self.areas)

    @property
    def forecast(self):
        """The coming week of reviews."""
        return self.standing.days[:FORECAST_SHOWN]

    @property
    def forecast_sum(self) -> int:
        return sum(day.asked for day in self.forecast)
