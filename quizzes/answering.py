"""Taking answers: each step is saved the moment it is given, once, whatever is pressed twice or comes late."""

import contextlib
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.hooks import call_all
from accounts.models import User
from quizzes.draws import is_weak
from quizzes.kinds import kinds
from quizzes.kinds.base import AnswerForm
from quizzes.models import Answer, Attempt, Question, Revision


@dataclass(frozen=True)
class Taken:
    """The answer as it stands. `is_new`: this step was saved just now. `is_other`: something else was saved before."""

    answer: Answer
    is_new: bool
    is_other: bool = False


def take_first_step(
    *,
    learner: User,
    attempt: Attempt,
    question: Question,
    revision: Revision,
    ordinal: int,
    seed: int,
    form: AnswerForm,
) -> Taken:
    """Save what a valid form for the first step says. `attempt` may be new: it is saved with the answer.

    The database lets only one answer stand for one showing of a question. Whoever comes second is told the first.
    A new attempt and its first answer are one transaction, so are an answer and what apps above make of it at once; any
    other answer is one statement, which is one by itself.
    """
    kind = kinds()[revision.kind]
    answer = Answer(
        learner=learner,
        question=question,
        revision=revision,
        ordinal=ordinal,
        seed=seed,
        response=kind.take(form, None),
        confidence=form.stated_confidence,
        seconds=form.cleaned_data["seconds"],
        answered_at=timezone.now(),
    )
    complete(answer, revision)
    is_told = tells_more(answer, attempt)
    is_one_statement = attempt.pk is not None and not is_told and not connection.in_atomic_block
    try:
        with contextlib.nullcontext() if is_one_statement else transaction.atomic():
            answer.attempt = saved(attempt)
            answer.save(force_insert=True)
            if is_told:
                tell(answer)
    except IntegrityError:
        return already_taken(attempt, answer)
    return Taken(answer, True)


def tells_more(answer: Answer, attempt: Attempt) -> bool:
    """Whether apps above must know of an answer at once: not if it is right and sure, in a quiz of a lesson."""
    if answer.completed_at is None:
        return False
    return is_weak(answer.score, answer.confidence) or attempt.kind not in (Attempt.Kind.LESSON, Attempt.Kind.RETRY)


def tell(answer: Answer) -> None:
    """Call `AFTER_ANSWER` in the transaction that saves the answer: what comes of it is there with it, or neither."""
    call_all(settings.AFTER_ANSWER, answer=answer)


def saved(attempt: Attempt) -> Attempt:
    if attempt.pk is None:
        attempt.save(force_insert=True)
    return attempt


def already_taken(attempt: Attempt, answer: Answer) -> Taken:
    """The answer that stands, after `answer` came too late: a second press, another tab."""
    key = {name: getattr(attempt, name) for name in ("learner_id", "kind", "scope", "number")}
    with transaction.atomic():
        attempt = Attempt.objects.get(**key)
        first, is_new = Answer.objects.select_for_update().get_or_create(
            attempt=attempt,
            question=answer.question,
            ordinal=answer.ordinal,
            defaults={
                field: getattr(answer, field)
                for field in (
                    *("learner", "revision", "seed", "response", "confidence", "seconds"),
                    *("answered_at", "completed_at", "score", "is_right"),
                )
            },
        )
    first.attempt = attempt
    return Taken(first, is_new, is_other=not is_new and not says_the_same(first, answer))


def says_the_same(first: Answer, second: Answer) -> bool:
    """Whether the first steps of two answers agree; what was added to the first later does not matter."""
    if first.confidence != second.confidence and second.confidence is not None:
        return False
    return all(
        first.response.get(name) == value or (name == "choices" and first.response[name][: len(value)] == value)
        for name, value in second.response.items()
    )


def step_differs(answer: Answer, form: AnswerForm) -> bool:
    """Whether a later step that came twice says something else than the one that stands."""
    if not form.is_valid():
        return True
    kind, stands = kinds()[answer.revision.kind], answer.response
    before = {**stands, "choices": stands["choices"][: form.step]} if "choices" in stands else stands
    came = Answer(response=kind.take(form, before), confidence=form.stated_confidence)
    return not says_the_same(answer, came)


@transaction.atomic
def take_next_step(*, answer_key: int, form: AnswerForm) -> Taken:
    """Save a later step of an answer, if nobody has taken it in the meantime."""
    answer = Answer.objects.select_for_update(of=("self",)).select_related("revision", "attempt").get(pk=answer_key)
    kind = kinds()[answer.revision.kind]
    if kind.steps_taken(answer.response) != form.step:
        return Taken(answer, False, is_other=step_differs(answer, form))
    answer.response = kind.take(form, answer.response)
    if form.stated_confidence is not None:
        answer.confidence = form.stated_confidence
    complete(answer, answer.revision)
    answer.save(update_fields=["response", "confidence", "score", "is_right", "completed_at"])
    if tells_more(answer, answer.attempt):
        tell(answer)
    return Taken(answer, True)


def complete(answer: Answer, revision: Revision) -> None:
    """Grade `answer` if its last step is taken. A verdict that is locked says already whether it was right."""
    kind = kinds()[revision.kind]
    if kind.is_complete(revision.content, answer.response):
        answer.score, answer.is_right = kind.grade(revision.content, answer.response)
        answer.completed_at = max(timezone.now(), answer.answered_at)  # the clock may have been set back
