"""Sharing one question with instructors, and taking it back."""

import pytest

from readiness.models import Share
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.readiness.actions import OVERVIEW, row_of
from tests.readiness.factories import make_sheet, rate

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user()
    client.force_login(learner)
    rate(learner, R1=1, R2=1)
    return learner


def send(client, code: str, shared: str = "1"):
    return client.post(f"/readiness/questions/{code}/share/", {"shared": shared})


def test_nothing_is_shared_until_the_learner_says_so(client, learner):
    assert Share.objects.count() == 0
    assert "Private: nobody but you sees it." in row_of(client.get(OVERVIEW), "R1").words


def test_one_question_is_shared_and_the_others_are_not(client, learner):
    response = send(client, "R1")

    assert response.url == "/readiness/#r1"
    page = client.get(OVERVIEW)
    assert row_of(page, "R1").one("button").words == "Take R1 back"
    assert row_of(page, "R2").one("button").words == "Share R2 with instructors"


def test_sharing_twice_shares_once(client, learner):
    send(client, "R1")
    send(client, "R1")

    assert Share.objects.count() == 1


def test_taking_it_back_ends_it_and_may_be_sent_twice(client, learner):
    send(client, "R1")
    send(client, "R2")
    send(client, "R1", "0")
    send(client, "R1", "0")

    assert [share.question for share in Share.objects.all()] == ["R2"]


@pytest.mark.parametrize(("code", "shared"), [("R9", "1"), ("R1", ""), ("R1", "2")])
def test_what_makes_no_sense_is_not_there(client, learner, code, shared):
    assert send(client, code, shared).status_code == 404
    assert Share.objects.count() == 0


def test_question_that_is_not_rated_cannot_be_shared(client, learner):
    client.force_login(make_user())

    assert send(client, "R1").status_code == 404


def test_visitor_has_nothing_to_share(client, learner):
    client.logout()

    assert send(client, "R1").status_code == 404


def test_get_is_refused(client, learner):
    assert client.get("/readiness/questions/R1/share/").status_code == 405
