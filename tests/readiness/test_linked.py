"""Which answers count for a readiness question."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from readiness.linked import answers_by_question
from tests.factories import make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.readiness.factories import guide, make_sheet

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def learner(db):
    make_question(code="Q01.1")
    make_sheet()
    return make_user()


def counted(learner, code: str = "R1") -> list[tuple[str, bool]]:
    return [(answer.code, answer.is_right) for answer in answers_by_question(learner, guide())[code]]


def test_last_answer_to_a_question_counts(learner):
    question = make_question(code="Q01.1")
    make_answer(question, learner=learner, answered_at=NOON + timedelta(days=1), is_right=True)
    make_answer(question, learner=learner, answered_at=NOON, is_right=False)

    assert counted(learner) == [("Q01.1", True)]


def test_each_form_counts_with_its_own_last_answer(learner):
    make_answer(make_question(code="Q01.1"), learner=learner, is_right=False)
    make_answer(make_question(code="Q01.1b"), learner=learner, is_right=True)

    assert counted(learner) == [("Q01.1", False), ("Q01.1b", True)]


def test_answer_counts_for_each_readiness_question_that_links_it(learner):
    make_answer(make_question(code="Q01.2"), learner=learner)

    assert counted(learner, "R1") == counted(learner, "R2") == [("Q01.2", True)]


def test_question_that_is_not_linked_does_not_count(learner):
    make_answer(make_question(code="Q01.8"), learner=learner)

    assert counted(learner) == []


def test_answer_of_somebody_else_does_not_count(learner):
    make_answer(make_question(code="Q01.1"), learner=make_user())

    assert counted(learner) == []


def test_answer_without_its_last_step_does_not_count(learner):
    make_answer(make_question(code="Q01.3", kind="tf-why"), learner=learner, response={"verdict": False})

    assert counted(learner) == []


@pytest.mark.parametrize(("kind", "is_counted"), [("lesson", False), ("practice", True)])
def test_one_more_try_counts_only_in_practice(learner, kind, is_counted):
    question = make_question(code="Q01.1")
    attempt = make_attempt(learner, [question], kind=kind)
    make_answer(question, attempt, is_right=False, answered_at=NOON)
    make_answer(question, attempt, is_right=True, ordinal=2, answered_at=NOON + timedelta(minutes=1))

    assert counted(learner) == [("Q01.1", is_counted)]


@pytest.mark.parametrize("kind", ["baseline", "practice"])
def test_what_is_not_told_before_the_course_ends_does_not_count(db, kind):
    learner, question = make_user(), make_question(code="Q05.4b")
    make_sheet()
    first, *_others = guide().questions
    linking = replace(guide(), questions=(replace(first, linked=("Q05.4",)),))
    make_answer(question, make_attempt(learner, [question], kind=kind))

    assert answers_by_question(learner, linking) == {"R1": []}


def test_answer_leads_to_the_page_where_it_was_given(learner, client):
    first, second = make_question(code="Q01.1"), make_question(code="Q01.2")
    attempt = make_attempt(learner, [first, second])
    make_answer(first, attempt)
    make_answer(second, attempt)
    client.force_login(learner)

    urls = [answer.url for answer in answers_by_question(learner, guide())["R1"]]

    assert urls == [f"/attempts/{attempt.public_id}/{place}/" for place in (1, 2)]
    assert [client.get(url).status_code for url in urls] == [200, 200]


def test_practice_leads_to_the_try_on_the_questions_own_page(learner, client):
    question = make_question(code="Q01.1")
    attempt = make_attempt(learner, [question], kind="practice")
    make_answer(question, attempt)
    make_answer(question, attempt, ordinal=2)
    client.force_login(learner)

    (answer,) = answers_by_question(learner, guide())["R1"]

    assert answer.url == "/questions/Q01.1/?try=2"
    assert client.get(answer.url).status_code == 200
