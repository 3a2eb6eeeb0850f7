"""Options and other rows are added, moved, taken out and put back, with everything else as it was typed."""

import pytest
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import address, browser, form_in, sent
from tests.quizzes.factories import make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def client() -> Client:
    return browser()


def press(client, question: Question, do: str, **typed):
    return client.post(address(question), sent(client.get(address(question))) | typed | {"do": do})


def texts(response, name: str = "options", key: str = "-text") -> list[str]:
    values = sent(response)
    return [values[f"{name}-{number}{key}"] for number in range(20) if f"{name}-{number}{key}" in values]


def focused(response) -> list[str]:
    return [each["name"] for each in form_in(response) if "autofocus" in each]


def test_added_option_is_the_last_and_the_place_to_go_on(client):
    question = make_question()

    response = press(client, question, "add.options", stem="Typed just now?")

    assert texts(response)[3:] == ["The fourth option", ""]
    assert focused(response) == ["options-4-text"]
    assert sent(response)["stem"] == "Typed just now?"
    assert form_in(response).one(role="status").words == "Option 5 is added."
    assert Question.objects.get().revision.number == 1


def test_moved_option_takes_its_key_and_feedback_along(client):
    question = make_question()

    response = press(client, question, "up.options-1")

    assert texts(response)[:2] == ["The second option", "The first option"]
    assert sent(response)["options-key"] == "0"
    assert texts(response, key="-feedback")[0] == "It names the threshold."


def test_moved_down_and_saved_is_stored_so(client):
    question = make_question(kind="order")

    client.post(address(question), sent(press(client, question, "down.steps-0")))

    question.refresh_from_db()
    assert question.revision.source["steps"][:2] == ["Find the friction", "Find the job"]


def test_option_that_was_taken_out_can_be_put_back(client):
    question = make_question()

    response = press(client, question, "remove.options-1")
    again = client.post(address(question), sent(response) | {"do": "back"})

    assert texts(response) == ["The first option", "The third option", "The fourth option"]
    assert texts(again)[1] == "The second option"
    assert sent(again)["options-key"] == "1"


def test_choice_of_one_step_of_a_story_is_added_to_that_step(client):
    question = make_question(kind="branch")

    response = press(client, question, "add.nodes-1-choices")

    assert texts(response, "nodes-0-choices")[2:] == ["Wait a day"]
    assert texts(response, "nodes-1-choices")[2:] == [""]


def test_there_are_never_more_than_there_can_be(client):
    question = make_question(kind="tf-why")
    response = press(client, question, "add.reasons")
    assert "add.reasons" not in [each["value"] for each in form_in(response).all("button")]

    again = client.post(address(question), sent(response) | {"do": "add.reasons"})

    assert len(texts(again, "reasons")) == 4


@pytest.mark.parametrize(
    "do",
    [
        *("up.options-0", "down.options-3", "up.options-99", "remove.", "up.nowhere-1", "add.stem", "add.", "x"),
        *(
            "remove.stem",
            "add.options-0",
            "up.options-0-text",
            "remove.options--1",
            "add.options-1-2-3",
            "back",
            "form",
        ),
        "up." + "9" * 9000,
    ],
)
def test_button_that_makes_no_sense_changes_nothing(client, do):
    question = make_question()

    response = press(client, question, do)

    assert response.status_code == 200
    assert texts(response) == [f"The {each} option" for each in ("first", "second", "third", "fourth")]


def test_list_whose_length_is_fixed_has_no_buttons(client):
    question = make_question(kind="free")

    buttons = [each["value"] for each in form_in(client.get(address(question))).all("button")]

    assert [value for value in buttons if "rubric" in value] == []


def test_new_heading_can_be_chosen_at_once(client):
    question = make_question(kind="categorise")

    response = press(client, question, "add.categories")
    values = sent(response) | {"categories-2": "Neither", "do": "check"}
    again = client.post(address(question), values | {"cards-2-category": "2"})

    assert sent(again)["cards-2-category"] == "2"
    select = form_in(again).one("select", name="cards-2-category")
    assert select.all("option", value="2")[0].words == "Neither"
