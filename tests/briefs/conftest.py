import pytest

from tests.factories import make_lesson, make_user
from tests.quizzes.quiz_lessons import browser_of


@pytest.fixture
def lesson(db):
    """Lesson 5, which asks "What will you do?" at its end."""
    return make_lesson(5)


@pytest.fixture
def learner(lesson):
    return make_user()


@pytest.fixture
def mine(learner):
    """The learner's browser."""
    return browser_of(learner)
