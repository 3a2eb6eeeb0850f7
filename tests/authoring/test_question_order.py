"""The questions of a lesson are put in order, with numbers or arrows, and nobody's order is overwritten unseen."""

import pytest
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import browser, messages_in
from tests.factories import make_lesson
from tests.quizzes.factories import make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PATH = "/admin/quizzes/question/order/L01/"


@pytest.fixture
def client() -> Client:
    for number in (1, 2, 3):
        make_question(code=f"Q01.{number}")
    return browser()


def stored() -> list[str]:
    return list(Question.objects.in_use().order_by("position").values_list("code", flat=True))


def shown(response) -> list[str]:
    return [row["data-name"] for row in read(response).one("ol", class_="order").all("li")]


def sent(response) -> dict[str, str]:
    return {
        each["name"]: each["value"]
        for each in read(response).all("input")
        if each["name"].startswith(("place", "seen"))
    }


def test_typed_numbers_are_the_order(client):
    values = sent(client.get(PATH)) | {"place-Q01.3": "0"}

    response = client.post(PATH, values, follow=True)

    assert stored() == ["Q01.3", "Q01.1", "Q01.2"] == shown(response)
    assert messages_in(response) == ["3 questions stand elsewhere now."]


@pytest.mark.parametrize(
    ("code", "place", "wanted"),
    [
        ("Q01.3", "1", ["Q01.3", "Q01.1", "Q01.2"]),
        ("Q01.3", "2", ["Q01.1", "Q01.3", "Q01.2"]),
        ("Q01.1", "2", ["Q01.2", "Q01.1", "Q01.3"]),
        ("Q01.1", "3", ["Q01.2", "Q01.3", "Q01.1"]),
    ],
)
def test_question_that_is_given_the_place_of_another_gets_it(client, code, place, wanted):
    client.post(PATH, sent(client.get(PATH)) | {f"place-{code}": place})

    assert stored() == wanted


def test_arrow_moves_on_the_page_and_stores_nothing_yet(client):
    response = client.post(PATH, sent(client.get(PATH)) | {"do": "up.Q01.2"})

    assert shown(response) == ["Q01.2", "Q01.1", "Q01.3"]
    assert [each["value"] for each in read(response).all("button") if "autofocus" in each] == ["up.Q01.2"]
    assert stored() == ["Q01.1", "Q01.2", "Q01.3"]

    client.post(PATH, sent(response))

    assert stored() == ["Q01.2", "Q01.1", "Q01.3"]


def test_order_that_somebody_else_changed_is_not_overwritten(client):
    values = sent(client.get(PATH))
    client.post(PATH, values | {"place-Q01.3": "0"})

    response = client.post(PATH, values | {"place-Q01.2": "0"})

    assert response.status_code == 409
    assert stored() == ["Q01.3", "Q01.1", "Q01.2"]
    client.post(PATH, sent(response))
    assert stored() == shown(response)


def test_same_order_sent_again_changes_nothing(client):
    values = sent(client.get(PATH)) | {"place-Q01.3": "0"}
    client.post(PATH, values)

    response = client.post(PATH, values, follow=True)

    assert messages_in(response)[-1] == "The order is as it was."


@pytest.mark.parametrize("text", ["", "x", "-3", "9" * 99, "²", "1.5"])
def test_what_is_no_number_leaves_a_question_where_it_was(client, text):
    client.post(PATH, sent(client.get(PATH)) | {"place-Q01.2": text})

    assert stored() == ["Q01.1", "Q01.2", "Q01.3"]


def test_retired_question_has_no_place(client):
    client.post(f"/admin/quizzes/question/{Question.objects.get(code='Q01.2').pk}/retire/", {"retire": "yes"})

    assert shown(client.get(PATH)) == ["Q01.1", "Q01.3"]


def test_lesson_without_questions_says_so(client):
    make_lesson(2)

    page = read(client.get("/admin/quizzes/question/order/L02/"))

    assert "This lesson asks no questions yet." in page.one("div", class_="question-editor").words


def test_lesson_that_is_not_there_is_not_found(client):
    assert client.get("/admin/quizzes/question/order/L99/").status_code == 404
