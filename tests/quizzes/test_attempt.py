"""The questions of an attempt one by one, and the way through them."""

from uuid import uuid4

import pytest
from django.utils import timezone

from lessons.services import publish_changes
from quizzes.models import Attempt, Question
from tests.factories import make_user
from tests.quizzes.actions import answer_at, filled
from tests.quizzes.factories import RIGHT, WRONG, make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit


@pytest.fixture
def member(db):
    return make_user()


def url_of(attempt, number: int | None = None) -> str:
    return f"/attempts/{attempt.public_id}/" + (f"{number}/" if number else "")


def steps_in(page) -> list[str]:
    """The words at each number of the way: open, right, not right, answered."""
    return [link.words.split(maxsplit=2)[2] for link in read(page).one("nav", class_="steps-nav").all("a")]


def way_on(page) -> list[tuple[str, str]]:
    return [(link.words, link["href"]) for link in read(page).one("nav", id="attempt-way").all("a")]


def test_attempt_leads_to_its_first_open_question(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions)
    make_answer(questions[0], attempt)

    response = browser_of(member).get(url_of(attempt))

    assert (response.status_code, response["Location"]) == (302, url_of(attempt, 2))


def test_question_says_which_of_how_many_it_is(member):
    attempt = make_attempt(member, make_quiz())

    page = read(browser_of(member).get(url_of(attempt, 3)))

    assert page.one("h1").words == "Question 3 of 6"
    assert page.one("section", id="q01-3").one("div", class_="stem").words == "The stem of Q01.3?"


def test_answers_along_the_way_are_marked(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions)
    make_answer(questions[0], attempt)
    make_answer(questions[1], attempt, is_right=False, confidence=60)
    make_answer(questions[5], attempt)

    page = browser_of(member).get(url_of(attempt, 3))

    assert steps_in(page) == ["right", "not right", "open", "open", "open", "answered"]


def test_open_question_can_be_left_for_later(member):
    attempt = make_attempt(member, make_quiz())

    page = browser_of(member).get(url_of(attempt, 2))

    assert way_on(page) == [("Leave it open for now", url_of(attempt, 3))]


def test_last_open_question_leads_back_to_the_first_open_one(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions)
    make_answer(questions[0], attempt)

    page = browser_of(member).get(url_of(attempt, 6))

    assert way_on(page) == [("Leave it open for now", url_of(attempt, 2))]


@pytest.mark.parametrize("part", [True, False], ids=["part", "page"])
def test_answered_question_leads_to_the_next(member, part):
    questions = make_quiz()
    attempt, client = make_attempt(member, questions), browser_of(member)

    said = answer_at(client, url_of(attempt, 1), questions[0], RIGHT["single"])
    page = said if part else client.get(url_of(attempt, 1))

    assert way_on(page) == [("Next question", url_of(attempt, 2))]


def test_answer_without_script_leads_back_to_its_place_in_the_attempt(member):
    attempt, client = make_attempt(member, make_quiz()), browser_of(member)
    sheet = filled(client, url_of(attempt, 2), "The first option", code="Q01.2")

    response = client.post(sheet.action, sheet.sent)

    assert (response.status_code, response["Location"]) == (302, url_of(attempt, 2))


def test_last_answer_leads_to_how_it_went(member):
    questions = make_quiz(kinds=["single", "single"])
    attempt, client = make_attempt(member, questions), browser_of(member)
    make_answer(questions[0], attempt)

    part = answer_at(client, url_of(attempt, 2), questions[1], RIGHT["single"])

    assert way_on(part) == [("See how it went", url_of(attempt))]
    assert read(client.get(url_of(attempt))).one("h1").words == "How it went"


def test_answered_question_is_shown_as_it_was_answered(member):
    questions = make_quiz()
    attempt, client = make_attempt(member, questions), browser_of(member)
    part = read(answer_at(client, url_of(attempt, 1), questions[0], WRONG["single"])).one("section", id="q01-1")

    card = read(client.get(url_of(attempt, 1))).one("section", id="q01-1")

    assert card.words == part.words
    assert card.all("form") == []


