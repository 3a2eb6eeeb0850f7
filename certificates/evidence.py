"""What a learner's standing rests on: quizzes, checks and decisions, so that each figure can be opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from certificates.rule import ROUNDING, Condition, Facts, Rule, Standing, standing_of
from lessons.models import Course
from quizzes.attempts import Sitting, best_of, results_of, sittings_of
from quizzes.draws import check_of
from quizzes.models import Activity, Attempt, Decision
from quizzes.pool import Pool
from quizzes.results import PASSED, practised_lessons
from quizzes.summaries import QUIZZES

PASSING_PERCENT = round(100 * PASSED)


@dataclass(frozen=True)
class Event:
    """Something done, with the page that shows it. `percent` is None where nothing is graded."""

    title: str
    url: str
    at: datetime
    percent: float | None = None
    is_enough: bool = True


@dataclass(frozen=True)
class Gap:
    """Something missing, and where to do it."""

    title: str
    url: str


@dataclass(frozen=True)
class Line:
    """One condition with what it rests on and what is missing."""

    condition: Condition
    events: tuple[Event, ...] = ()
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True)
class Report:
    """A learner's standing with the rule, line by line. A visitor's has no events."""

    standing: Standing
    lines: tuple[Line, ...] = ()

    @property
    def is_met(self) -> bool:
        return self.standing.is_met


def rule_of(course: Course | None) -> Rule | None:
    return Rule.of(course.certificate) if course else None


def report_on(rule: Rule, learner: User | None, pool: Pool) -> Report:
    """A constant number of queries: seven for a learner, one for a visitor."""
    activities = {row.code: row for row in Activity.objects.filter(code__in=[code for code, _text in rule.activities])}
    practised, quizzes, finals, decisions = set(), [], [], []
    if learner:
        practised = practised_lessons(learner)
        quizzes = sittings_of(learner, pool, kind__in=QUIZZES, scope__in=rule.practised)
        finals = [each for each in sittings_of(learner, pool, kind=Attempt.Kind.FINAL) if each.is_finished]
        decisions = decisions_on(activities.values(), learner)
    facts = Facts(
        practised,
        [sitting.score for sitting in finals if sitting.score is not None],
        {decision.activity.code for decision in decisions},
    )
    standing = standing_of(rule, facts, passing_percent=PASSING_PERCENT)
    events = {
        "practised": passed_quizzes(quizzes, practised, pool),
        "final": finished_finals(finals, rule),
        "activity": [
            Event(each.activity.title, each.activity.get_absolute_url(), each.decided_at) for each in decisions
        ],
    }
    return Report(standing, tuple(line_of(condition, events, activities, pool) for condition in standing.conditions))


def decisions_on(activities: Iterable[Activity], learner: User) -> list[Decision]:
    """The learner's first decision in each of `activities`: handing in is what counts, not how often."""
    rows = Decision.objects.filter(learner=learner, activity__in=list(activities), ordinal=1)
    return list(rows.select_related("activity").defer("activity__source", "activity__content", "outcome", "choices"))


def last_answer_at(sitting: Sitting) -> datetime:
    return max(answer.completed_at for answer in sitting.answers.values() if answer.completed_at)


def passed_quizzes(sittings: list[Sitting], practised: set[str], pool: Pool) -> list[Event]:
    """For each practised lesson the quiz, or the retry of one, that went best."""
    by_lesson: dict[str, list[Sitting]] = {}
    for sitting in sittings:
        by_lesson.setdefault(sitting.attempt.scope, []).append(sitting)
    bests = {code: best_of(results_of(of_lesson)) for code, of_lesson in sorted(by_lesson.items())}
    return [
        Event(
            pool.lessons[code].title,
            best.sitting.attempt.get_absolute_url(),
            last_answer_at(best.sitting),
            100 * best.score,
        )
        for code, best in bests.items()
        if code in practised and code in pool.lessons and best
    ]


def finished_finals(sittings: list[Sitting], rule: Rule) -> list[Event]:
    return [
        Event(
            str(Attempt.Kind.FINAL.label),
            sitting.attempt.get_absolute_url(),
            last_answer_at(sitting),
            100 * sitting.score,
            is_enough=100 * sitting.score >= rule.final_percent - ROUNDING,
        )
        for sitting in sittings
        if sitting.score is not None
    ]


def line_of(condition: Condition, events: dict[str, list[Event]], activities: dict[str, Activity], pool: Pool) -> Line:
    """With the events of its kind, and a way to each thing that is missing."""
    mine = events[condition.kind]
    if condition.kind == "activity":
        asked = [activities[code] for code in condition.codes if code in activities]
        urls = [activity.get_absolute_url() for activity in asked]
        mine = [event for event in mine if event.url in urls]
        gaps = [Gap(row.title, row.get_absolute_url()) for row in asked if row.code in condition.missing]
    elif condition.kind == "practised":
        lessons = [pool.lessons[code] for code in condition.missing if code in pool.lessons]
        gaps = [Gap(lesson.title, f"{lesson.get_absolute_url()}#quiz") for lesson in lessons]
    else:
        gaps = [] if condition.is_met else final_gaps(pool)
    return Line(condition, tuple(mine), tuple(gaps))


def final_gaps(pool: Pool) -> list[Gap]:
    """The lesson at whose end the final check stands."""
    lesson = pool.lessons.get(check_of("final", "").after)
    return [Gap(str(Attempt.Kind.FINAL.label), f"{lesson.get_absolute_url()}#check-final")] if lesson else []
