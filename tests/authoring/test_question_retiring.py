"""Questions are retired and brought back, never deleted; and loading the files leaves alone what was done here."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from authoring.questions.forms import QuestionForm
from quizzes.models import Question
from quizzes.services import retire as retire_rows
from tests.authoring.question_pages import LIST, address, browser, errors_in, messages_in, sent
from tests.authoring.quiz_files import QUIZ, add_questions
from tests.authoring.test_load_course import load
from tests.quizzes.factories import OPTIONS, make_answer, make_question

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


class TestStillToBeWritten:
    """An import leaves `[to write]` where its file said nothing: learners do not see it."""

    @pytest.fixture
    def imported(self) -> Question:
        question = make_question(idea="[to write]", options=[*OPTIONS[:3], {"text": "4", "feedback": "So [to write]."}])
        retire_rows(Question.objects.all())
        return question

    def test_it_is_not_brought_into_use_and_its_fields_are_named(self, client, imported):
        response = retire(client, imported, "no")

        words = messages_in(response)[-1]
        assert words.startswith("Q01.1 stays out of use: “[to write]” still stands in ")
        assert "Idea" in words
        assert "Option 4 · Feedback" in words
        assert not Question.objects.in_use().exists()

    def test_of_several_those_that_are_written_are_brought_back(self, client, imported):
        other = make_question(code="Q01.2")
        retire_rows(Question.objects.all())
        chosen = [imported.pk, other.pk]

        response = client.post(LIST, {"action": "bring_back", "_selected_action": chosen}, follow=True)

        refusal, done = messages_in(response)[-2:]
        assert refusal.startswith("Q01.1 stays out of use")
        assert done == "1 question is asked again."
        assert Question.objects.in_use().get() == other

    def test_it_may_be_stored_half_written_as_long_as_it_is_out_of_use(self, client, imported):
        response = client.post(address(imported), sent(client.get(address(imported))) | {"idea": "Written."})

        assert response.status_code == 302
        assert Question.objects.get().revision.source["idea"] == "Written."

    def test_in_one_that_is_asked_it_is_a_mistake_at_its_field(self, client):
        question = make_question()

        response = client.post(address(question), sent(client.get(address(question))) | {"idea": "As [to write]"})

        assert response.status_code == 422
        assert errors_in(response) == {
            "id_idea": ["'[to write]' is still there. Write it: until then the question is not asked."]
        }
        assert Question.objects.get().revision.number == 1

    def test_earlier_revision_that_has_it_is_not_restored_into_use(self, client, imported):
        values = {"idea": "Written.", "options-3-feedback": "Written."}
        client.post(address(imported), sent(client.get(address(imported))) | values)
        retire(client, imported, "no")

        response = client.post(f"/admin/quizzes/question/{imported.pk}/restore/1/", {"seen": "2"}, follow=True)

        assert messages_in(response)[-1].endswith("Nothing was restored.")
        assert Question.objects.get().revision.number == 2

    def test_one_that_somebody_brings_into_use_meanwhile_is_not_stored(self, client, imported, monkeypatch):
        values = sent(client.get(address(imported)))
        Question.objects.update(retired_at=None)
        monkeypatch.setattr(QuestionForm, "of", staticmethod(as_if_retired(QuestionForm.of)))

        response = client.post(address(imported), values | {"stem": "Another?"})

        assert response.status_code == 422
        assert set(errors_in(response)) == {"id_idea", "id_options-3-feedback"}
        assert Question.objects.get().revision.number == 1


def as_if_retired(make):
    def form(*args):
        made = make(*args)
        made.is_asked = False
        return made

    return form


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
