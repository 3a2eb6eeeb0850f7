"""What came out of an attempt, put together for its page."""

from dataclasses import dataclass

from accounts.models import User
from lessons.models import Lesson
from quizzes import draws
from quizzes.attempts import Result, Sitting, best_of, results_of, sittings_of
from quizzes.cards import Card, make_card
from quizzes.checks import CheckState, states_of_checks
from quizzes.kinds.base import FULL
from quizzes.models import Attempt
from quizzes.places import Place
from quizzes.pool import Pool
from quizzes.results import PASSED

QUIZZES = (Attempt.Kind.LESSON, Attempt.Kind.RETRY)


@dataclass(frozen=True)
class Summary:
    """`cards`: all questions as answered. `result`: with what a retry mended. `best`: of all attempts at the quiz."""

    sitting: Sitting
    cards: list[Card]
    lesson: Lesson | None
    result: Result | None = None
    best: Result | None = None
    results: tuple[Result, ...] = ()
    twin: CheckState | None = None
    gains: tuple = ()
    is_hidden: bool = False

    @property
    def is_quiz(self) -> bool:
        return self.sitting.attempt.kind in QUIZZES

    @property
    def can_retry(self) -> bool:
        return self.is_quiz and bool(self.sitting.missed)

    @property
    def missed_cards(self) -> list[Card]:
        return [card for card in self.cards if card.outcome in ("wrong", "partly")]

    @property
    def passing_percent(self) -> int:
        return round(100 * PASSED)


def hides_feedback(attempt: Attempt, learner: User, code: str = "") -> bool:
    """The baseline is explained only after its twin, so that the comparison stays fair.

    So are its questions and the twin's where somebody practises one of them (`code`) by itself, unless they did the
    final check without a baseline: then there is nothing to compare.
    """
    if attempt.kind == Attempt.Kind.PRACTICE and draws.is_reserved(code):
        states = states_of_checks(learner)
        is_over = states["twin"].is_finished or (states["final"].is_finished and not states["twin"].is_open)
        return not is_over
    return attempt.kind == Attempt.Kind.BASELINE and not states_of_checks(learner)["twin"].is_finished


def cards_of(sitting: Sitting, pool: Pool, *, is_hidden: bool = False) -> list[Card]:
    """The questions of an attempt that are answered, in order."""
    place = Place("attempt", str(sitting.attempt.public_id))
    answers = [sitting.answer(code) for code in sitting.attempt.questions]
    return [
        make_card(
            answer.question,
            place,
            pool=pool,
            answer=answer,
            label=sitting.label_of(answer.question.code),
            hides_feedback=is_hidden,
        )
        for answer in answers
        if answer
    ]


def summary_of(sitting: Sitting, learner: User, pool: Pool) -> Summary:
    attempt = sitting.attempt
    is_hidden = hides_feedback(attempt, learner)
    cards, lesson = cards_of(sitting, pool, is_hidden=is_hidden), pool.lessons.get(attempt.scope)
    if attempt.kind in QUIZZES:
        results = results_of(sittings_of(learner, pool, kind__in=QUIZZES, scope=attempt.scope))
        mine = next((result for result in results if result.sitting.attempt.pk == attempt.pk), None)
        return Summary(sitting, cards, lesson, mine, best_of(results), tuple(results))
    twin = states_of_checks(learner)["twin"] if attempt.kind == Attempt.Kind.FINAL else None
    gains = gains_of(sitting, learner, pool)
    return Summary(sitting, cards, lesson, twin=twin, gains=gains, is_hidden=is_hidden)


@dataclass(frozen=True)
class Gain:
    """One core area, before and after the course."""

    lesson: Lesson
    before: Card
    after: Card

    @property
    def change(self) -> int:
        """Percentage points."""
        return self.after.percent - self.before.percent


def gains_of(sitting: Sitting, learner: User, pool: Pool) -> tuple[Gain, ...]:
    """For the twin: each question beside its other form from the baseline."""
    if sitting.attempt.kind != Attempt.Kind.TWIN:
        return ()
    baselines = sittings_of(learner, pool, kind=Attempt.Kind.BASELINE)
    baseline = next((sitting for sitting in baselines if sitting.is_finished), None)
    if baseline is None:
        return ()
    before = {draws.other_form(card.question.code): card for card in cards_of(baseline, pool)}
    return tuple(
        Gain(card.question.lesson, before[card.question.code], card)
        for card in cards_of(sitting, pool)
        if card.question.code in before
    )


def steps_of(sitting: Sitting, *, is_hidden: bool) -> list[dict]:
    """Number and state (open, kept, right, missed) of each question of an attempt."""
    steps = []
    for showing in sitting.showings:
        answer = sitting.answer(showing.code, showing.ordinal)
        state = "open"
        if answer and answer.completed_at:
            is_plain = is_hidden or answer.question.kind == "free"
            state = "kept" if is_plain else "right" if answer.score >= FULL else "missed"
        steps.append({"number": showing.number, "state": state})
    return steps
