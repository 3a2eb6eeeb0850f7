"""What a reader did with the questions on a lesson's page: asked once a request, by whichever part needs it first."""

from django.db import connection
from django.db.models import F
from django.http import HttpRequest

from accounts.learners import current_learner
from accounts.models import User
from accounts.prepared import PreparedQuery
from quizzes.attempts import ATTEMPT_COLUMNS, Sitting
from quizzes.models import Answer, Attempt
from quizzes.pool import Pool, pool_of

ANSWER_COLUMNS = [field.attname for field in Answer._meta.concrete_fields]
ON_PAGE = PreparedQuery(
    lambda learner, scope: (
        # That the attempt is the learner's too goes without saying, but leads the database to it by its index.
        Answer.objects.filter(learner=learner, attempt__scope=scope, attempt__learner=F("learner"))
        .filter(attempt__kind__in=(Attempt.Kind.LESSON, Attempt.Kind.RETRY, Attempt.Kind.RECAP))
        .order_by("attempt__started_at", "attempt")
        .values_list(*(f"attempt__{name}" for name in ATTEMPT_COLUMNS), *ANSWER_COLUMNS)
    )
)


def sittings_on_page(learner: User, lesson_code: str, pool: Pool) -> list[Sitting]:
    """The learner's quizzes, retries and recap of one lesson that hold any answer, oldest first. One query."""
    attempts: dict[int, Attempt] = {}
    answers: dict[int, list[Answer]] = {}
    for row in ON_PAGE.rows(learner.pk, lesson_code):
        of_attempt, of_answer = row[: len(ATTEMPT_COLUMNS)], row[len(ATTEMPT_COLUMNS) :]
        answer = Answer.from_db(connection.alias, ANSWER_COLUMNS, of_answer)
        if answer.attempt_id not in attempts:
            attempts[answer.attempt_id] = Attempt.from_db(connection.alias, ATTEMPT_COLUMNS, of_attempt)
        answers.setdefault(answer.attempt_id, []).append(answer)
    return [Sitting(attempt, pool.complete(answers[key])) for key, attempt in attempts.items()]


def sittings_of_reader(request: HttpRequest, lesson_code: str) -> list[Sitting]:
    """The reader's attempts that concern one lesson, oldest first: one query a page."""
    if getattr(request, "sittings_lesson", None) != lesson_code:
        learner = current_learner(request)
        request.sittings = sittings_on_page(learner, lesson_code, pool_of(request)) if learner else []
        request.sittings_lesson = lesson_code
    return request.sittings


def first_sitting(request: HttpRequest, lesson_code: str, kind: str) -> Sitting | None:
    sittings = sittings_of_reader(request, lesson_code)
    return next((each for each in sittings if each.attempt.kind == kind and each.attempt.number == 1), None)


def add_taken(request: HttpRequest, answer: Answer, *, is_new: bool) -> None:
    """Let what was asked before an answer was saved hold it too. Of one that others saved first, all is asked again."""
    if getattr(request, "sittings_lesson", None) is None:
        return
    if not is_new:
        request.sittings_lesson = None
        return
    sitting = next((each for each in request.sittings if each.attempt.pk == answer.attempt_id), None)
    if sitting is None:
        request.sittings.append(Sitting(answer.attempt, [answer]))
    else:
        sitting.answers[answer.question.code, answer.ordinal] = answer
