"""What a question said before, what each revision changed, and the way back."""

import pytest
from django.test import Client

from accounts.models import User
from quizzes.models import Question
from tests.authoring.question_pages import address, browser, instructor, messages_in, sent
from tests.quizzes.factories import entry, make_answer, make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def ada() -> User:
    return instructor(display_name="Ada")


@pytest.fixture
def client(ada) -> Client:
    return browser(ada)


@pytest.fixture
def question(client) -> Question:
    """Its second revision has another stem and one more option, moved to the front."""
    question = make_question()
    make_answer(question)
    values = sent(client.get(address(question))) | {"stem": "The kernel of Q01.1?", "do": "add.options"}
    values = sent(client.post(address(question), values)) | {
        "options-4-text": "A fifth",
        "options-4-feedback": "It is none.",
    }
    for row in (4, 3, 2, 1):
        values = sent(client.post(address(question), values | {"do": f"up.options-{row}"}))
    client.post(address(question), values)
    return question


def versions(client, question) -> list:
    return read(client.get(address(question, "history"))).all("section", class_="version")


def test_each_revision_says_who_made_it_and_what_it_changed(client, question):
    newest, first = versions(client, question)

    assert "Ada" in newest.all("p")[0].words
    assert "loaded from the files. 1 answer." in first.all("p")[0].words
    assert [each.words for each in newest.all("dt")] == ["Stem", "Option 1"]
    assert [each.words for each in newest.all("del")] == ["Taken out: stem (end)"]
    assert [each.words for each in newest.all("ins")] == [
        "Put in: kernel (end)",
        "Put in: Text: A fifth Feedback: It is none. (end)",
    ]


def test_restoring_is_a_new_revision_that_says_the_same(client, question):
    values = {"seen": "2"}

    response = client.post(f"/admin/quizzes/question/{question.pk}/restore/1/", values, follow=True)

    question.refresh_from_db()
    assert (question.revision.number, question.revision.source) == (3, entry())
    assert messages_in(response)[-1].startswith("Q01.1 is stored as revision 3.")
    assert [len(each.all("form")) for each in versions(client, question)] == [0, 1, 1]


def test_restoring_after_somebody_else_changed_it_changes_nothing(client, question):
    response = client.post(f"/admin/quizzes/question/{question.pk}/restore/1/", {"seen": "1"}, follow=True)

    assert messages_in(response)[-1].startswith("Somebody stored another revision in the meantime")
    assert question.revisions.count() == 2


@pytest.mark.parametrize("number", [0, 3, 99])
def test_revision_that_is_not_there_is_not_found(client, question, number):
    path = f"/admin/quizzes/question/{question.pk}/restore/{number}/"

    assert client.post(path, {"seen": "2"}).status_code == 404


def test_question_that_was_never_changed_has_one_revision(client):
    question = make_question()

    (only,) = versions(client, question)

    assert "The first one." in only.words
