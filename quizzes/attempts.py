"""Attempts: beginning them, finding the one that a place stands for, and what came out of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q

from accounts.models import User
from accounts.prepared import PreparedQuery
from quizzes import draws
from quizzes.cards import is_confident_error
from quizzes.draws import Past
from quizzes.kinds.base import FULL
from quizzes.models import Answer, Attempt, Question
from quizzes.places import Place
from quizzes.pool import Pool
from quizzes.results import is_passed, mean, scores_with_retries

WEAK_LENGTH = 10
ON_LESSON = {"quiz": Attempt.Kind.LESSON, "recap": Attempt.Kind.RECAP}


ATTEMPT_COLUMNS = [field.attname for field in Attempt._meta.concrete_fields]
FIRST_ATTEMPT = PreparedQuery(
    lambda learner, kind, scope: (
        Attempt.objects.filter(learner=learner, kind=kind, scope=scope, number=1)
        .order_by()
        .values_list(*ATTEMPT_COLUMNS)
    )
)
HISTORY = PreparedQuery(
    lambda learner: (
        # See `quizzes.on_page` on the learner of the attempt.
        Answer.objects.filter(learner=learner, attempt__learner=F("learner"), completed_at__isnull=False)
        .filter(Q(ordinal=1) | Q(attempt__kind=Attempt.Kind.PRACTICE))  # one more try follows the explanation at once
        .order_by("answered_at")
        .values_list("question__code", "score", "confidence", "answered_at")
    )
)


def history_of(learner: User | None) -> dict[str, Past]:
    """What the learner did with each question, by code. One query."""
    return draws.history_from(HISTORY.rows(learner.pk) if learner else ())


def attempt_at(place: Place, *, learner: User, question: Question, pool: Pool) -> Attempt | None:
    """The learner's attempt that `place` stands for; not saved yet where they begin it now. None: it is not theirs."""
    if place.kind == "attempt":
        return Attempt.objects.for_learner(learner).filter(public_id=place.scope).first()
    kind = ON_LESSON.get(place.kind, Attempt.Kind.PRACTICE)
    scope = place.scope or question.lesson.code
    rows = FIRST_ATTEMPT.rows(learner.pk, kind, scope)
    if rows:
        return Attempt.from_db(connection.alias, ATTEMPT_COLUMNS, rows[0])
    return Attempt(learner=learner, kind=kind, scope=scope, questions=drawn(place, learner, question, pool))


def belongs_to(place: Place, attempt: Attempt | None, question: Question, ordinal: int, pool: Pool) -> bool:
    """Whether `question` may be answered at `place`: a post may say anything."""
    if place.kind == "practice":
        return True
    if attempt is not None and attempt.pk is not None and question.code in attempt.questions:
        is_asked = True  # one that begins only now was drawn with whatever is asked for
    elif place.kind == "attempt":
        is_asked = attempt is None  # the session ended
    else:
        number = int(question.lesson.code[1:])
        is_earlier = 0 < number < int(place.scope[1:])
        is_asked = place.scope in pool.lessons and (
            is_earlier if place.kind == "recap" else question.lesson.code == place.scope
        )
    return is_asked and (ordinal == 1 or (ordinal == 2 and has_first_answer(attempt, question)))


def has_first_answer(attempt: Attempt | None, question: Question) -> bool:
    if attempt is None or attempt.pk is None:
        return False
    return attempt.answers.filter(question=question, ordinal=1, completed_at__isnull=False).exists()


def ask_in(attempt: Attempt, question: Question) -> None:
    """Make room for a question in an attempt on a lesson's page that was drawn with another: an older page asked it.

    It takes the place of the first that is not answered yet. Saves an attempt that is stored already.
    """
    if question.code in attempt.questions or attempt.kind not in (Attempt.Kind.LESSON, Attempt.Kind.RECAP):
        return
    answered = set(attempt.answers.values_list("question__code", flat=True)) if attempt.pk else set()
    left = next((n for n, code in enumerate(attempt.questions) if code not in answered), None)
    if left is None:
        attempt.questions = [*attempt.questions, question.code]
    else:
        attempt.questions = [*attempt.questions[:left], question.code, *attempt.questions[left + 1 :]]
    if attempt.pk:
        attempt.save()


