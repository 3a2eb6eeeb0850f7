"""Where a learner stands with reviews: what is due, what comes, what each choice of retention costs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from reviews.mine import CardRow, due_among
from reviews.models import Sitting
from reviews.order import CAP, spread
from reviews.schedule import RETENTIONS, cost_a_day
from reviews.sittings import open_sitting

FORECAST_DAYS = 14


@dataclass(frozen=True)
class Day:
    """One day of the forecast: `due` come due on it, `asked` are asked where a backlog is spread."""

    date: date
    due: int
    asked: int


@dataclass(frozen=True)
class Cost:
    """What aiming at `retention` costs, in reviews a day, for the cards as they are."""

    retention: float
    a_day: float

    @property
    def percent(self) -> int:
        return round(100 * self.retention)


@dataclass(frozen=True)
class Standing:
    """`due`: cards that may be asked today. `sitting`: the review that is begun. `through_on`: when none waits."""

    count: int
    due: int
    put_away: int
    next_due: datetime | None
    sitting: Sitting | None
    days: tuple[Day, ...]
    costs: tuple[Cost, ...]
    through_on: date | None

    @property
    def now(self) -> int:
        """How many the next review asks."""
        return min(self.due, CAP)

    @property
    def waiting(self) -> int:
        """How many are due beyond the next review."""
        return self.due - self.now

    @property
    def most(self) -> int:
        return max((day.asked for day in self.days), default=0)


def standing_of(learner: User | None, cards: Sequence[CardRow]) -> Standing:
    """Where the learner stands now with their `cards`. One query."""
    if learner is None:
        return Standing(0, 0, 0, None, None, (), (), None)
    now = timezone.now()
    in_use = [card for card in cards if card.suspended_at is None]
    due = {card.pk for card in due_among(in_use, learner, now)}
    dues = [card.due for card in in_use if card.due]
    stabilities = [card.stability for card in in_use if card.stability]
    return Standing(
        count=len(in_use),
        due=len(due),
        put_away=len(cards) - len(in_use),
        next_due=min((card.due for card in in_use if card.due and card.pk not in due), default=None),
        sitting=open_sitting(learner),
        days=forecast(dues, learner, now),
        costs=tuple(Cost(retention, cost_a_day(stabilities, retention)) for retention in RETENTIONS),
        through_on=through_on(dues, learner, now),
    )


def counts_by_day(dues: Sequence[datetime], learner: User, at: datetime) -> Counter[date]:
    """How many cards come due on each of the learner's days; what is overdue counts on today."""
    today = learner.day_of(at)
    return Counter(max(learner.day_of(due), today) for due in dues)


def forecast(dues: Sequence[datetime], learner: User, at: datetime) -> tuple[Day, ...]:
    """The coming days as the cards are now: what comes due on each, and what is asked where a backlog is spread.

    What a review makes of a card, and cards that are new by then, are not in it.
    """
    counts = counts_by_day(dues, learner, at)
    dates = [learner.day_of(at) + timedelta(days=number) for number in range(FORECAST_DAYS)]
    due = [counts[day] for day in dates]
    return tuple(Day(*each) for each in zip(dates, due, spread(due), strict=False))


def through_on(dues: Sequence[datetime], learner: User, at: datetime) -> date:
    """The first day that leaves no card waiting, at the cap a day: of those due now and those due until then."""
    counts, day = counts_by_day(dues, learner, at), learner.day_of(at)
    waiting = counts[day]
    while waiting > CAP:
        day += timedelta(days=1)
        waiting += counts[day] - CAP
    return day
