"""What one learner adds to the figures about all. Pure rules, by the same definitions as on the learner's own pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from progress.states import STATES, Place, state_of
from quizzes.calibration import TOO_FAST
from quizzes.models import Attempt
from quizzes.results import WARM_UP, QuizRow, practised

STARTED = "started"
STEPS = (STARTED, *STATES[1:])
"""How far a learner is with a lesson: whoever is at one step has taken those before it."""
INTERVALS = ((1, 1), (2, 3), (4, 7), (8, 14), (15, 30), (31, 60), (61, None))
"""Days since a card was last recalled, first and last of each group."""
QUIZZES = (Attempt.Kind.LESSON, Attempt.Kind.RETRY)
WEEK = timedelta(days=7)


class AnswerRow(NamedTuple):
    at: datetime
    ordinal: int
    score: float
    confidence: int | None
    is_right: bool | None
    seconds: float | None
    lesson: str
    code: str
    kind: str
    attempt: int
    attempt_kind: str
    scope: str
    length: int
    repairs: int | None


class MarkRow(NamedTuple):
    card: int
    at: datetime
    is_recalled: bool
    is_answer: bool
    is_counted: bool


@dataclass
class Doings:
    """What one learner did, in the order of time. `moments`: when they wrote a note or decided something."""

    joined_at: datetime
    answers: list[AnswerRow] = field(default_factory=list)
    marks: list[MarkRow] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    moments: list[datetime] = field(default_factory=list)

    @property
    def study_moments(self) -> list[datetime]:
        """As `progress.figures.study_days` counts them."""
        marked = [row.at for row in self.marks if not row.is_answer]
        read = [place.read_at for place in self.places.values() if place.read_at]
        return [*(row.at for row in self.answers), *marked, *read, *self.moments]

    @property
    def practised(self) -> set[str]:
        firsts = (row for row in self.answers if row.ordinal == 1 and row.attempt_kind in QUIZZES)
        return practised(
            QuizRow(row.attempt, row.repairs, row.scope, row.length, row.code, row.kind, row.score) for row in firsts
        )


class Subject(NamedTuple):
    """What is counted: the figure, the lesson's code or "", and what else tells it apart."""

    figure: str
    lesson: str = ""
    key: str = ""


@dataclass
class Tallies:
    counts: Counter[Subject] = field(default_factory=Counter)
    hits: Counter[Subject] = field(default_factory=Counter)

    def add(self, subject: Subject, is_hit: bool = False) -> None:
        self.counts[subject] += 1
        self.hits[subject] += is_hit


def monday_of(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def interval_key(days: int) -> str:
    first, last = next(group for group in INTERVALS if group[1] is None or days <= group[1])
    return f"{first}-{last or ''}"


def add_learner(tallies: Tallies, doings: Doings, lessons: Mapping[str, object]) -> None:
    """Add what one learner did. `lessons`: those of the course, by code."""
    add_weeks(tallies, doings)
    add_lessons(tallies, doings, lessons)
    add_rated(tallies, doings.answers)
    add_recalls(tallies, doings.marks)


def add_weeks(tallies: Tallies, doings: Doings) -> None:
    joined = monday_of(doings.joined_at).isoformat()
    tallies.add(Subject("learners", key=joined))
    weeks = {max(0, (moment - doings.joined_at) // WEEK) for moment in doings.study_moments}
    for week in weeks:
        tallies.add(Subject("week", key=f"{joined}:{week}"))


def add_lessons(tallies: Tallies, doings: Doings, lessons: Mapping[str, object]) -> None:
    done = doings.practised
    for code, lesson in lessons.items():
        place = doings.places.get(lesson.pk)
        if place is None and code not in done:
            continue
        state = state_of(lesson, doings.places, done)
        for step in STEPS[: STATES.index(state) + 1]:
            tallies.add(Subject("lesson", code, step))
        if state == STATES[0]:
            tallies.add(Subject("stop", code, place.anchor))


def is_rated(row: AnswerRow) -> bool:
    """As `quizzes.rated.counted_for`."""
    return (
        row.ordinal == 1
        and row.confidence is not None
        and row.is_right is not None
        and row.lesson != WARM_UP
        and row.attempt_kind != Attempt.Kind.BASELINE
        and not (row.seconds is not None and row.seconds < TOO_FAST)
    )


def add_rated(tallies: Tallies, answers: Sequence[AnswerRow]) -> None:
    """Answers, and how many learners gave them: of each lesson, at each level, and of all."""
    groups = set()
    for row in answers:
        if is_rated(row):
            tallies.add(Subject("rated", row.lesson, str(row.confidence)), is_hit=row.is_right)
            groups |= {(row.lesson, ""), ("", str(row.confidence)), ("", "")}
    for lesson, key in groups:
        tallies.add(Subject("raters", lesson, key))


def add_recalls(tallies: Tallies, marks: Sequence[MarkRow]) -> None:
    """Each recall that counts, but the first of a card and those on the same day, by the days since the last one."""
    last: dict[int, datetime] = {}
    groups = set()
    for row in marks:
        if not row.is_counted:
            continue
        before, last[row.card] = last.get(row.card), row.at
        days = round((row.at - before) / timedelta(days=1)) if before else 0
        if days >= 1:
            tallies.add(Subject("recall", key=interval_key(days)), is_hit=row.is_recalled)
            groups.add(interval_key(days))
    for key in groups:
        tallies.add(Subject("reviewers", key=key))
