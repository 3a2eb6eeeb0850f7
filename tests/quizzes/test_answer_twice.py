"""Answers that come twice, late, or from a page that is no longer true: the first stands, and no word is lost."""

import pytest
from django.utils import timezone

from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Answer, Attempt, Question
from tests.accounts.test_carry_over_at_once import at_once
from tests.factories import make_user
from tests.quizzes.actions import AS_PART, answer_at, fill, sheet_in
from tests.quizzes.factories import RIGHT, entry, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz
from quizzes.services import store_question

LESSON = "/lessons/lesson-1/"
FIRST_COUNTS = "This was answered before, here or in another tab. That answer counts."


def filled(client, url: str, text: str, confidence: int = 80, code: str = "Q01.1"):
    """The form for a question on the page at `url`, with a choice made and not yet sent."""
    sheet = sheet_in(client.get(url), code)
    sheet.tick(text)
    sheet.say(confidence)
    return sheet


def test_answer_sent_twice_is_one_row_and_shown_as_it_was(db, client):
    make_quiz(kinds=["single"])
    sheet = filled(client, LESSON, "The second option")

    first = client.post(sheet.action, sheet.sent, **AS_PART)
    second = client.post(sheet.action, sheet.sent, **AS_PART)

    assert Answer.objects.count() == 1
    assert second.content == first.content
    assert FIRST_COUNTS not in read(second).words


@pytest.mark.parametrize("part", [{}, AS_PART], ids=["page", "part"])
def test_other_answer_from_a_second_tab_is_told_that_the_first_counts(db, client, part):
    make_quiz(kinds=["single"])
    one_tab = filled(client, LESSON, "The second option")
    other_tab = filled(client, LESSON, "The third option")
    client.post(one_tab.action, one_tab.sent)

    response = client.post(other_tab.action, other_tab.sent, **part)

    page = read(response if part else client.get(response["Location"]))
    assert Answer.objects.get().response == {"option": 1}
    assert FIRST_COUNTS in page.words
    assert "✓ Your answer, right." in page.one("section", id="q01-1").words


def test_same_choice_with_another_confidence_is_another_answer(db, client):
    make_quiz(kinds=["single"])
    one_tab, other_tab = filled(client, LESSON, "The second option", 60), filled(client, LESSON, "The second option", 95)
    client.post(one_tab.action, one_tab.sent)

    page = read(client.post(other_tab.action, other_tab.sent, **AS_PART))

    assert Answer.objects.get().confidence == 60
    assert FIRST_COUNTS in page.words


def test_text_that_came_second_is_shown_so_that_it_can_be_copied(db, client):
    make_quiz(kinds=["free"])
    one_tab, other_tab = (sheet_in(client.get(LESSON), "Q01.1") for _tab in range(2))
    one_tab.write("text", "My first words.")
    other_tab.write("text", "My <better> words.")
    client.post(one_tab.action, one_tab.sent)

    page = read(client.post(other_tab.action, other_tab.sent))

    assert Answer.objects.get().response == {"text": "My first words."}
    assert "What you sent now, to copy: it was not kept My <better> words." in page.words


@pytest.mark.parametrize("kind", ["tf-why", "free", "branch"])
def test_later_step_sent_twice_is_kept_once(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    source = question.revision.source
    first = sheet_in(client.get(LESSON), "Q01.1")
    fill(first, source, 0, RIGHT[kind])
    first.say(80)
    second = sheet_in(client.post(first.action, first.sent, **AS_PART), "Q01.1")
    fill(second, source, 1, RIGHT[kind])
    second.say(80)

    for _press in range(2):
        part = client.post(second.action, second.sent, **AS_PART)
    late = client.post(first.action, first.sent, **AS_PART)

    answer = Answer.objects.get()
    assert (answer.response, answer.score) == (RIGHT[kind], 1)
    assert {part.status_code, late.status_code} == {200}
    assert read(late).all("form", class_="ask") == []


@pytest.mark.parametrize("kind", ["tf-why", "free", "branch"])
def test_later_step_without_its_first_is_asked_from_the_beginning(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    first = sheet_in(client.get(LESSON), "Q01.1")
    fill(first, question.revision.source, 0, RIGHT[kind])
    first.say(80)
    second = sheet_in(client.post(first.action, first.sent, **AS_PART), "Q01.1")
    fill(second, question.revision.source, 1, RIGHT[kind])
    client.cookies.clear()

    response = client.post(second.action, second.sent)

    assert response.status_code == 422
    assert "perhaps your session has ended. Please answer again." in read(response).words
    assert sheet_in(response, "Q01.1").sent["step"] == ["0"]
    assert Answer.objects.get().completed_at is None


def test_answer_to_an_old_revision_is_graded_as_what_was_asked(db, client):
    """Somebody has answered it, so the edit is a new revision; the key has moved in it."""
    (question,) = make_quiz(kinds=["single"])
    answer_at(browser_of(make_user()), LESSON, question, RIGHT["single"])
    sheet = filled(client, LESSON, "The second option")
    edited = entry("single", "Q01.1", options=[{"text": f"New {n}", "feedback": "So.", "key": n == 3} for n in range(4)])
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


def test_answer_in_a_lesson_withdrawn_meanwhile_is_kept(db, client):
    make_quiz(kinds=["single"])
    sheet = filled(client, LESSON, "The second option")
    Lesson.objects.update(status="draft")
    publish_changes()

    response = client.post(sheet.action, sheet.sent)

    assert response.status_code == 302
    assert Answer.objects.get().score == 1
    assert client.get(response["Location"]).status_code == 200


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


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_answer_pressed_in_four_tabs_at_the_same_moment_is_one_row():
    make_quiz(kinds=["single"])
    member = make_user()
    tabs = [browser_of(member) for _tab in range(4)]
    texts = ("The first option", "The second option", "The third option", "The fourth option")
    sheets = [filled(tab, LESSON, text) for tab, text in zip(tabs, texts, strict=True)]

    pages = at_once(
        *[
            lambda tab=tab, sheet=sheet: tab.post(sheet.action, sheet.sent, **AS_PART)
            for tab, sheet in zip(tabs, sheets, strict=True)
        ]
    )

    assert [page.status_code for page in pages] == [200] * 4
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 1)
    assert sum(FIRST_COUNTS in read(page).words for page in pages) == 3