def test_finished_attempt_says_how_it_went(member):
    questions = make_quiz()
    attempt = sit(member, questions, misses=["Q01.2", "Q01.4"])

    page = read(browser_of(member).get(url_of(attempt)))

    outcomes = page.one("ol", class_="outcomes").all("li")
    assert page.one("p", class_="lead").words.startswith("3 of 5 right; 60% of all points.")
    assert [outcome["class"] for outcome in outcomes] == ["right", "wrong", "right", "wrong", "right", "own"]
    assert [card["id"] for card in page.all("section", class_="question")] == ["q01-2", "q01-4"]
    assert [link["href"] for outcome in outcomes for link in outcome.all("a")] == [
        url_of(attempt, number) for number in range(1, 7)
    ]


def test_attempt_of_somebody_else_is_not_found(member):
    theirs = sit(make_user(), make_quiz())
    client = browser_of(member)

    assert [client.get(url_of(theirs, number)).status_code for number in (None, 1)] == [404, 404]


def test_attempt_is_not_found_by_a_visitor(member, client):
    attempt = make_attempt(member, make_quiz())

    assert [client.get(url_of(attempt, number)).status_code for number in (None, 1)] == [404, 404]


def test_unknown_attempt_is_not_found(member):
    client = browser_of(member)

    assert client.get(f"/attempts/{uuid4()}/").status_code == 404
    assert client.get("/attempts/1/").status_code == 404


@pytest.mark.parametrize("number", ["0", "7", "99999999999999999999"])
def test_number_that_is_not_asked_leads_to_the_attempt(member, number):
    attempt = make_attempt(member, make_quiz())

    response = browser_of(member).get(f"{url_of(attempt)}{number}/")

    assert (response.status_code, response["Location"]) == (302, url_of(attempt))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_attempt_is_only_read_here(member, method):
    attempt = make_attempt(member, make_quiz())
    client = browser_of(member)

    assert [getattr(client, method)(url_of(attempt, number)).status_code for number in (None, 1)] == [405, 405]


def test_question_retired_meanwhile_is_still_asked(member):
    attempt, client = make_attempt(member, make_quiz()), browser_of(member)
    Question.objects.filter(code="Q01.1").update(retired_at=timezone.now())
    publish_changes()

    answer_at(client, url_of(attempt, 1), Question.objects.get(code="Q01.1"), RIGHT["single"])

    assert steps_in(client.get(url_of(attempt, 2))) == ["right", *["open"] * 5]


@pytest.mark.database
@pytest.mark.parametrize("answered", [1, 5])
def test_question_takes_six_queries_however_many_are_answered(member, django_assert_num_queries, answered):
    questions = make_quiz()
    attempt, client = make_attempt(member, questions), browser_of(member)
    for question in questions[:answered]:
        make_answer(question, attempt)
    client.get(url_of(attempt, 6))

    with django_assert_num_queries(6):  # edition, session, member, attempt, answers, what is due
        assert client.get(url_of(attempt, 6)).status_code == 200


@pytest.mark.database
@pytest.mark.parametrize("attempts", [1, 3])
def test_how_it_went_takes_eight_queries_however_many_attempts(member, django_assert_num_queries, attempts):
    questions = make_quiz()
    for _attempt in range(attempts):
        attempt = sit(member, questions)
    client = browser_of(member)
    client.get(url_of(attempt))

    with django_assert_num_queries(8):  # the above, all attempts, all their answers
        assert client.get(url_of(attempt)).status_code == 200


def test_script_gets_the_card_and_the_way_on_and_nothing_else(member):
    questions = make_quiz()
    attempt, client = make_attempt(member, questions), browser_of(member)

    part = answer_at(client, url_of(attempt, 1), questions[0], RIGHT["single"])

    top = [element for element in read(part).children if not isinstance(element, str)]
    assert [element["id"] for element in top] == ["q01-1", "attempt-way", "attempt-steps"]
    assert all("data-part" in element for element in top)
    assert Attempt.objects.count() == 1