def drawn(place: Place, learner: User, question: Question, pool: Pool) -> list[str]:
    """The questions of an attempt on a lesson's page. The one being answered is among them, whatever has changed."""
    if place.kind == "quiz":
        codes = pool.first_quiz(place.scope)
    elif place.kind == "recap":
        codes = draws.recap(pool.questions.values(), int(place.scope[1:]), history_of(learner))
    else:
        codes = []
    return codes if question.code in codes else [question.code, *codes][: max(len(codes), 1)]


@dataclass(frozen=True)
class Showing:
    """One question of an attempt, to be shown as number `number`; `ordinal` 2 is one more try."""

    number: int
    code: str
    ordinal: int


class Sitting:
    """An attempt with its answers: where the learner is, and what came out."""

    def __init__(self, attempt: Attempt, answers: Sequence[Answer]):
        self.attempt = attempt
        self.answers = {(answer.question.code, answer.ordinal): answer for answer in answers}

    @classmethod
    def of(cls, attempt: Attempt, pool: Pool) -> "Sitting":
        return cls(attempt, pool.complete(attempt.answers.all()))

    def label_of(self, code: str) -> str:
        """The number of a question in this attempt, as it is written on its card."""
        codes = self.attempt.questions
        return str(codes.index(code) + 1) if code in codes else ""

    def answer(self, code: str, ordinal: int = 1) -> Answer | None:
        return self.answers.get((code, ordinal))

    def is_answered(self, code: str, ordinal: int = 1) -> bool:
        answer = self.answer(code, ordinal)
        return answer is not None and answer.completed_at is not None

    @cached_property
    def showings(self) -> list[Showing]:
        """What is asked, in order: each question, then once more those missed with confidence."""
        codes = self.attempt.questions
        firsts = [Showing(number, code, 1) for number, code in enumerate(codes, start=1)]
        if not self.offers_tries:
            return firsts
        again = [code for code in codes if self.is_confident_error(code)]
        return firsts + [Showing(number, code, 2) for number, code in enumerate(again, start=len(codes) + 1)]

    @property
    def offers_tries(self) -> bool:
        """Whether a confident error is asked once more at the end. A review asks what was missed in its other form."""
        return self.attempt.kind not in (Attempt.Kind.BASELINE, Attempt.Kind.TWIN, Attempt.Kind.REVIEW)

    def is_confident_error(self, code: str) -> bool:
        answer = self.answer(code)
        if answer is None or answer.completed_at is None:
            return False
        return is_confident_error(answer.confidence, answer.is_right)

    @property
    def answered_count(self) -> int:
        return sum(self.is_answered(code) for code in self.attempt.questions)

    @property
    def is_finished(self) -> bool:
        """All questions answered; one more try at some is offered and not demanded."""
        return self.answered_count == len(self.attempt.questions)

    @property
    def next_showing(self) -> Showing | None:
        """The first that is open. More tries come only after all questions."""
        return next((showing for showing in self.showings if not self.is_answered(showing.code, showing.ordinal)), None)

    def following(self, showing: Showing) -> Showing | None:
        """The open question after this one, or else the first that is open; None when there is none."""
        open_ones = [each for each in self.showings if not self.is_answered(each.code, each.ordinal)]
        later = [each for each in open_ones if each.number > showing.number]
        others = [each for each in open_ones if each.number < showing.number]
        return next(iter([*later, *others]), None)

    @property
    def graded(self) -> list[Answer]:
        """First answers that the machine graded, without free text."""
        answers = [self.answer(code) for code in self.attempt.questions]
        return [answer for answer in answers if answer and answer.completed_at and answer.question.kind != "free"]

    @property
    def score(self) -> float | None:
        """Mean score of the first answers, 0 to 1; None before the first."""
        return mean([answer.score for answer in self.graded])

    @property
    def missed(self) -> list[str]:
        """Codes of graded questions that did not get full marks."""
        return [answer.question.code for answer in self.graded if answer.score < FULL]

    @property
    def weak(self) -> list[str]:
        """Codes of graded questions missed, or right with little confidence."""
        return [answer.question.code for answer in self.graded if draws.is_weak(answer.score, answer.confidence)]

    @property
    def right_count(self) -> int:
        return len(self.graded) - len(self.missed)


