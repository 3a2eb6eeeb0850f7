"""Questions are retired and brought back, never deleted; and loading the files leaves alone what was done here."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import LIST, address, browser, messages_in, sent
from tests.authoring.quiz_files import QUIZ, add_questions
from tests.authoring.test_load_course import load
from tests.quizzes.factories import make_answer, make_question

LEFT = "left as edited here: question Q01.4 (--force overwrites it)"
pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def client() -> Client:
    return browser()


@pytest.fixture
def loaded(folder, edit) -> Question:
    load(add_questions(folder, edit))
    return Question.objects.get(code="Q01.4")


def retire(client, question, answer: str = "yes"):
    return client.post(address(question, "retire"), {"retire": answer}, follow=True)


def test_retired_question_is_asked_no_more_and_its_answers_stay(client):
    question = make_question()
    answer = make_answer(question)

    response = retire(client, question)

    assert messages_in(response)[-1] == "Q01.1 is asked no more; all answers to it stay."
    assert Question.objects.in_use().count() == 0
    answer.refresh_from_db()
    assert LogEntry.objects.get().get_change_message() == "Retired."


def test_retired_question_is_brought_back(client):
    question = make_question()
    retire(client, question)

    retire(client, question, "no")

    assert Question.objects.in_use().get() == question


def test_several_are_retired_from_the_list(client):
    chosen = [make_question(code=f"Q01.{number}").pk for number in (1, 2, 3)][:2]

    response = client.post(LIST, {"action": "retire", "_selected_action": chosen}, follow=True)

    assert messages_in(response)[-1] == "2 questions are asked no more."
    assert [question.code for question in Question.objects.in_use()] == ["Q01.3"]


def test_there_is_no_way_to_delete_one(client):
    question = make_question()

    assert client.post(f"/admin/quizzes/question/{question.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [question.pk], "post": "yes"})
    assert Question.objects.count() == 1


def test_question_retired_here_stays_so_when_the_files_are_loaded(client, loaded, folder, edit):
    retire(client, loaded)

    edit(QUIZ, "stem: In which order?", "stem: What comes first?")
    said = load(folder)

    assert said == [LEFT, "0 added, 0 changed, 16 the same, 1 left as edited here."]
    loaded.refresh_from_db()
    assert loaded.retired_at is not None


def test_question_brought_back_unchanged_follows_the_files_again(client, loaded, folder, edit):
    retire(client, loaded)
    retire(client, loaded, "no")
    load(folder)

    edit(QUIZ, "stem: In which order?", "stem: What comes first?")
    said = load(folder)

    assert said[0] == "changed: question Q01.4"


def test_question_edited_here_is_left_as_it_is(client, loaded, folder, edit):
    client.post(address(loaded), sent(client.get(address(loaded))) | {"stem": "Edited here?"})

    edit(QUIZ, "stem: In which order?", "stem: What comes first?")
    said = load(folder)

    assert said == [LEFT, "0 added, 0 changed, 16 the same, 1 left as edited here."]


def test_question_saved_unchanged_here_still_follows_the_files(client, loaded, folder, edit):
    client.post(address(loaded), sent(client.get(address(loaded))))

    edit(QUIZ, "stem: In which order?", "stem: What comes first?")

    assert load(folder)[0] == "changed: question Q01.4"


def test_force_brings_the_files_back(client, loaded, folder):
    retire(client, loaded)

    load(folder, "--force")

    loaded.refresh_from_db()
    assert loaded.retired_at is None
