"""Which beliefs learners show, where and when; and which are to be taught again."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest

from insights.items.counting import refresh
from tests.factories import make_course
from tests.insights.factories import browser_of, make_instructor
from tests.insights.item_cohort import answer_all, belief_is_held, make_learners, make_pool
from tests.quizzes.factories import make_answer, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CATALOGUE = {
    "M03": {"belief": "The model is the product", "refuted_in": ["L01"]},
    "M12": {"belief": "It behaves like ordinary software", "refuted_in": ["L01"]},
}


@pytest.fixture
def of_instructor():
    make_course(misconceptions=CATALOGUE)
    return browser_of(make_instructor())


def rows_of(of_instructor, name: str, query: str = "") -> list[dict]:
    response = of_instructor.get(f"/insights/misconceptions/?csv={name}{query}")
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def test_planted_belief_on_two_items_is_to_be_taught_again(of_instructor):
    planted = {"Q01.1": belief_is_held, "Q01.10": belief_is_held}
    answer_all(make_learners(80), make_pool(), seed=41, planted=planted)
    refresh()

    page = of_instructor.get("/insights/misconceptions/").content.decode()

    assert 'data-again="M03"' in page
    assert page.count("data-again") == 1
    assert "M03: The model is the product." in page
    assert 'href="/insights/items/Q01.1/"' in page
    assert "/admin/lessons/lesson/" in page


def test_belief_on_one_item_alone_is_not(of_instructor):
    answer_all(make_learners(80), make_pool(), seed=42, planted={"Q01.1": belief_is_held})
    refresh()

    assert "data-again" not in of_instructor.get("/insights/misconceptions/").content.decode()


def test_learner_counts_once_in_a_lesson_however_often_the_belief_is_shown(of_instructor):
    questions = [make_question(code=f"Q01.{number}") for number in (1, 2)]
    for learner in make_learners(5):
        for question in questions:
            make_answer(question, learner=learner, response={"option": 0})
    refresh()

    first = rows_of(of_instructor, "beliefs")[0]

    assert (first["code"], first["learners"], first["showed_it"], first["share"]) == ("M03", "5", "5", "1.0")


def test_lessons_stand_apart(of_instructor):
    for code, option in (("Q01.1", 0), ("Q02.1", 1)):
        question = make_question(code=code)
        for _ in range(5):
            make_answer(question, response={"option": option})
    refresh()

    rows = rows_of(of_instructor, "lessons")

    assert {row["lesson"]: row["share"] for row in rows if row["code"] == "M03"} == {"L01": "1.0", "L02": "0.0"}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("month", {"2026-03-01": "5", "2026-04-01": "6"}),
        ("week", {"2026-03-02": "5", "2026-04-06": "6"}),
    ],
)
def test_share_over_time_is_by_month_or_week(of_instructor, by, expected):
    question = make_question()
    for day, count in ((datetime(2026, 3, 5, tzinfo=UTC), 5), (datetime(2026, 4, 8, tzinfo=UTC), 6)):
        for _ in range(count):
            make_answer(question, response={"option": 0}, answered_at=day)
    refresh()

    rows = rows_of(of_instructor, "time", f"&code=M03&by={by}")

    assert {row[by]: row["learners"] for row in rows} == expected


def test_few_learners_are_not_split(of_instructor):
    question = make_question()
    for _ in range(4):
        make_answer(question, response={"option": 0})
    refresh()

    row = next(row for row in rows_of(of_instructor, "beliefs") if row["code"] == "M03")

    assert (row["learners"], row["showed_it"], row["share"]) == ("fewer than 5", "", "")


def test_belief_that_is_not_there_is_said(of_instructor):
    make_answer(make_question())
    refresh()

    page = of_instructor.get("/insights/misconceptions/?code=M99&by=year").content.decode()

    assert "There is no such belief. Choose one from the list." in page
    assert "Choose by month or by week." in page


def test_without_answers_the_page_says_so(of_instructor):
    assert "No answer has shown" in of_instructor.get("/insights/misconceptions/").content.decode()


def test_page_asks_as_often_with_many_answers_as_with_one(of_instructor, django_assert_num_queries):
    make_answer(make_question())
    refresh()
    of_instructor.get("/insights/misconceptions/")
    with django_assert_num_queries(11):
        of_instructor.get("/insights/misconceptions/")
    answer_all(make_learners(40), make_pool(2), seed=43)
    refresh()

    with django_assert_num_queries(11):
        of_instructor.get("/insights/misconceptions/")
