"""Where a lesson offers a pass: the same page for everybody, with the reader's own state in it."""

import pytest

from lessons.services import publish_changes
from readiness.models import Sheet
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of
from tests.readiness.factories import make_sheet, rate

pytestmark = pytest.mark.django_db
FIRST, SECOND = "/lessons/lesson-20/", "/lessons/lesson-16/"
TEXT = "## A part\n\nWords.\n\n/// activity | {code}\n///\n"


@pytest.fixture(autouse=True)
def lessons():
    make_lesson(20, source=TEXT.format(code="ACT00b"))
    make_lesson(16, source=TEXT.format(code="ACT16"))
    make_sheet()


def card(client, path: str, code: str):
    return read(client.get(path)).one("section", id=code)


def ways(client, path: str, code: str) -> list[str]:
    return [link["href"] for link in card(client, path, code).all("a")]


def test_visitor_is_led_to_each_pass(client):
    assert ways(client, FIRST, "act00b") == ["/readiness/first/"]
    assert ways(client, SECOND, "act16") == ["/readiness/rate/"]


def test_after_the_first_pass_the_second_is_still_to_come(client):
    learner = make_user()
    rate(learner, with_evidence=False, R1=1, R2=1)
    browser = browser_of(learner)

    assert "Rated on" in card(browser, FIRST, "act00b").words
    assert ways(browser, FIRST, "act00b") == ["/readiness/"]
    assert ways(browser, SECOND, "act16") == ["/readiness/rate/", "/readiness/"]
    assert "Rated on" not in card(client, FIRST, "act00b").words


def test_after_the_second_both_lead_to_the_overview():
    learner = make_user()
    rate(learner, with_evidence=False, R1=1, R2=1)
    rate(learner, number=2, R1=1, R2=1)
    browser = browser_of(learner)

    assert ways(browser, FIRST, "act00b") == ways(browser, SECOND, "act16") == ["/readiness/"]


def test_card_costs_a_learner_one_query(django_assert_num_queries):
    learner = make_user()
    rate(learner, R1=1, R2=1)
    browser = browser_of(learner)
    browser.get(FIRST)

    # edition, session, member, places, practised lessons, notes, passes, own comments
    with django_assert_num_queries(9):
        browser.get(FIRST)


def test_without_readiness_questions_the_place_is_empty(client):
    Sheet.objects.all().delete()
    publish_changes()

    assert read(client.get(FIRST)).all("section", id="act00b") == []
    assert "/readiness/" not in client.get("/course/").content.decode()


def test_outline_leads_to_the_self_assessment(client):
    assert 'href="/readiness/"' in client.get("/course/").content.decode()
