"""Answers that come late, from a page that is no longer true: graded as what was asked, and kept."""

import pytest
from django.utils import timezone

from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Answer, Attempt, Question
from quizzes.services import store_question
from tests.factories import make_user
from tests.quizzes.actions import AS_PART, answer_at, filled
from tests.quizzes.factories import RIGHT, entry, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz

LESSON = "/lessons/lesson-1/"


def test_answer_to_an_old_revision_is_graded_as_what_was_asked(db, client):
    """Somebody has answered it, so the edit is a new revision; the key has moved in it."""
    (question,) = make_quiz(kinds=["single"])
    answer_at(browser_of(make_user()), LESSON, question, RIGHT["single"])
    sheet = filled(client, LESSON, "The second option")
    others = [{"text": f"New {number}", "feedback": "So.", "key": number == 3} for number in range(4)]
    edited = entry("single", "Q01.1", options=others)
    store_question(lesson=question.lesson, source=edited, position=1)
    publish_changes()

    card = read(client.post(sheet.action, sheet.sent, **AS_PART)).one("section", id="q01-1")

    answer = Answer.objects.latest("pk")
    assert (answer.revision, answer.score) == (question.revision, 1)
    assert "The second option" in card.words
    assert "New" not in card.words
    assert read(client.get(LESSON)).one("section", id="q01-1").words == card.words


@pytest.mark.parametrize("revision", ["99999", "0", "-1", "9" * 30])
def test_revision_that_the_question_never_had_stores_nothing(db, client, revision):
    make_quiz(kinds=["single"])
    sheet = filled(client, LESSON, "The second option")
    sheet.write("revision", revision)

    response = client.post(sheet.action, sheet.sent)

    assert response.status_code == (404 if revision.startswith("9") else 302)
    assert Answer.objects.count() == (0 if revision.startswith("9") else 1)


def test_revision_of_another_question_is_not_found(db, client):
    _first, second = make_quiz(kinds=["single", "single"], has_other_forms=False)
    sheet = filled(client, LESSON, "The second option")
    sheet.write("revision", str(second.revision_id))

    assert client.post(sheet.action, sheet.sent).status_code == 404


def test_answer_to_a_question_retired_meanwhile_is_kept(db, client):
    first, *_others = make_quiz()
    sheet = filled(client, LESSON, "The second option")
    Question.objects.filter(pk=first.pk).update(retired_at=timezone.now())
    publish_changes()

    response = client.post(sheet.action, sheet.sent)

    assert (response.status_code, response["Location"]) == (302, f"{LESSON}#q01-1")
    assert (Answer.objects.get().score, Attempt.objects.get().kind) == (1, "lesson")
    assert "Right answer" in read(client.get(LESSON)).one("section", id="q01-1").words


def test_attempt_goes_on_in_a_lesson_withdrawn_meanwhile(db):
    member = make_user()
    client, attempt = browser_of(member), make_attempt(member, make_quiz(kinds=["single"]))
    sheet = filled(client, f"/attempts/{attempt.public_id}/1/", "The second option")
    Lesson.objects.update(status="draft")
    publish_changes()

    response = client.post(sheet.action, sheet.sent)

    assert Answer.objects.get().attempt == attempt
    assert "Right answer" in read(client.get(response["Location"])).words


def test_quiz_of_a_lesson_withdrawn_meanwhile_is_gone_on_with_as_an_attempt(db, client):
    first, *_others = make_quiz()
    answer_at(client, LESSON, first, RIGHT["single"])
    sheet = filled(client, LESSON, "The second option", code="Q01.2")
    Lesson.objects.update(status="draft")
    publish_changes()

    response = client.post(sheet.action, sheet.sent, follow=True)

    assert dict(Answer.objects.values_list("question__code", "score")) == {"Q01.1": 1, "Q01.2": 1}
    assert response.status_code == 200
    assert "Question 3 of 6" in read(response).one("h1").words


KEPT_AS_PRACTICE = "This quiz belongs to an account you are not signed in to. Your answer was kept as practice."


def test_answer_in_an_attempt_of_somebody_else_is_kept_as_practice(db):
    questions = make_quiz()
    theirs, me = make_attempt(make_user(), questions), make_user()
    client = browser_of(me)
    sheet = filled(client, LESSON, "The second option")
    sheet.write("place", str(theirs.public_id))

    response = client.post(sheet.action, sheet.sent)

    answer = Answer.objects.get()
    assert (answer.learner, answer.attempt.learner, answer.attempt.kind) == (me, me, "practice")
    assert response["Location"] == "/questions/Q01.1/?try=1"
    assert KEPT_AS_PRACTICE in read(client.get(response["Location"])).words


def test_answer_after_the_session_has_ended_is_kept_as_practice(db):
    member = make_user()
    client = browser_of(member)
    attempt = make_attempt(member, make_quiz())
    sheet = filled(client, f"/attempts/{attempt.public_id}/1/", "The second option")
    client.cookies.clear()

    response = client.post(sheet.action, sheet.sent)

    answer = Answer.objects.get()
    assert (answer.learner.is_guest, answer.attempt.kind, answer.score) == (True, "practice", 1)
    assert KEPT_AS_PRACTICE in read(client.get(response["Location"])).words
