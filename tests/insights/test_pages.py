"""The pages about learners together: what they say, in how many queries, and what they keep to themselves."""

import re

import pytest

from accounts.models import User
from insights.models import SimulatedLearner, Tally
from insights.services import count_all
from lessons.models import Lesson
from tests.insights.factories import browser_of, make_cohort, make_instructor
from tests.insights.shown import rows_of
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGES = ["", "lessons/", "calibration/", "retention/", "reports/"]
FIGURES = [
    ("lessons/", "funnel"),
    ("lessons/", "stops"),
    ("calibration/", "curve"),
    ("calibration/", "by-lesson"),
    ("retention/", "weeks"),
    ("retention/", "joining"),
    ("retention/", "recall"),
    ("reports/", "reasons"),
]


@pytest.fixture
def instructor():
    return browser_of(make_instructor())


@pytest.fixture(scope="module")
def cohort_for_all(course_for_all, django_db_blocker):
    with django_db_blocker.unblock():
        make_cohort(60)
        count_all()


@pytest.fixture
def cohort(cohort_for_all, db):
    """Sixty made-up learners, counted."""


@pytest.mark.parametrize("place", PAGES)
def test_simulated_learners_are_marked_and_only_where_they_were_asked_for(instructor, cohort, place):
    simulated = read(instructor.get(f"/insights/{place}?cohort=simulated")).words
    real = read(instructor.get(f"/insights/{place}")).words

    assert "A program made these answers up." in simulated
    assert "A program made these answers up." not in real
    assert place == "reports/" or "nothing to show yet" in real


@pytest.mark.parametrize(("place", "figure"), FIGURES)
def test_figure_has_drawing_sentence_table_and_file_of_the_same(instructor, cohort, place, figure):
    section = read(instructor.get(f"/insights/{place}?cohort=simulated")).one("section", id=figure)
    response = instructor.get(f"/insights/{place}?cohort=simulated&csv={figure}")

    assert section.one("p", class_="says").words.endswith(".")
    assert figure == "joining" or section.one("title").words == section.one("h2").words
    assert len(rows_of(response)) == len(section.one("tbody").all("tr")) > 0
    assert re.fullmatch(
        rf'attachment; filename="{figure}-simulated-\d{{4}}-\d\d-\d\d\.csv"', response["Content-Disposition"]
    )


def test_file_that_there_is_not_is_not_found(instructor, cohort):
    assert instructor.get("/insights/lessons/?csv=secrets").status_code == 404


def test_funnel_leads_to_the_form_that_edits_the_lesson(instructor, cohort):
    lesson = Lesson.objects.get(code="L03")

    page = read(instructor.get("/insights/lessons/?cohort=simulated&lesson=L03"))

    url = f"/admin/lessons/lesson/{lesson.pk}/write/"
    assert page.one("section", id="stops").one("h2").words.startswith("Where they stop in lesson 3")
    edits = {link.words: link["href"] for link in page.all("a") if link.words.startswith("Edit ")}
    assert (edits["Edit lesson 3"], edits["Edit L03"]) == (url, url)


@pytest.mark.parametrize("lesson", ["L99", "", "<script>", "L03" * 50])
def test_lesson_that_there_is_not_is_as_none(instructor, cohort, lesson):
    response = instructor.get("/insights/lessons/", {"cohort": "simulated", "lesson": lesson})

    assert response.status_code == 200
    assert b'<script>"' not in response.content


def test_nothing_identifies_a_learner(instructor, cohort):
    SimulatedLearner.objects.all().delete()
    count_all()

    pages = "".join(instructor.get(f"/insights/{page}").content.decode() for page in PAGES)

    assert not any(email in pages for email in User.objects.exclude(is_staff=True).values_list("email", flat=True))
    assert "Simulated 1" not in pages


def test_tallies_of_a_block_are_few(cohort):
    """So that 50,000 learners are added up from some thousand rows."""
    assert Tally.objects.count() < 900
