"""A learner who has met the rule of the small course, and certificates."""

from accounts.models import User
from certificates.models import Certificate
from certificates.services import issue
from lessons.models import Course
from quizzes.models import Attempt, Decision, Question
from tests.factories import make_course, make_lesson, make_module, make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.factories_activities import make_activity

STANDS_FOR = "A practical grounding."
CAPSTONE = "Hand in the capstone"
RULE = {
    "stands_for": STANDS_FOR,
    "practised": ["L05", "L06"],
    "final_percent": 70,
    "activities": [{"id": "ACT17", "text": CAPSTONE}],
}
LINES = (
    "Practise lessons 5–6: pass the quiz of each with at least 80%",
    "Get at least 70% right in a final check",
    CAPSTONE,
)


def make_ruled_course(rule: dict | None = None) -> Course:
    """A course of three lessons, each with a question, and a capstone; with a rule."""
    course = make_course(title="Small course", certificate=dict(RULE if rule is None else rule))
    make_module(course=course)
    for number in (5, 6, 17):
        make_lesson(number)
    for code in ("Q05.1", "Q06.1"):
        make_question(code=code)
    make_activity("ACT17")
    return course


def practise(learner: User, *codes: str) -> None:
    """Pass a quiz of one question."""
    for code in codes:
        make_answer(Question.objects.get(code=code), learner=learner)


def finish_final(learner: User, *, right: int, wrong: int) -> Attempt:
    """A final check in which so many questions went right and so many wrong."""
    number = Question.objects.count()
    questions = [make_question(code=f"Q05.{number + place}") for place in range(2, right + wrong + 2)]
    attempt = make_attempt(learner, questions, kind=Attempt.Kind.FINAL, scope="")
    for place, question in enumerate(questions):
        make_answer(question, attempt, is_right=place < right)
    return attempt


def hand_in(learner: User) -> Decision:
    activity = make_activity("ACT17")
    return Decision.objects.create(learner=learner, activity=activity, choices={}, outcome={})


def meet_the_rule(learner: User) -> User:
    practise(learner, "Q05.1", "Q06.1")
    finish_final(learner, right=3, wrong=1)
    hand_in(learner)
    return learner


def make_certificate(learner: User | None = None, *, name: str = "Lena Beispiel") -> Certificate:
    learner = learner or make_user()
    course = Course.objects.first() or make_ruled_course()
    return issue(learner=learner, email=learner.email, name=name, course=course, rule=LINES)
