"""What an answer costs the database: the same, however much somebody has answered before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.models import Answer
from tests.factories import make_user
from tests.quizzes.actions import AS_PART, fill, sheet_in
from tests.quizzes.factories import RIGHT, make_answer, make_attempt, make_question
from tests.quizzes.quiz_lessons import browser_of, make_quiz

pytestmark = pytest.mark.database
LESSON = "/lessons/lesson-1/"
WRITES = ("INSERT", "UPDATE", "DELETE")
ONE_STEP = ["single", "multiple", "order", "match", "categorise", "estimate"]


def learner_with(answers: int):
    """A member who has answered so many questions before, the first of the quiz of L01 among them."""
    learner, long_ago = make_user(), timezone.now() - timedelta(days=1)
    first = make_question(code="Q01.1")
    quiz = make_attempt(learner, [f"Q01.{place}" for place in range(1, 7)])
    make_answer(first, quiz, answered_at=long_ago)
    for number in range(2, answers + 1):
        question = make_question(code=f"Q02.{number}")
        make_answer(question, make_attempt(learner, [question]), answered_at=long_ago)
    return learner


@pytest.fixture
def asked(db, kind):
    """The form for the second question of a quiz, filled in, as somebody sees it whose pages are warm."""

    def form_for(answers: int):
        questions = make_quiz(kinds=["single", kind, "single", "single", "single", "free"])
        client = browser_of(learner_with(answers))
        sheet = sheet_in(client.get(LESSON), "Q01.2")
        fill(sheet, questions[1].revision.source, 0, RIGHT[kind])
        sheet.say(80)
        return client, sheet

    return form_for


@pytest.mark.parametrize("answers", [1, 30])
@pytest.mark.parametrize("kind", ONE_STEP)
def test_answer_of_a_member_takes_seven_queries_however_many_there_are(asked, answers, django_assert_num_queries):
    client, sheet = asked(answers)

    with django_assert_num_queries(7):
        response = client.post(sheet.action, sheet.sent)

    assert response.status_code == 302


@pytest.mark.parametrize("answers", [1, 30])
@pytest.mark.parametrize("kind", ["single"])
def test_answer_sent_by_a_script_takes_seven_queries_however_many_there_are(asked, answers, django_assert_num_queries):
    client, sheet = asked(answers)

    with django_assert_num_queries(7):
        response = client.post(sheet.action, sheet.sent, **AS_PART)

    assert response.status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ONE_STEP)
def test_answer_is_written_in_one_transaction(kind):
    questions = make_quiz(kinds=[kind])
    client = browser_of(make_user())
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    fill(sheet, questions[0].revision.source, 0, RIGHT[kind])
    sheet.say(80)

    with CaptureQueriesContext(connection) as queries:
        client.post(sheet.action, sheet.sent)

    begun = [number for number, query in enumerate(queries) if query["sql"].startswith("BEGIN")]
    ended = [number for number, query in enumerate(queries) if query["sql"].startswith("COMMIT")]
    written = [number for number, query in enumerate(queries) if query["sql"].startswith(WRITES)]
    assert Answer.objects.count() == 1
    assert (len(begun), len(ended)) == (1, 1)
    assert begun[0] < min(written) <= max(written) < ended[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ONE_STEP)
def test_later_answer_is_one_statement_that_writes(kind):
    questions = make_quiz(kinds=["single", kind])
    client = browser_of(make_user())
    for code, question, response in (("Q01.1", questions[0], "single"), ("Q01.2", questions[1], kind)):
        sheet = sheet_in(client.get(LESSON), code)
        fill(sheet, question.revision.source, 0, RIGHT[response])
        sheet.say(80)
        with CaptureQueriesContext(connection) as queries:
            client.post(sheet.action, sheet.sent)

    statements = [query["sql"] for query in queries]
    assert Answer.objects.count() == 2
    assert len([sql for sql in statements if sql.startswith(WRITES)]) == 1
    assert len(statements) == 5  # session, member, edition, quiz, the answer
