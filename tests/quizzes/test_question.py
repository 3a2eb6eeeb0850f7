"""A question by itself: to practise, as often as one likes."""

import pytest
from django.utils import timezone

from lessons.services import publish_changes
from quizzes.models import Answer, Attempt, Question
from tests.factories import make_user
from tests.quizzes.actions import answer_at, fill, filled, sheet_in
from tests.quizzes.factories import RIGHT, WRONG, make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

QUESTION = "/questions/Q01.1/"


def practised(learner, question, tries: int, **fields):
    """Answers to a question that somebody practised so often."""
    attempt = make_attempt(learner, [question], kind="practice")
    return [make_answer(question, attempt, ordinal=number, **fields) for number in range(1, tries + 1)]


def links_to_tries(page) -> list[str]:
    return [link["href"] for link in page.all("a") if link["href"].startswith("?try=")]


def test_question_by_itself_names_its_lesson_and_is_for_no_search_engine(db, client):
    question = make_question()

    page = read(client.get(QUESTION))

    assert page.one("h1").words == "Practise one question"
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert question.lesson.get_absolute_url() in [link["href"] for link in page.one("main").all("a")]
    assert page.one("section", id="q01-1").one("div", class_="stem").words == "The stem of Q01.1?"


def test_page_of_a_question_is_not_kept_by_anybody(db, client):
    make_question()

    assert "no-store" in client.get(QUESTION)["Cache-Control"]


def test_answer_without_script_leads_to_the_try(db, client):
    make_question()
    sheet = filled(client, QUESTION, "The second option")

    response = client.post(sheet.action, sheet.sent)
    page = read(client.get(response["Location"]))

    assert (response.status_code, response["Location"]) == (302, f"{QUESTION}?try=1")
    assert "✓ Right answer" in page.words
    assert "Answer it once more" in page.words
    assert links_to_tries(page) == ["?try=1"]


def test_each_try_is_kept_and_can_be_read_again(db, client):
    question = make_question()

    answer_at(client, QUESTION, question, WRONG["single"])
    answer_at(client, QUESTION, question, RIGHT["single"], ordinal=2)
    tries = [read(client.get(f"{QUESTION}?try={number}")).words for number in (1, 2)]

    assert list(Answer.objects.values_list("ordinal", "score")) == [(1, 0), (2, 1)]
    assert Attempt.objects.count() == 1
    assert ["Right answer" in words for words in tries] == [False, True]


def test_next_try_is_asked_anew(db, client):
    question = make_question()
    answer_at(client, QUESTION, question, RIGHT["single"])

    page = client.get(QUESTION)

    assert sheet_in(page, "Q01.1", 2).sent["ordinal"] == ["2"]
    assert "names the threshold" not in read(page).words
    assert links_to_tries(read(page)) == ["?try=1"]


def test_try_left_between_two_steps_is_gone_on_with(db, client):
    question = make_question(kind="tf-why")
    sheet = sheet_in(client.get(QUESTION), "Q01.1")
    fill(sheet, question.revision.source, 0, RIGHT["tf-why"])
    sheet.say(80)
    client.post(sheet.action, sheet.sent)

    page = client.get(QUESTION)

    assert sheet_in(page, "Q01.1").sent["step"] == ["1"]
    assert links_to_tries(read(page)) == []


@pytest.mark.parametrize("wanted", ["", "0", "2", "999999999999", "-1", "1.5", "one", "²", "%00", "1;--"])
def test_try_that_is_not_there_asks_the_question(db, client, wanted):
    question = make_question()
    answer_at(client, QUESTION, question, RIGHT["single"])

    page = client.get(f"{QUESTION}?try={wanted}")

    assert page.status_code == 200
    assert sheet_in(page, "Q01.1", 2).sent["ordinal"] == ["2"]


def test_tries_of_somebody_else_are_not_shown(db):
    question, me = make_question(), make_user()
    practised(make_user(), question, 2)

    page = browser_of(me).get(f"{QUESTION}?try=1")

    assert sheet_in(page, "Q01.1").sent["ordinal"] == ["1"]
    assert links_to_tries(read(page)) == []


def test_answer_in_a_quiz_is_no_try(db):
    question, me = make_question(), make_user()
    make_answer(question, learner=me)

    page = browser_of(me).get(QUESTION)

    assert sheet_in(page, "Q01.1").sent["ordinal"] == ["1"]


def test_retired_question_can_still_be_read_and_reported(db, client):
    make_question()
    Question.objects.update(retired_at=timezone.now())
    publish_changes()

    assert [client.get(path).status_code for path in (QUESTION, f"{QUESTION}report/")] == [200, 200]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_question_is_only_read_here(db, client, method):
    make_question()

    assert getattr(client, method)(QUESTION).status_code == 405


@pytest.mark.database
@pytest.mark.parametrize("tries", [1, 3])
def test_page_takes_six_queries_however_many_tries(db, django_assert_num_queries, tries):
    question, me = make_question(), make_user()
    practised(me, question, tries)
    client = browser_of(me)
    client.get(QUESTION)

    with django_assert_num_queries(6):  # edition, session, member, attempt, answers, what is due
        assert client.get(QUESTION).status_code == 200


@pytest.mark.database
def test_page_of_a_visitor_takes_one_query(db, client, django_assert_num_queries):
    make_question()
    client.get(QUESTION)

    with django_assert_num_queries(1):
        client.get(QUESTION)
