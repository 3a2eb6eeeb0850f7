"""A lesson with a quiz, and a learner's ways through it."""

from django.test import Client

from accounts.models import User
from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Answer, Attempt, Question
from quizzes.services import store_question
from tests.conftest import SAME_ORIGIN
from tests.factories import LESSON_TEXT, make_lesson
from tests.quizzes.factories import RIGHT, WRONG, entry, make_answer, make_attempt

FIVE_AND_ONE = ("single", "single", "single", "single", "single", "free")


def lesson_text(number: int, count: int) -> str:
    """The text of `make_lesson`, and below it the places of `count` questions."""
    places = [f"/// question | Q{number:02}.{place}\n///\n" for place in range(1, count + 1)]
    return "\n".join([LESSON_TEXT.format(number=number), "## Quiz\n", *places])


def make_quiz(number: int = 1, kinds=FIVE_AND_ONE, *, has_other_forms: bool = True, **fields) -> list[Question]:
    """A lesson with questions of these kinds, Q01.1 and on, each with its other form; returns those of form A."""
    lesson = Lesson.objects.filter(code=f"L{number:02}").first()
    lesson = lesson or make_lesson(number, source=lesson_text(number, len(kinds)), **fields)
    questions = []
    for place, kind in enumerate(kinds, start=1):
        code = f"Q{number:02}.{place}"
        questions.append(store_question(lesson=lesson, source=entry(kind, code), position=2 * place))
        if has_other_forms:
            store_question(lesson=lesson, source=entry(kind, f"{code}b"), position=2 * place + 1)
    publish_changes()
    return questions


def browser_of(learner: User) -> Client:
    client = Client(**SAME_ORIGIN)
    client.force_login(learner)
    return client


def sit(learner: User, questions, misses=(), *, confidence: int = 60, **fields) -> Attempt:
    """An attempt at all of `questions`, wrong at the codes in `misses`, finished."""
    attempt = make_attempt(learner, questions, **fields)
    for question in questions:
        stated = None if question.kind == "free" else confidence
        make_answer(question, attempt, is_right=question.code not in misses, confidence=stated)
    return attempt


def response_to(question: Question, *, is_right: bool) -> dict:
    return (RIGHT if is_right else WRONG)[question.kind]


def answers_of(learner: User) -> dict[str, Answer]:
    """A learner's first answers by the question's code."""
    return {answer.question.code: answer for answer in Answer.objects.filter(learner=learner, ordinal=1)}
