"""Finding questions in the admin: columns, filters, search."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.models import Question, Report
from tests.authoring.question_pages import LIST, browser
from tests.quizzes.factories import make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def client() -> Client:
    return browser()


def report(question: Question, **fields) -> Report:
    return Report.objects.create(question=question, revision=question.revision, reason="key", **fields)


def rows(response) -> list[dict[str, str]]:
    table = read(response).one("table", id="result_list")
    return [
        {cell["class"].split("field-")[-1].split()[0]: cell.words for cell in row if "field-" in cell["class"]}
        for row in table.one("tbody").all("tr")
    ]


def codes(client, query: str) -> list[str]:
    response = client.get(f"{LIST}?{query}")
    return [row["code"] for row in rows(response)] if read(response).all("table", id="result_list") else []


def test_row_says_what_one_looks_for(client):
    question = make_question(stem="Which " + "very " * 40 + "long stem?")
    report(question)
    report(question)
    report(question, settled_at=timezone.now())

    (row,) = rows(client.get(LIST))

    assert row["beginning"].startswith("Which very")
    assert row["beginning"].endswith("…")
    names = ("code", "lesson_link", "kind_title", "level_and_difficulty", "number", "reports")
    assert [row[name] for name in names] == ["Q01.1", "L01", "One answer", "apply, 1", "1", "2"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Q01.1", "Q01.2", "Q02.1"]),
        ("kind=order", ["Q01.2"]),
        ("level=create", ["Q02.1"]),
        ("difficulty__exact=3", ["Q02.1"]),
        ("use=retired", ["Q01.2"]),
        ("use=asked", ["Q01.1", "Q02.1"]),
        ("use=reported", ["Q01.1"]),
        ("q=Q01.2", ["Q01.2"]),
        ("q=friction", ["Q01.2"]),
        ("q=STEM of Q02", ["Q02.1"]),
        ("q=nothing of the kind", []),
    ],
)
def test_questions_are_found(client, query, found):
    report(make_question())
    Question.objects.filter(pk=make_question(code="Q01.2", kind="order").pk).update(retired_at=timezone.now())
    make_question(code="Q02.1", level="create", difficulty=3)

    assert codes(client, query) == found


def test_questions_of_one_lesson_are_found(client):
    make_question()
    question = make_question(code="Q02.1")

    assert codes(client, f"lesson__id__exact={question.lesson_id}") == ["Q02.1"]


def test_length_of_the_list_costs_no_queries(client):
    client.get(LIST)
    counts = []
    for number in (1, 2, 3):
        make_question(code=f"Q01.{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert len(set(counts)) == 1
    assert counts[0] < 20


def test_empty_list_is_a_page(client):
    assert "0 questions" in read(client.get(LIST)).one("p", class_="paginator").words
