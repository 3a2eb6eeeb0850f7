"""The list of items: worst first, sorted, filtered, as a file; and what is told of few learners."""

import csv
import re
from io import StringIO

import pytest

from insights.items.counting import refresh
from tests.insights.factories import browser_of, make_instructor
from tests.insights.item_cohort import answer_all, both_are_right, key_is_wrong, make_learners, make_pool
from tests.quizzes.factories import make_answer, make_question

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def of_instructor():
    return browser_of(make_instructor())


def codes_in(response) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/insights/items/(Q[\w.]+)/', response.content.decode())


def rows_of_csv(response) -> list[dict]:
    return list(csv.DictReader(StringIO(response.content.decode("utf-8-sig"))))


def make_figures(planted=None, learners=60, **fields):
    questions = make_pool()
    answer_all(make_learners(learners, **fields), questions, seed=21, planted=planted)
    refresh()
    return questions


def test_planted_faults_stand_first(of_instructor):
    questions = make_pool()
    planted = {"Q01.10": key_is_wrong, "Q01.11": both_are_right}
    answer_all(make_learners(150), questions, seed=20, planted=planted)
    refresh()

    response = of_instructor.get("/insights/items/")

    assert codes_in(response)[:2] == ["Q01.10", "Q01.11"]
    assert "Suspected wrong key" in response.content.decode()


def test_items_without_answers_are_listed_too(of_instructor):
    make_question()

    response = of_instructor.get("/insights/items/")

    assert codes_in(response) == ["Q01.1"]
    assert "The stem of Q01.1?" in response.content.decode()
    assert "Not enough answers" in response.content.decode()


def test_heading_sorts_by_its_column_and_again_the_other_way(of_instructor):
    make_figures()

    up, down = (
        rows_of_csv(of_instructor.get(f"/insights/items/?sort={sort}&csv=items")) for sort in ("facility", "-facility")
    )

    shares = [float(row["right"]) for row in up if row["right"]]
    assert shares == sorted(shares)
    assert [float(row["right"]) for row in down if row["right"]] == shares[::-1]
    assert down[-1]["kind"] == "free"


def test_lesson_and_verdict_narrow_the_list(of_instructor):
    make_figures({"Q01.10": key_is_wrong}, learners=150)
    make_question(code="Q02.1")

    of_lesson = of_instructor.get("/insights/items/?lesson=L02")
    of_verdict = of_instructor.get("/insights/items/?verdict=wrong-key")
    unanswered = of_instructor.get("/insights/items/?verdict=too-few")

    assert codes_in(of_lesson) == ["Q02.1"]
    assert codes_in(of_verdict) == ["Q01.10"]
    assert codes_in(unanswered) == ["Q02.1"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("lesson=L99", "There is no such lesson. Choose one from the list."),
        ("verdict=nonsense", "There is no such verdict. Choose one from the list."),
        ("sort=nonsense", "There is no such order. Choose a heading of the table."),
    ],
)
def test_filter_that_makes_no_sense_is_said_and_everything_shown(of_instructor, query, told):
    make_question()

    response = of_instructor.get(f"/insights/items/?{query}")

    assert codes_in(response) == ["Q01.1"]
    assert told in response.content.decode()


def test_nothing_is_told_of_fewer_than_five_learners(of_instructor):
    question = make_question()
    for _ in range(4):
        make_answer(question, is_right=False)
    refresh()

    response = of_instructor.get("/insights/items/")
    (row,) = rows_of_csv(of_instructor.get("/insights/items/?csv=items"))

    assert "fewer than 5" in response.content.decode()
    assert (row["first_answers"], row["right"], row["mean_confidence"]) == ("fewer than 5", "", "")


def test_simulated_learners_are_shown_alone_and_marked(of_instructor):
    make_figures(learners=25, is_simulated=True)

    real, simulated = (of_instructor.get(f"/insights/items/{query}") for query in ("", "?cohort=simulated"))

    assert "data-simulated" not in real.content.decode()
    assert "data-simulated" in simulated.content.decode()
    rows = rows_of_csv(of_instructor.get("/insights/items/?csv=items"))
    assert {row["first_answers"] for row in rows} == {"0"}
    assert "?cohort=simulated" in simulated.content.decode().split('id="list-heading"')[1]


def test_queries_are_as_many_for_one_item_as_for_all(of_instructor, django_assert_num_queries):
    make_question()
    of_instructor.get("/insights/items/")
    with django_assert_num_queries(8):
        of_instructor.get("/insights/items/")
    make_figures()

    with django_assert_num_queries(8):
        of_instructor.get("/insights/items/")


def test_unknown_file_is_not_found(of_instructor):
    assert of_instructor.get("/insights/items/?csv=nothing").status_code == 404
