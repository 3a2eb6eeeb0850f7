"""A post may name any question, attempt and try: it is taken only where that was asked."""

import pytest
from django.utils import timezone

from lessons.services import publish_changes
from quizzes.models import Answer, Attempt, Question
from quizzes.results import practised_lessons
from tests.factories import make_user
from tests.quizzes.actions import AS_PART, answer_at, answer_url, filled
from tests.quizzes.factories import RIGHT, make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit

LESSON = "/lessons/lesson-1/"
SENT = {"option": "0", "confidence": "80"}


@pytest.fixture
def member(db):
    return make_user()


def post(client, code: str, place: str, ordinal: int = 1):
    return client.post(answer_url(code), {**SENT, "place": place, "ordinal": str(ordinal)})


def test_question_of_another_lesson_is_not_taken_in_a_quiz(member):
    make_quiz(1)
    make_quiz(2)

    response = post(browser_of(member), "Q02.1", "quiz:L01")

    assert (response.status_code, Attempt.objects.count()) == (404, 0)


def test_question_that_an_attempt_does_not_ask_is_not_taken_in_it(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions[:2])

    response = post(browser_of(member), "Q01.3", str(attempt.public_id))

    assert (response.status_code, Answer.objects.count()) == (404, 0)


def test_easy_question_posted_into_a_quiz_makes_no_lesson_practised(member):
    questions = make_quiz()
    sit(member, questions, misses=["Q01.1", "Q01.2"])
    make_question(code="Q02.1")

    post(browser_of(member), "Q02.1", "quiz:L01")

    assert practised_lessons(member) == set()


@pytest.mark.parametrize(("place", "status"), [("recap:L02", 302), ("recap:L01", 404), ("recap:L03", 302)])
def test_recap_asks_only_questions_of_earlier_lessons(member, place, status):
    for number in (1, 2, 3):
        make_quiz(number)

    assert post(browser_of(member), "Q01.1b", place).status_code == status


@pytest.mark.parametrize("place", ["quiz:L01", "recap:L02"])
def test_warm_up_is_asked_in_its_own_lesson_alone(member, place):
    make_quiz(0, kinds=["single"])
    make_quiz(1)
    make_quiz(2)

    assert post(browser_of(member), "Q00.1", place).status_code == 404


@pytest.mark.parametrize("ordinal", [2, 3])
def test_one_more_try_is_not_taken_before_the_first_answer(member, ordinal):
    questions = make_quiz()
    make_answer(questions[1], make_attempt(member, questions))

    response = post(browser_of(member), "Q01.1", "quiz:L01", ordinal)

    assert (response.status_code, Answer.objects.count()) == (404, 1)


def test_third_try_is_not_taken(member):
    questions = make_quiz()
    make_answer(questions[0], make_attempt(member, questions), is_right=False, confidence=95)

    assert post(browser_of(member), "Q01.1", "quiz:L01", 3).status_code == 404


def test_practice_takes_as_many_tries_as_one_likes(member):
    make_question()
    client = browser_of(member)

    assert [post(client, "Q01.1", "practice", ordinal).status_code for ordinal in range(1, 6)] == [302] * 5


def test_answer_from_a_page_that_showed_another_quiz_is_made_room_for(db, client):
    """The author changed the quiz between two answers: the new page's question takes the place of an open one."""
    first, second, *_others = make_quiz()
    answer_at(client, LESSON, first, RIGHT["single"])
    attempt = Attempt.objects.get()
    Attempt.objects.update(questions=[first.code, "Q01.2b", *attempt.questions[2:]])
    sheet = {**SENT, "place": "quiz:L01"}

    response = client.post(answer_url(second.code), sheet)

    attempt.refresh_from_db()
    assert response.status_code == 302
    assert attempt.questions == ["Q01.1", "Q01.2", "Q01.3", "Q01.4", "Q01.5", "Q01.6"]
    assert (attempt.length, attempt.answers.count()) == (6, 2)


@pytest.mark.parametrize("code", ["Q01.3", "Q01.6"])
def test_question_retired_after_a_quiz_was_begun_is_linked_from_its_place(db, code):
    questions = make_quiz(kinds=["single"] * 6, has_other_forms=False)
    member = make_user()
    make_answer(questions[0], make_attempt(member, questions))
    Question.objects.filter(code=code).update(retired_at=timezone.now())
    publish_changes()

    page = read(browser_of(member).get(LESSON))

    number = code[-1]
    (link,) = [link for link in page.all("a") if link.words == f"answer question {number}"]
    assert link["href"] == f"{Attempt.objects.get().get_absolute_url()}{number}/"
    assert f"Question {number} is no longer asked." in page.words
    assert browser_of(member).get(link["href"]).status_code == 200


def test_quiz_is_finished_where_a_question_was_retired_in_the_middle(db, client):
    questions = make_quiz()
    answer_at(client, LESSON, questions[0], RIGHT["single"])
    Question.objects.filter(code="Q01.3").update(retired_at=timezone.now())
    publish_changes()
    (way_on,) = read(client.get(LESSON)).one("section", id="quiz-summary").all("a")

    for number, question in enumerate(questions[1:], start=2):
        answer_at(client, f"{way_on['href']}{number}/", question, RIGHT[question.kind])

    assert way_on.words == "Go on, one question a page"
    assert "5 of 5 right, 100%." in read(client.get(LESSON)).one("section", id="quiz-summary").words


def test_answer_kept_as_practice_says_so_in_the_part_too(member):
    theirs, client = make_attempt(make_user(), make_quiz()), browser_of(member)
    sheet = filled(client, LESSON, "The second option")
    sheet.write("place", str(theirs.public_id))

    page = read(client.post(sheet.action, sheet.sent, **AS_PART))

    assert "Your answer was kept as practice." in page.words
    assert Answer.objects.get().attempt.kind == "practice"