def scores_by_code(sitting: Sitting) -> dict[str, float]:
    return {answer.question.code: answer.score for answer in sitting.graded}


def sittings_of(learner: User, pool: Pool, **conditions) -> list[Sitting]:
    """The learner's attempts that meet `conditions`, oldest first, with their answers: two queries."""
    attempts = list(Attempt.objects.for_learner(learner).filter(**conditions).order_by("started_at", "pk"))
    answers: dict[int, list[Answer]] = {attempt.pk: [] for attempt in attempts}
    for answer in pool.complete(Answer.objects.filter(attempt__in=attempts)):
        answers[answer.attempt_id].append(answer)
    return [Sitting(attempt, answers[attempt.pk]) for attempt in attempts]


@dataclass(frozen=True)
class Result:
    """What one finished attempt at a lesson's quiz came to, with what retries mended."""

    sitting: Sitting
    score: float

    @property
    def is_passed(self) -> bool:
        return is_passed(self.score)


def results_of(sittings: Sequence[Sitting]) -> list[Result]:
    """One result for each finished quiz and retry of one lesson, oldest first."""
    totals = scores_with_retries(
        {sitting.attempt.pk: scores_by_code(sitting) for sitting in sittings},
        {sitting.attempt.pk: sitting.attempt.repairs_id for sitting in sittings},
    )
    results = [Result(sitting, totals[sitting.attempt.pk]) for sitting in sittings if sitting.is_finished]
    return [result for result in results if result.score is not None]


def best_of(results: Sequence[Result]) -> Result | None:
    """The best; of equals the first."""
    return max(results, key=lambda result: result.score, default=None)


def begin(*, learner: User, kind: str, scope: str, pool: Pool, repairs: Attempt | None = None) -> Attempt | None:
    """The open attempt of this kind, or a new one. None where there is nothing to ask."""
    sittings = sittings_of(learner, pool, kind=kind, scope=scope)
    unfinished = [sitting for sitting in sittings if not sitting.is_finished]
    if repairs is not None:
        unfinished = [sitting for sitting in unfinished if sitting.attempt.repairs_id == repairs.pk]
    if unfinished:
        return unfinished[-1].attempt
    number = max((sitting.attempt.number for sitting in sittings), default=0) + 1
    codes = codes_for(learner=learner, kind=kind, scope=scope, number=number, pool=pool, repairs=repairs)
    if not codes:
        return None
    key = {"learner": learner, "kind": kind, "scope": scope, "number": number}
    try:
        with transaction.atomic():
            return Attempt.objects.create(**key, questions=codes, repairs=repairs)
    except IntegrityError:  # pressed twice at the same moment
        return Attempt.objects.get(**key)


def codes_for(*, learner: User, kind: str, scope: str, number: int, pool: Pool, repairs: Attempt | None) -> list[str]:
    """Which questions a new attempt asks."""
    if kind == Attempt.Kind.LESSON:
        return draws.lesson_quiz(pool.of_lesson(scope), history_of(learner)) if number > 1 else pool.first_quiz(scope)
    if kind == Attempt.Kind.RETRY:
        return draws.retry(Sitting.of(repairs, pool).missed, pool.questions)
    history = history_of(learner)
    if kind == Attempt.Kind.WEAK:
        return weak_codes(history, pool)
    check = draws.check_of(kind, scope)
    codes = draws.check_questions(check, pool.questions.values(), history, f"{learner.pk}:{kind}:{scope}:{number}")
    return [code for code in codes if code in pool.questions]


def weak_codes(history: dict[str, Past], pool: Pool) -> list[str]:
    """The other forms of what went wrong or was little more than a guess, weakest and oldest first."""
    weak = [
        (draws.recall_order(past), code)
        for code, past in draws.latest_of_pairs(history).values()
        if past.is_weak and code in pool.questions and draws.can_return(code, pool.questions[code].kind)
    ]
    return draws.retry([code for _order, code in sorted(weak)][:WEAK_LENGTH], pool.questions)
