"""Who may not see what learners share with instructors: by reading and by sending."""

import pytest

from readiness.models import Feedback
from readiness.services import share
from tests.accounts.actions import sign_in, sign_in_with_app
from tests.factories import make_user
from tests.readiness.actions import SHARED, say, shown_rating

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shared(sharer):
    share(learner=sharer, question="R1")


@pytest.fixture
def answers(client, sharer):
    """What comes of reading and of sending, and that nothing was kept or shown."""

    def ask() -> list:
        responses = [client.get(SHARED), say(client, shown_rating(sharer), comment="Hello.")]
        assert not any(b"thirty cases" in response.content for response in responses)
        assert Feedback.objects.count() == 0
        return responses

    return ask


def test_visitor_is_asked_to_sign_in(answers):
    assert all(response.url.startswith("/admin/login/?next=/readiness/shared/") for response in answers())


def test_learner_is_sent_away(client, answers):
    client.force_login(make_user())

    assert [response.status_code for response in answers()] == [302, 302]


def test_learner_who_shares_is_sent_away(client, sharer, answers):
    client.force_login(sharer)

    assert [response.status_code for response in answers()] == [302, 302]


def test_staff_without_a_second_factor_are_sent_to_add_one(client, answers):
    sign_in(client, make_user(is_staff=True, is_superuser=True).email)

    assert [response.status_code for response in answers()] == [302, 302]
    assert client.get(SHARED, follow=True).redirect_chain[-1][0] == "/accounts/2fa/"


def test_staff_who_may_not_read_shares_are_refused(client, answers):
    sign_in_with_app(client, make_user(is_staff=True))

    assert [response.status_code for response in answers()] == [403, 403]


def test_other_methods_are_refused(client, sharer, instructor):
    assert client.post(SHARED).status_code == 405
    assert client.get(f"/readiness/shared/{shown_rating(sharer).pk}/feedback/").status_code == 405
