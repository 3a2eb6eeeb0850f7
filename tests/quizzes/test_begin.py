"""Beginning an attempt: a quiz, a retry, what was missed; once, however often it is pressed."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from lessons.models import Lesson, Status
from lessons.services import publish_changes
from quizzes.models import Attempt, Question
from tests.at_once import at_once
from tests.factories import make_lesson, make_user
from tests.quizzes.factories import make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit

BEGIN = "/attempts/begin/"
QUIZ = {"kind": "lesson", "scope": "L01"}


@pytest.fixture
def member(db):
    return make_user()


def retry_of(attempt) -> dict:
    return {"kind": "retry", "repairs": str(attempt.public_id)}


def begun(client, sent: dict) -> Attempt:
    """The attempt that a post leads to."""
    response = client.post(BEGIN, sent)
    assert response.status_code == 302, response
    return Attempt.objects.get(public_id=response["Location"].split("/")[2])


def test_first_quiz_is_that_of_the_lesson_page(member):
    make_quiz()

    attempt = begun(browser_of(member), QUIZ)

    assert (attempt.learner, attempt.kind, attempt.scope, attempt.number) == (member, "lesson", "L01", 1)
    assert attempt.questions == [f"Q01.{place}" for place in range(1, 7)]


def test_visitor_who_begins_a_quiz_becomes_a_guest(db, client):
    make_quiz()

    attempt = begun(client, QUIZ)

    assert attempt.learner == User.objects.get()
    assert attempt.learner.is_guest


def test_quiz_begun_on_the_lesson_page_is_gone_on_with(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions)
    make_answer(questions[0], attempt)

    assert begun(browser_of(member), QUIZ) == attempt


def test_quiz_pressed_twice_is_begun_once(member):
    make_quiz()
    client = browser_of(member)

    assert begun(client, QUIZ) == begun(client, QUIZ)
    assert Attempt.objects.count() == 1


def test_new_quiz_after_a_finished_one_asks_the_other_forms(member):
    questions = make_quiz()
    sit(member, questions)

    attempt = begun(browser_of(member), QUIZ)

    assert (attempt.number, attempt.repairs) == (2, None)
    assert sorted(attempt.questions) == [f"Q01.{place}b" for place in range(1, 7)]


def test_retry_asks_what_was_missed_in_its_other_form(member):
    attempt = sit(member, make_quiz(), misses=["Q01.2", "Q01.5"])

    retry = begun(browser_of(member), retry_of(attempt))

    assert (retry.kind, retry.scope, retry.repairs) == ("retry", "L01", attempt)
    assert retry.questions == ["Q01.2b", "Q01.5b"]


def test_retry_of_a_retry_asks_the_first_form_again(member):
    first = sit(member, make_quiz(), misses=["Q01.2"])
    retry = sit(member, [Question.objects.get(code="Q01.2b")], misses=["Q01.2b"], kind="retry", repairs=first)

    again = begun(browser_of(member), retry_of(retry))

    assert (again.questions, again.repairs) == (["Q01.2"], retry)


def test_retry_of_a_question_without_another_form_asks_the_same(member):
    attempt = sit(member, make_quiz(has_other_forms=False), misses=["Q01.2"])

    assert begun(browser_of(member), retry_of(attempt)).questions == ["Q01.2"]


def test_retry_does_not_ask_a_form_that_is_retired(member):
    attempt = sit(member, make_quiz(), misses=["Q01.2"])
    Question.objects.filter(code="Q01.2b").update(retired_at="2026-01-01T00:00Z")
    publish_changes()

    assert begun(browser_of(member), retry_of(attempt)).questions == ["Q01.2"]


def test_free_text_with_a_low_rating_is_not_asked_again(member):
    attempt = sit(member, make_quiz(), misses=["Q01.1", "Q01.6"])

    assert begun(browser_of(member), retry_of(attempt)).questions == ["Q01.1b"]


def test_retry_pressed_twice_is_begun_once(member):
    attempt, client = sit(member, make_quiz(), misses=["Q01.2"]), browser_of(member)

    assert begun(client, retry_of(attempt)) == begun(client, retry_of(attempt))


def test_retries_of_two_quizzes_are_two(member):
    questions = make_quiz()
    first, second = sit(member, questions, misses=["Q01.1"]), sit(member, questions, misses=["Q01.2"])
    client = browser_of(member)

    retries = [begun(client, retry_of(attempt)) for attempt in (first, second)]

    assert [(retry.questions, retry.number) for retry in retries] == [(["Q01.1b"], 1), (["Q01.2b"], 2)]


def test_quiz_without_a_miss_has_no_retry(member):
    attempt, client = sit(member, make_quiz()), browser_of(member)

    response = client.post(BEGIN, retry_of(attempt), follow=True)

    assert response.redirect_chain == [("/calibration/", 302)]
    assert "There is nothing to ask again just now." in read(response).words
    assert Attempt.objects.count() == 1


def test_retry_of_an_open_quiz_goes_on_with_the_quiz(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions)
    make_answer(questions[0], attempt, is_right=False)

    assert begun(browser_of(member), retry_of(attempt)) == attempt


def test_checkpoint_has_no_retry(member):
    checkpoint = sit(member, make_quiz(), misses=["Q01.2"], kind="checkpoint", scope="A")

    assert begun(browser_of(member), retry_of(checkpoint)) == checkpoint


@pytest.mark.parametrize("is_member", [True, False], ids=["member", "visitor"])
def test_retry_of_an_attempt_of_somebody_else_is_not_found(member, is_member):
    theirs = sit(make_user(), make_quiz(), misses=["Q01.2"])
    client = browser_of(member) if is_member else Client(HTTP_SEC_FETCH_SITE="same-origin")

    assert client.post(BEGIN, retry_of(theirs)).status_code == 404
    assert Attempt.objects.get() == theirs
    assert User.objects.guests().count() == 0


def test_what_was_missed_is_practised_in_its_other_form_weakest_first(member):
    sit(member, make_quiz(1), misses=["Q01.2"], confidence=60)
    sit(member, make_quiz(2), misses=["Q02.4"], confidence=20)

    attempt = begun(browser_of(member), {"kind": "weak"})

    assert attempt.kind == "weak"
    assert attempt.questions[:2] == ["Q02.4b", "Q01.2b"]
    assert sorted(attempt.questions[2:]) == ["Q02.1b", "Q02.2b", "Q02.3b", "Q02.5b"]


def test_who_missed_nothing_has_nothing_to_practise(member):
    sit(member, make_quiz())

    response = browser_of(member).post(BEGIN, {"kind": "weak"})

    assert response["Location"] == "/calibration/"
    assert Attempt.objects.count() == 1


GARBAGE = {
    "nothing": {},
    "an unknown kind": {"kind": "everything"},
    "a kind that begins on its page": {"kind": "practice", "scope": "L01"},
    "a recap": {"kind": "recap", "scope": "L01"},
    "a quiz of no lesson": {"kind": "lesson", "scope": "L77"},
    "a quiz without its lesson": {"kind": "lesson"},
    "no character": {"kind": "lesson", "scope": "L01\x00"},
    "a retry of nothing": {"kind": "retry"},
    "a retry of something unknown": {"kind": "retry", "repairs": str(uuid4())},
    "a retry of garbage": {"kind": "retry", "repairs": "1"},
    "a checkpoint that is not there": {"kind": "checkpoint", "scope": "Z"},
    "a checkpoint without its letter": {"kind": "checkpoint"},
    "a final check of a lesson": {"kind": "final", "scope": "L01"},
}


@pytest.mark.parametrize("sent", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_not_found_and_makes_no_guest(db, client, sent):
    make_quiz()

    assert client.post(BEGIN, sent).status_code == 404
    assert (Attempt.objects.count(), User.objects.count()) == (0, 0)


def test_quiz_of_an_unpublished_lesson_is_not_found(db, client):
    make_quiz()
    Lesson.objects.update(status=Status.DRAFT)
    publish_changes()

    assert client.post(BEGIN, QUIZ).status_code == 404


def test_lesson_without_questions_has_nothing_to_ask(db, client):
    make_lesson(1)

    assert client.post(BEGIN, QUIZ)["Location"] == "/calibration/"
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_a_post_begins(db, client, method):
    make_quiz()

    assert getattr(client, method)(f"{BEGIN}?kind=lesson&scope=L01").status_code == 405
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_post_from_elsewhere_is_refused(db, site):
    make_quiz()

    assert Client().post(BEGIN, QUIZ, HTTP_SEC_FETCH_SITE=site).status_code == 403
    assert (Attempt.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_retry", [False, True], ids=["quiz", "retry"])
def test_begin_pressed_in_four_tabs_at_the_same_moment_is_one_attempt(is_retry):
    member, questions = make_user(), make_quiz()
    before = [sit(member, questions, misses=["Q01.1"])] if is_retry else []
    sent = retry_of(before[0]) if is_retry else QUIZ
    tabs = [browser_of(member) for _tab in range(4)]
    for tab in tabs:
        tab.get("/lessons/lesson-1/")

    responses = at_once(*[lambda tab=tab: tab.post(BEGIN, sent) for tab in tabs])

    assert len({response["Location"] for response in responses}) == 1
    assert Attempt.objects.count() == len(before) + 1
