"""A changed question is a new revision: old answers stay with the old one, and nobody overwrites somebody else."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from quizzes.models import Answer, Question
from tests.authoring.question_pages import ADD, address, browser, errors_in, form_in, instructor, messages_in, sent
from tests.factories import make_lesson
from tests.quizzes.factories import entry, make_answer, make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def client() -> Client:
    return browser()


def change(client, question, **typed):
    values = sent(client.get(address(question))) | {name.replace("__", "-"): text for name, text in typed.items()}
    return client.post(address(question), values, follow=True)


def test_change_is_a_revision_that_learners_see_at_once(client):
    question = make_question()
    reader = Client()
    reader.get("/questions/Q01.1/")

    response = change(client, question, stem="Which threshold?")

    assert messages_in(response) == ["Q01.1 is stored as revision 2."]
    assert "Which threshold?" in reader.get("/questions/Q01.1/").content.decode()


def test_old_answers_stay_with_what_they_were_given_to_and_that_is_said(client):
    question = make_question()
    answer = make_answer(question)
    before = read(client.get(address(question))).one("div", class_="question-state").words

    response = change(client, question, options__1__text="Another key")

    assert "1 answer was given to it. A change makes a new revision, be it one letter" in before
    assert messages_in(response) == [
        "Q01.1 is stored as revision 2. 1 answer was given to revision 1: it is still read and graded against that."
    ]
    answer = Answer.objects.select_related("revision").get(pk=answer.pk)
    assert answer.revision.source["options"][1]["text"] == "The second option"
    assert "0 answers were given to it." in read(response).one("div", class_="question-state").words


def test_who_changed_what_is_in_the_log(client):
    question = make_question()

    change(client, question, stem="Which threshold?", options__0__feedback="It misses it.")

    logged = LogEntry.objects.get()
    assert logged.get_change_message() == "Changed Stem and Option 1 · Feedback for revision “2”."
    assert (logged.object_repr, logged.user.groups.get().name) == ("Q01.1", "Instructors")


def test_second_of_two_who_change_a_question_sees_both_and_loses_nothing(client):
    question = make_question()
    other = browser()
    theirs, mine = (sent(each.get(address(question))) for each in (other, client))
    other.post(address(question), theirs | {"stem": "Theirs?"})

    response = client.post(address(question), mine | {"stem": "Mine?"})

    assert response.status_code == 409
    conflict = read(response).one("section", class_="conflict")
    assert [each.words for each in conflict.all("del") + conflict.all("ins")] == [
        "Taken out: Theirs (end)",
        "Put in: Mine (end)",
    ]
    assert sent(response)["stem"] == "Mine?"
    assert Question.objects.get().revision.source["stem"] == "Theirs?"

    client.post(address(question), sent(response))

    assert [each.source["stem"] for each in question.revisions.all()] == ["The stem of Q01.1?", "Theirs?", "Mine?"]


def test_saving_twice_makes_one_revision(client):
    question = make_question()
    values = sent(client.get(address(question))) | {"stem": "Which threshold?"}

    client.post(address(question), values)
    response = client.post(address(question), values, follow=True)

    assert question.revisions.count() == 2
    assert "Q01.1 says this already; nothing was changed." in messages_in(response)


@pytest.mark.parametrize("seen", ["", "0", "x", "9" * 99, "-1"])
def test_form_that_does_not_say_what_it_began_from_overwrites_nothing(client, seen):
    question = make_question()
    values = sent(client.get(address(question))) | {"stem": "Which threshold?", "seen": seen}

    assert client.post(address(question), values).status_code == 409
    assert question.revisions.count() == 1


def test_question_keeps_its_id_and_kind_whatever_is_sent(client):
    question = make_question()

    change(client, question, id="Q01.7", kind="multiple", lesson="L02", stem="Which?")

    question.refresh_from_db()
    assert (question.code, question.kind, question.revision.source["id"]) == ("Q01.1", "single", "Q01.1")


def test_retired_question_that_is_changed_stays_retired(client):
    question = make_question()
    client.post(address(question, "retire"), {"retire": "yes"})

    change(client, question, stem="Which threshold?")

    question.refresh_from_db()
    assert (question.revision.number, question.retired_at is None) == (2, False)


# --- A new one ------------------------------------------------------------------------------------------------------


def filled(client, kind: str = "single") -> dict[str, str]:
    """A new question with all fields filled in, as those of `entry` are."""
    make_question(code="Q01.9", kind=kind)
    typed = sent(client.get(address(Question.objects.get(code="Q01.9"))))
    values = sent(client.get(f"{ADD}?kind={kind}&lesson=L01")) | typed
    return values | {"id": "Q01.4", "seen": "0"}


def test_kind_and_lesson_are_asked_first(client):
    make_lesson(1)

    page = read(client.get(f"{ADD}?lesson=L01"))

    assert len(page.one("fieldset", class_="kinds").all("input", type="radio")) == 9
    assert [each["value"] for each in page.one("select", name="lesson").all("option")] == ["L01"]


@pytest.mark.parametrize("kind", ["single", "estimate", "branch"])
def test_new_question_is_stored_last_in_its_lesson(client, kind):
    values = filled(client, kind)

    response = client.post(ADD, values, follow=True)

    question = Question.objects.get(code="Q01.4")
    assert response.redirect_chain == [(address(question), 302)]
    assert question.revision.source == entry(kind, "Q01.9") | {"id": "Q01.4"}
    assert Question.objects.filter(lesson=question.lesson).last() == question
    assert LogEntry.objects.get().get_change_message() == "Added."


def test_new_question_gets_a_number_that_was_never_used_and_empty_rows(client):
    make_question(code="Q01.1")
    make_question(code="Q01.2b")

    values = sent(client.get(f"{ADD}?kind=single&lesson=L01"))

    assert values["id"] == "Q01.3"
    assert [values[f"options-{row}-feedback"] for row in range(3)] == ["", "", ""]


def test_new_question_sent_twice_is_stored_once(client):
    values = filled(client)

    first, second = client.post(ADD, values), client.post(ADD, values)

    assert first["Location"] == second["Location"]
    assert Question.objects.get(code="Q01.4").revisions.count() == 1


def test_id_that_is_taken_is_refused_at_its_field(client):
    values = filled(client)
    client.post(ADD, values)

    response = client.post(ADD, values | {"stem": "Another question?"})

    said = ["There is a question Q01.4 already. Ids are used once; take Q01.1."]
    assert errors_in(response) == {"id_id": said}
    assert sent(response)["stem"] == "Another question?"


def test_id_of_another_lesson_is_refused_at_its_field(client):
    response = client.post(ADD, filled(client) | {"id": "Q02.1"})

    assert errors_in(response) == {"id_id": ["The id Q02.1 does not belong to L01. Begin it with Q01."]}


def test_empty_new_question_says_all_that_is_missing(client):
    make_lesson(1)

    response = client.post(ADD, sent(client.get(f"{ADD}?kind=single&lesson=L01")))

    assert len(errors_in(response)) == 2 + 2 + 6
    assert "autofocus" in form_in(response).one("div", class_="errornote")


def test_instructor_factory_is_no_superuser():
    assert instructor().is_superuser is False
