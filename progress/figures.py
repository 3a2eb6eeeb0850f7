"""The figures of the dashboard, counted from a record. Pure rules: no database, no request."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from progress.record import AnswerRow, MarkRow, Record
from quizzes.draws import CORE_LESSONS, Past, form_a, latest_of_pairs
from quizzes.kinds.base import FULL

HEAT_WEEKS = 26
HEAT_STEPS = (0, 1, 6, 16, 31)
"""From which count of a day on a cell takes the next step of colour."""
LONG_GAP = timedelta(days=7)
ENOUGH_REVIEWS = 5
ENOUGH_QUESTIONS = 5
"""With fewer there is no figure: it would be chance."""


def study_days(
    answers: Iterable[AnswerRow], marks: Iterable[MarkRow], others: Iterable[datetime], zone: ZoneInfo
) -> Counter[date]:
    """How much was done on each day of the learner's calendar: answers, recall prompts marked, and `others`: lessons
    read, notes and decisions.

    A mark that came from an answer is not counted beside it.
    """
    moments = [row.at for row in answers] + [row.at for row in marks if not row.is_answer] + list(others)
    return Counter(moment.astimezone(zone).date() for moment in moments)


def days_of(record: Record) -> Counter[date]:
    """The study days of a record; none of a visitor's."""
    if record.learner is None:
        return Counter()
    others = [*record.written, *(place.read_at for _lesson, place in record.places if place.read_at)]
    return study_days(record.answers, record.marks, others, record.learner.zone)


def week_of(day: date) -> list[date]:
    """The seven days of a day's week, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=count) for count in range(7)]


@dataclass(frozen=True)
class Goal:
    """The learner's own goal for a week: on how many days they mean to study, and on which they did."""

    wanted: int
    days: tuple[date, ...]

    @property
    def reached(self) -> int:
        return len(self.days)

    @property
    def is_met(self) -> bool:
        return self.reached >= self.wanted


def goal_of(days: Mapping[date, int], today: date, wanted: int) -> Goal:
    return Goal(wanted, tuple(day for day in week_of(today) if days.get(day)))


@dataclass(frozen=True)
class Cell:
    """One day of the heat map; `step` 0 to 4 is its colour."""

    date: date
    count: int
    is_future: bool = False

    @property
    def step(self) -> int:
        return sum(self.count >= least for least in HEAT_STEPS) - 1


@dataclass(frozen=True)
class HeatWeek:
    cells: tuple[Cell, ...]

    @property
    def monday(self) -> date:
        return self.cells[0].date

    @property
    def days(self) -> int:
        return sum(cell.count > 0 for cell in self.cells)

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)


def heat_map(days: Mapping[date, int], today: date) -> list[HeatWeek]:
    """The last 26 weeks, this one last."""
    first = week_of(today)[0] - timedelta(weeks=HEAT_WEEKS - 1)
    weeks = [week_of(first + timedelta(weeks=count)) for count in range(HEAT_WEEKS)]
    return [HeatWeek(tuple(Cell(day, days.get(day, 0), day > today) for day in week)) for week in weeks]


@dataclass(frozen=True)
class LongReview:
    """The first review of a card that had not been seen for seven days or more."""

    card: int
    at: datetime
    gap: timedelta
    is_recalled: bool


@dataclass(frozen=True)
class Retention:
    """How many cards were recalled when they came back after a week or more, the first time that happened."""

    reviews: tuple[LongReview, ...]

    @property
    def count(self) -> int:
        return len(self.reviews)

    @property
    def recalled(self) -> int:
        return sum(review.is_recalled for review in self.reviews)

    @property
    def has_enough(self) -> bool:
        return self.count >= ENOUGH_REVIEWS

    @property
    def percent(self) -> int:
        return round(100 * self.recalled / self.count) if self.count else 0


def retention_of(marks: Iterable[MarkRow], answers: Iterable[AnswerRow]) -> Retention:
    """A review is a mark that counts. Its gap goes back to when the card was last seen: at any mark, tries in its
    lesson too, and at any answer to its question in either form."""
    seen: dict[int | str, datetime] = {}
    found: dict[int, LongReview] = {}
    for row in sorted([*marks, *answers], key=lambda row: (row.at, isinstance(row, AnswerRow))):
        if isinstance(row, AnswerRow):
            if (code := form_a(row.code)) in seen:
                seen[code] = row.at
            continue
        key = row.question or row.card
        gap = row.at - seen.get(key, row.at)
        if row.is_counted and gap >= LONG_GAP and row.card not in found:
            found[row.card] = LongReview(row.card, row.at, gap, row.is_recalled)
        seen[key] = row.at
    return Retention(tuple(found.values()))


@dataclass(frozen=True)
class Area:
    """One core area: the questions of its lesson that were answered, and how many right last time."""

    lesson: object
    codes: tuple[str, ...]
    right: int

    @property
    def count(self) -> int:
        return len(self.codes)

    @property
    def share(self) -> float:
        return self.right / self.count if self.count else 0.0

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def has_enough(self) -> bool:
        return self.count >= ENOUGH_QUESTIONS


def areas_of(history: Mapping[str, Past], questions: Mapping[str, object]) -> list[Area]:
    """The six core areas in the order of the course. `questions` has `kind` and `lesson` of each code in use.

    Of both forms of a question the answer given last counts. Free text is not graded.
    """
    asked_here = {
        code: past
        for code, past in history.items()
        if code in questions and questions[code].kind != "free" and questions[code].lesson.code in CORE_LESSONS
    }
    latest = latest_of_pairs(asked_here)
    lessons = {question.lesson.code: question.lesson for question in questions.values()}
    areas = []
    for code in (code for code in CORE_LESSONS if code in lessons):
        mine = [(asked, past) for asked, past in latest.values() if questions[asked].lesson.code == code]
        right = sum(past.score >= FULL for _asked, past in mine)
        areas.append(Area(lessons[code], tuple(asked for asked, _past in mine), right))
    return areas


def weakest_of(areas: Sequence[Area]) -> Area | None:
    """The area with the lowest share right, of those with enough questions; None with fewer than two, or if all is
    right. Of equals the one with more questions."""
    full = [area for area in areas if area.has_enough]
    if len(full) < 2 or all(area.share == 1 for area in full):
        return None
    return min(full, key=lambda area: (area.share, -area.count))
