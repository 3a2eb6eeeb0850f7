"""The same thing said twice at the same moment."""

import pytest

from reviews.models import Preference
from tests.at_once import at_once
from tests.factories import make_user
from tests.quizzes.quiz_lessons import browser_of

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_first_preferences_saved_twice_at_once_are_one():
    learner = make_user()
    browsers = [browser_of(learner) for _ in range(4)]

    responses = at_once(
        *(lambda mine=mine: mine.post("/review/preferences/", {"retention": "0.95"}).status_code for mine in browsers)
    )

    assert responses == [302] * 4
    assert Preference.objects.get(learner=learner).retention == 0.95
