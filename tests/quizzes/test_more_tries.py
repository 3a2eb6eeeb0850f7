"""What was missed with confidence is asked once more, after everything else; the first answer stays the one that
counts."""

import pytest

from quizzes.models import Answer
from quizzes.rated import rated_answers_of
from quizzes.results import practised_lessons
from tests.factories import make_user
from tests.quizzes.actions import answer_at, card_in
from tests.quizzes.factories import RIGHT, make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit

LESSON = "/lessons/lesson-1/"
YOU_WERE_SURE = "You were sure. Worth a second look: these are the mistakes that stick best once corrected."


@pytest.fixture
def member(db):
    return make_user()


def tries_on_page(client) -> list[str]:
    """Ids of the cards under "One more try" on the lesson's page."""
    summary = read(client.get(LESSON)).one("section", id="quiz-summary")
    return [card["id"] for card in summary.all("section", class_="question")]


@pytest.mark.parametrize(("confidence", "is_sure"), [(20, False), (40, False), (60, False), (80, True), (95, True)])
def test_wrong_answer_from_80_percent_on_is_asked_once_more(member, confidence, is_sure):
    sit(member, make_quiz(), misses=["Q01.2"], confidence=confidence)
    client = browser_of(member)

    assert tries_on_page(client) == (["q01-2-2"] if is_sure else [])
    assert (YOU_WERE_SURE in card_in(client.get(LESSON), "Q01.2").words) is is_sure


def test_right_answer_is_not_asked_once_more(member):
    sit(member, make_quiz(), confidence=95)

    assert tries_on_page(browser_of(member)) == []


def test_wrong_reason_after_a_right_verdict_is_no_confident_error(member):
    """What the confidence was about, the verdict, was right."""
    (question,) = make_quiz(kinds=["tf-why"])
    make_answer(question, make_attempt(member, [question]), response={"verdict": False, "reason": 0}, confidence=95)

    assert tries_on_page(browser_of(member)) == []


def test_partly_right_answer_that_one_was_sure_of_is_asked_once_more(member):
    (question,) = make_quiz(kinds=["multiple"])
    make_answer(question, make_attempt(member, [question]), response={"options": [0]}, confidence=95)

    assert tries_on_page(browser_of(member)) == ["q01-1-2"]


def test_one_more_try_waits_until_all_questions_are_answered(member):
    questions = make_quiz()
    attempt = make_attempt(member, questions)
    make_answer(questions[0], attempt, is_right=False, confidence=95)
    client = browser_of(member)

    assert tries_on_page(client) == []
    assert client.get(attempt.get_absolute_url())["Location"] == f"{attempt.get_absolute_url()}2/"


def test_first_answer_counts_whatever_the_second_is(member):
    questions = make_quiz()
    attempt = sit(member, questions, misses=["Q01.1", "Q01.2"], confidence=95)
    client = browser_of(member)
    before = read(client.get(LESSON)).one("section", id="quiz-summary").one("p", class_="score").words

    for question in questions[:2]:
        answer_at(client, LESSON, question, RIGHT["single"], ordinal=2)

    summary = read(client.get(LESSON)).one("section", id="quiz-summary")
    assert before == "3 of 5 right, 60%. 80% makes it practised."
    assert summary.one("p", class_="score").words == before
    assert practised_lessons(member) == set()
    assert Answer.objects.filter(attempt=attempt, ordinal=2, score=1).count() == 2


def test_one_more_try_is_left_out_of_calibration(member):
    questions = make_quiz()
    sit(member, questions, misses=["Q01.1"], confidence=95)
    before = rated_answers_of(member)

    answer_at(browser_of(member), LESSON, questions[0], RIGHT["single"], ordinal=2)

    assert rated_answers_of(member) == before


def test_second_try_that_is_wrong_again_is_the_last(member):
    questions = make_quiz()
    attempt = sit(member, questions, misses=["Q01.1"], confidence=95)
    make_answer(questions[0], attempt, is_right=False, confidence=95, ordinal=2)
    client = browser_of(member)

    assert tries_on_page(client) == ["q01-1-2"]
    assert card_in(client.get(LESSON), "Q01.1", 2).all("form") == []
    assert client.get(f"{attempt.get_absolute_url()}8/")["Location"] == attempt.get_absolute_url()


def test_attempt_offers_one_more_try_and_does_not_demand_it(member):
    attempt = sit(member, make_quiz(), misses=["Q01.3"], confidence=80)
    client = browser_of(member)

    finished = read(client.get(attempt.get_absolute_url()))
    once_more = read(client.get(f"{attempt.get_absolute_url()}7/"))

    assert finished.one("h1").words == "How it went"
    assert f"{attempt.get_absolute_url()}7/" in [link["href"] for link in finished.one("main").all("a")]
    assert once_more.one("h1").words == "One more try"
    assert once_more.one("section", class_="question")["id"] == "q01-3-2"


def test_one_more_try_in_an_attempt_leads_back_to_how_it_went(member):
    questions = make_quiz()
    attempt, client = sit(member, questions, misses=["Q01.3"], confidence=80), browser_of(member)

    part = answer_at(client, f"{attempt.get_absolute_url()}7/", questions[2], RIGHT["single"], ordinal=2)

    assert [link["href"] for link in read(part).one("nav", id="attempt-way").all("a")] == [attempt.get_absolute_url()]
    assert "One more try at what you were sure of" not in read(client.get(attempt.get_absolute_url())).words


def test_tries_come_in_the_order_of_the_questions(member):
    sit(member, make_quiz(), misses=["Q01.4", "Q01.1"], confidence=95)

    assert tries_on_page(browser_of(member)) == ["q01-1-2", "q01-4-2"]
