"""Posts that are refused whatever they say: by method, by where they come from, by what they name."""

import pytest
from django.test import Client

from accounts.models import User
from lessons.models import Status
from quizzes.models import Answer
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson
from tests.quizzes.factories import make_question

ANSWER = "/questions/Q01.1/answer/"
SENT = {"option": "0", "confidence": "80"}


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_a_post_answers(db, client, method):
    make_question()

    response = getattr(client, method)(f"{ANSWER}?option=0&confidence=80")

    assert (response.status_code, Answer.objects.count()) == (405, 0)


FOREIGN = {
    "another site": {"HTTP_SEC_FETCH_SITE": "cross-site"},
    "another part of the site's domain": {"HTTP_SEC_FETCH_SITE": "same-site"},
    "nowhere": {"HTTP_SEC_FETCH_SITE": "none"},
    "another origin": {"HTTP_ORIGIN": "https://evil.example"},
    "a browser that does not say": {},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_post_from_elsewhere_is_refused_and_nothing_is_stored(db, headers):
    make_question()

    response = Client().post(ANSWER, SENT, **headers)

    assert response.status_code == 403
    assert (Answer.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.parametrize("headers", [SAME_ORIGIN, {"HTTP_ORIGIN": "http://testserver"}])
def test_post_from_our_own_page_is_taken(db, headers):
    make_question()

    assert Client(enforce_csrf_checks=True).post(ANSWER, SENT, **headers).status_code == 302


@pytest.mark.parametrize("code", ["Q09.1", "Q01.2", "Q01.1b", "q01.1", "Q1.1", "Q01.1%00", "x" * 300, "Q٠١.1"])
def test_question_that_is_not_there_is_not_found(db, client, code):
    make_question()

    for path in ("", "answer/", "report/", "report/send/"):
        method = client.post if path in ("answer/", "report/send/") else client.get
        assert method(f"/questions/{code}/{path}", SENT).status_code == 404


@pytest.mark.parametrize("path", ["", "report/"])
def test_question_of_an_unpublished_lesson_is_not_found(db, client, path):
    make_question(make_lesson(1, status=Status.DRAFT))

    assert client.get(f"/questions/Q01.1/{path}").status_code == 404


@pytest.mark.parametrize("place", ["practice", "quiz:L01", "recap:L01"])
def test_answer_to_a_question_of_an_unpublished_lesson_is_not_found(db, client, place):
    make_question(make_lesson(1, status=Status.DRAFT))

    assert client.post(ANSWER, {**SENT, "place": place}).status_code == 404
    assert Answer.objects.count() == 0
    assert client.post("/questions/Q01.1/report/send/", {"reason": "key"}).status_code == 404
