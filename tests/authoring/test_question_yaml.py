"""The expert view: the same entry as YAML, with the same checks and the line of each mistake."""

import time

import pytest
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import address, browser, form_in, sent
from tests.quizzes.factories import CONTENT, entry, make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KINDS = sorted(CONTENT)


@pytest.fixture
def client() -> Client:
    return browser()


def as_yaml(client, question: Question, **typed) -> dict[str, str]:
    return sent(client.post(address(question), sent(client.get(address(question))) | typed | {"do": "yaml"}))


def problems(response) -> list[str]:
    return [each.words for each in read(response).one("div", class_="errornote").all("li")]


@pytest.mark.parametrize("kind", KINDS)
def test_there_and_back_again_is_the_same_form(client, kind):
    question = make_question(kind=kind)

    form = sent(client.post(address(question), as_yaml(client, question, idea="Typed.") | {"do": "form"}))

    assert form == sent(client.get(address(question))) | {"idea": "Typed."}


def test_yaml_that_is_saved_is_the_next_revision(client):
    question = make_question()
    values = as_yaml(client, question)
    assert values["yaml"].startswith("id: Q01.1\nkind: single\nlevel: apply\n")

    client.post(address(question), values | {"yaml": values["yaml"].replace("The fourth option", "A better one")})

    question.refresh_from_db()
    assert question.revision.source == entry() | {
        "options": [*entry()["options"][:3], entry()["options"][3] | {"text": "A better one"}]
    }


def test_yaml_unchanged_is_no_revision(client):
    question = make_question(kind="branch")

    client.post(address(question), as_yaml(client, question))

    assert question.revisions.count() == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("level: apply", "level: know", "Line 3: 'know' is not a value of 'level'."),
        ("idea: The idea", "hint: The idea", "Line 1: A key is missing: idea. Add it."),
        ("difficulty: 1", "difficulty: one", "Line 4: 'one' is not a value of 'difficulty'."),
        (
            "kind: single",
            "kind: multiple",
            "Line 2: 'kind' is single, and stays so. Write kind: single",
        ),
        ("id: Q01.1", "id: Q01.7", "Line 1: 'id' is Q01.1, and stays so. Write id: Q01.1"),
        ("stem: ", "stem: [", "This is not YAML:"),
        ("difficulty: 1", "difficulty: &a 1\nwhy: *a", "Line 1: A question repeats nothing by *name."),
        ("difficulty: 1", "difficulty: 2026-13-41", "Line 4: This is not YAML:"),
        ("difficulty: 1", "difficulty: " + "[" * 40 + "]" * 40, "Line 1: Lists and keys stand more than 12 deep."),
    ],
)
def test_mistake_is_said_with_its_line_and_the_text_stays(client, old, new, said):
    question = make_question()
    values = as_yaml(client, question)
    values["yaml"] = values["yaml"].replace(old, new, 1)

    response = client.post(address(question), values)

    assert response.status_code == 422
    assert any(said in problem for problem in problems(response))
    assert sent(response)["yaml"].strip() == values["yaml"].strip()
    assert question.revisions.count() == 1


def test_text_that_fits_no_field_is_not_brought_into_the_form(client):
    question = make_question()
    values = as_yaml(client, question)

    response = client.post(address(question), values | {"yaml": values["yaml"] + "hint: Think.\n", "do": "form"})

    assert "hint: Think." in sent(response)["yaml"]
    assert form_in(response).one(role="status").words.startswith("Some of this fits no field of the form.")


def test_advice_has_its_line_too(client):
    question = make_question()

    response = client.post(address(question), as_yaml(client, question) | {"do": "check"})

    assert read(response).one("ul", class_="advice").all("li")[0].words.startswith("Line 1: There is no other form")


@pytest.mark.parametrize("text", ["", "   ", "- a\n- b", "just words", "[" * 50_000, "a: " * 20_000, "é" * 300_000])
def test_text_that_is_no_question_is_refused_soon(client, text):
    question = make_question()
    values = as_yaml(client, question) | {"yaml": text}
    began = time.process_time()

    response = client.post(address(question), values)

    assert (response.status_code, len(problems(response))) == (422, 1)
    assert time.process_time() - began < 2
