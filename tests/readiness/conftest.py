import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.readiness.factories import Said, make_sheet, rate


@pytest.fixture
def sharer(db) -> User:
    """A learner who rated two questions with evidence and may share them."""
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user("lena@example.org", display_name="Lena")
    rate(learner, R1=Said(3, "We tried thirty cases."), R2=Said(2, "What nobody else may read."))
    return learner


@pytest.fixture
def instructor(client, sharer) -> User:
    """An instructor who signed in with a second factor."""
    instructor = make_user(is_staff=True, display_name="Ada")
    instructor.user_permissions.add(Permission.objects.get(codename="view_share"))
    sign_in_with_app(client, instructor)
    return instructor
