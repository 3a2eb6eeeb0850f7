"""The page of one item: its verdict with the remedy, its figures in words, who chose what, and the ways to mend it."""

import csv
from io import StringIO

import pytest

from insights.items.counting import refresh
from lessons.services import publish_changes
from quizzes.models import Report
from quizzes.services import store_question
from tests.insights.factories import browser_of, make_instructor
from tests.insights.item_cohort import KINDS, answer_all, key_is_wrong, make_learners, make_pool
from tests.quizzes.factories import entry, make_answer, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def of_instructor():
    return browser_of(make_instructor())


def rows_of_csv(response) -> list[dict]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_planted_wrong_key_is_said_with_the_remedy(of_instructor):
    answer_all(make_learners(150), make_pool(), seed=31, planted={"Q01.10": key_is_wrong})
    refresh()

    page = of_instructor.get("/insights/items/Q01.10/").content.decode()

    assert 'data-verdict="wrong-key"' in page
    assert "Check the key first." in page
    assert "something is wrong with the item" in page


def test_options_are_counted_with_their_feedback(of_instructor):
    question = make_question()
    for option in (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 3):
        make_answer(question, response={"option": option})
    refresh()

    rows = rows_of_csv(of_instructor.get("/insights/items/Q01.1/?csv=choices-1"))

    assert [(row["option"], row["chosen_by"], row["share"]) for row in rows] == [
        ("A", "6", "0.5"),
        ("B ✓", "5", "0.4167"),
        ("C", "0", "0.0"),
        ("D", "fewer than 5", ""),
    ]
    assert rows[0]["misconception"] == "M03"
    assert rows[0]["feedback"] == "It misses the threshold."


def test_each_kind_has_a_page_whose_charts_are_tables_and_files_too(of_instructor):
    answer_all(make_learners(40), make_pool(), seed=32)
    refresh()

    for number in range(1, len(KINDS) + 1):
        address = f"/insights/items/Q01.{number}/"
        response = of_instructor.get(address)
        figures = response.context["figures"]

        assert len(figures) >= 2
        for name, figure in figures.items():
            assert figure.sentence
            assert f'csv={name}"' in response.content.decode()
            assert len(rows_of_csv(of_instructor.get(f"{address}?csv={name}"))) == len(figure.rows)


def test_free_text_has_no_verdict_and_no_share_right(of_instructor):
    answer_all(make_learners(40), make_pool(), seed=33)
    refresh()

    page = of_instructor.get("/insights/items/Q01.9/").content.decode()

    assert 'data-verdict="own-rating"' in page
    assert "<dt>Right</dt>" not in page
    assert "How they rated themselves" in page


def test_few_learners_are_not_split(of_instructor):
    question = make_question()
    for _ in range(4):
        make_answer(question)
    refresh()

    response = of_instructor.get("/insights/items/Q01.1/")

    assert "Fewer than 5 learners" in response.content.decode()
    assert list(response.context["figures"]) == ["revisions"]
    assert rows_of_csv(of_instructor.get("/insights/items/Q01.1/?csv=revisions"))[0]["first_answers"] == "fewer than 5"


def test_revisions_stand_side_by_side(of_instructor):
    question = make_question()
    for _ in range(6):
        make_answer(question, is_right=False)
    question = store_question(lesson=question.lesson, source=entry(stem="Another?"), position=1)
    publish_changes()
    for _ in range(5):
        make_answer(question)
    refresh()

    rows = rows_of_csv(of_instructor.get("/insights/items/Q01.1/?csv=revisions"))

    assert [(row["revision"], row["first_answers"], row["right"]) for row in rows] == [
        ("2", "5", "1.0"),
        ("1", "6", "0.0"),
    ]


def test_reports_stand_there_with_their_status(of_instructor):
    question = make_question()
    Report.objects.create(question=question, revision=question.revision, reason="key", text="<b>B is right too</b>")

    page = of_instructor.get("/insights/items/Q01.1/").content.decode()

    assert "1 report is open." in page
    assert "&lt;b&gt;B is right too&lt;/b&gt;" in page


def test_question_that_is_not_there_is_not_found(of_instructor):
    assert of_instructor.get("/insights/items/Q09.9/").status_code == 404


def test_learner_is_refused_and_visitor_asked_to_sign_in(client):
    make_question()
    visitor = client.get("/insights/items/Q01.1/")
    client.force_login(make_learners(1)[0])

    assert (visitor.status_code, client.get("/insights/items/Q01.1/").status_code) == (302, 403)


def test_page_asks_as_often_with_answers_as_without(of_instructor, django_assert_num_queries):
    questions = make_pool()
    of_instructor.get("/insights/items/Q01.1/")
    with django_assert_num_queries(10):
        of_instructor.get("/insights/items/Q01.1/")
    answer_all(make_learners(40), questions, seed=34)
    refresh()

    with django_assert_num_queries(10):
        of_instructor.get("/insights/items/Q01.1/")
