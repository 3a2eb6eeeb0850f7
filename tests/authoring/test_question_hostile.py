"""What no instructor would send: far too much, markup, what the database cannot hold. A clear answer, soon."""

import time

import pytest
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import address, browser, errors_in, sent
from tests.quizzes.factories import make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MEGABYTE = 1024 * 1024


@pytest.fixture
def client() -> Client:
    return browser()


def post(client, question: Question, changes: dict, seconds: int = 2):
    """The answer, which costs no more time than that, whatever else the machine does meanwhile."""
    values = sent(client.get(address(question))) | changes
    began = time.process_time()
    response = client.post(address(question), values)
    assert time.process_time() - began < seconds
    return response


@pytest.mark.parametrize("name", ["stem", "idea", "points", "level", "options-0-text", "options-0-misconception"])
def test_two_megabytes_in_a_field_are_refused_there_and_stay(client, name):
    question = make_question()

    response = post(client, question, {name: "A1.1, " * (2 * MEGABYTE // 6)})

    assert (response.status_code, list(errors_in(response))) == (422, [f"id_{name}"])
    assert len(sent(response)[name]) > 2 * MEGABYTE - 10
    assert len(response.content) < 5 * MEGABYTE


def test_hundred_options_are_too_many_and_all_stand_there(client):
    question = make_question()
    rows = {f"options-{row}-{key}": f"{key} {row}" for row in range(100) for key in ("text", "feedback")}

    response = post(client, question, rows)

    assert errors_in(response) == {"id_options": ["'options' has 100 entries. Write at most 6."]}
    assert sent(response)["options-99-text"] == "text 99"


def test_rows_with_gaps_and_huge_numbers_are_read_in_order(client):
    question = make_question(kind="order")

    post(client, question, {"steps-77": "After the others", "steps-99999999999": "Nowhere", "steps-٣": "Nor this"})

    question.refresh_from_db()
    assert question.revision.source["steps"][-1] == "After the others"
    assert len(question.revision.source["steps"]) == 5


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</textarea><script>", "[x](javascript:alert(1))"],
)
def test_markup_is_text_in_the_form_and_harmless_on_the_page(client, text):
    question = make_question()

    post(client, question, {"stem": f"A {text} stem?", "options-1-feedback": text, "idea": text})

    assert sent(client.get(address(question)))["stem"] == f"A {text} stem?"
    for path in (f"/questions/{question.code}/", address(question, "history"), "/admin/quizzes/question/"):
        page = read(client.get(path))
        assert [each for each in page.all("script") if "alert" in each.text] == []
        assert [each["href"] for each in page.all("a") if each["href"].startswith("javascript")] == []


def test_characters_that_the_database_cannot_hold_are_taken_out(client):
    question = make_question()

    post(client, question, {"stem": "Nothing\x00 to see?"})

    question.refresh_from_db()
    assert question.revision.source["stem"] == "Nothing to see?"


@pytest.mark.parametrize("text", ["[" * 2000, "*" * 2000, "`" * 2000, "> " * 1000, "![" * 1000, "|a" * 1000])
def test_markdown_that_is_made_to_be_slow_is_stored_or_refused_soon(client, text):
    question = make_question()

    assert post(client, question, {"stem": text[:2000]}, seconds=5).status_code == 302


def test_line_breaks_of_browsers_are_no_change(client):
    question = make_question(stem="First line.\n\nSecond line?")
    values = sent(client.get(address(question)))

    client.post(address(question), values | {"stem": values["stem"].replace("\n", "\r\n")})

    assert question.revisions.count() == 1
