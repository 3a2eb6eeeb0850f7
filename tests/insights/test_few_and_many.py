"""The pages about learners together, where there are none yet, few, or more and more."""

from io import StringIO

import pytest
from django.core.management import call_command

from insights.services import count_all
from tests.factories import make_lesson, make_user
from tests.insights.factories import browser_of, make_instructor
from tests.insights.shown import rows_of, table_of
from tests.insights.test_pages import PAGES
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
QUERIES = {"": 16, "lessons/": 11, "calibration/": 10, "retention/": 11}


@pytest.fixture
def instructor():
    return browser_of(make_instructor())


@pytest.mark.parametrize("place", PAGES)
def test_page_says_that_there_is_nothing_yet(instructor, place):
    words = read(instructor.get(f"/insights/{place}")).words

    assert "nothing to show yet" in words or "Nothing is open" in words


def test_of_four_learners_nothing_is_told(instructor):
    question = make_question(make_lesson(1))
    for _number in range(4):
        learner = make_user()
        learner.readings.create(lesson=question.lesson)
        for kind in ("lesson", "recap", "practice", "weak", "final", "review"):
            make_answer(question, make_attempt(learner, [question], kind=kind), confidence=80)

    count_all()

    pages = {page: read(instructor.get(f"/insights/{page}")).words for page in PAGES[1:4]}
    assert all("nothing to show yet" in words for words in pages.values())
    assert instructor.get("/insights/calibration/?csv=curve").status_code == 404


def test_lesson_of_four_learners_is_not_split(instructor):
    lesson, other = make_lesson(1), make_lesson(2)
    for number in range(6):
        learner = make_user()
        learner.readings.create(lesson=lesson)
        if number < 4:
            learner.readings.create(lesson=other)

    count_all()

    table = table_of("funnel", read(instructor.get("/insights/lessons/")))
    rows = rows_of(instructor.get("/insights/lessons/?csv=funnel"))
    assert [row[1:3] for row in table] == [["6", "0"], ["fewer than 5", "–"]]
    assert [row["started"] for row in rows] == ["6", ""]


def test_queries_are_as_many_however_many_learners_there_are(instructor, course, django_assert_num_queries):
    instructor.get("/insights/")  # the first visit of a day is noted
    for number in (10, 40):
        call_command("simulate_cohort", learners=number, until="2026-05-31", stdout=StringIO())
        for place, count in QUERIES.items():
            with django_assert_num_queries(count):
                instructor.get(f"/insights/{place}?cohort=simulated")
        call_command("simulate_cohort", remove=True, stdout=StringIO())
