"""While the database is away: visitors read on what is kept, everybody else is told."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

from lessons import middleware
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user

LESSON = "/lessons/lesson-1/"


@contextmanager
def database_away():
    """Every query fails as it does without a server. Returns how many were tried, as a list that grows."""
    tried = []

    def fail(execute, sql, params, many, context):
        tried.append(sql)
        raise OperationalError("connection refused")

    with connection.execute_wrapper(fail):
        yield tried


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False, **SAME_ORIGIN)


def test_visitor_goes_on_reading_what_is_kept(db, visitor):
    make_lesson(1)
    before = visitor.get(LESSON)

    with database_away():
        response = visitor.get(LESSON)

    assert (response.status_code, response.content) == (200, before.content)
    assert response["ETag"] == before["ETag"]


def test_visitor_is_told_that_a_page_which_is_not_kept_must_wait(db, visitor):
    make_lesson(1)

    with database_away():
        response = visitor.get(LESSON)

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "The course is resting for a moment" in response.content.decode()


def test_page_that_says_so_is_not_kept(db, visitor):
    make_lesson(1)
    with database_away():
        visitor.get(LESSON)

    response = visitor.get(LESSON)

    assert response.status_code == 200


def test_learner_is_told_to_wait(db):
    make_lesson(1)
    learner = Client(raise_request_exception=False)
    learner.force_login(make_user())
    learner.get(LESSON)

    with database_away():
        response = learner.get(LESSON)

    assert (response.status_code, response["Retry-After"]) == (503, "10")


def test_mark_is_refused_with_the_same_page(db, visitor):
    make_lesson(1)

    with database_away():
        response = visitor.post("/prompts/P01.1/mark/", {"rating": "got-it"})

    assert response.status_code == 503


def test_database_is_not_asked_at_each_request_while_it_is_away(db, visitor):
    make_lesson(1)
    visitor.get(LESSON)

    with database_away() as tried:
        for _request in range(5):
            visitor.get(LESSON)

    assert len(tried) == 1


def test_database_is_asked_again_after_a_while(db, visitor, monkeypatch):
    make_lesson(1)
    visitor.get(LESSON)
    with database_away():
        visitor.get(LESSON)
    make_lesson(2)

    now = middleware.monotonic()
    monkeypatch.setattr(middleware, "monotonic", lambda: now + middleware.ASK_AGAIN_SECONDS)
    response = visitor.get(LESSON)

    assert b"Number 2" in response.content


def test_error_of_our_own_is_not_blamed_on_the_database(db, visitor, monkeypatch):
    make_lesson(1)
    monkeypatch.setattr("lessons.views.modules_of", lambda lessons: 1 / 0)

    response = visitor.get("/course/")

    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()
    assert "Retry-After" not in response.headers
