"""The first pass: levels alone."""

import pytest

from accounts.models import User
from readiness.models import Pass, Rating
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import read
from tests.readiness.actions import FIRST, OVERVIEW, levels, row_of, send_pass
from tests.readiness.factories import make_sheet, rate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sheet():
    make_question(code="Q01.1")
    return make_sheet()


def test_visitor_rates_and_becomes_a_guest(client):
    response = send_pass(client, FIRST, **levels(2, 0))

    assert response.url == OVERVIEW
    assert User.objects.get().is_guest
    page = client.get(OVERVIEW)
    assert "You rated this 2 · Working." in row_of(page, "R1").words
    assert "You rated this 0 · Not yet." in row_of(page, "R2").words


def test_form_shows_what_each_level_means_for_each_question(client):
    page = read(client.get(FIRST))

    assert [label.words for label in page.all("label", class_="option")][:4] == [
        "0 · Not yet R1 none.",
        "1 · Starting R1 a little.",
        "2 · Working R1 enough.",
        "3 · Ready to show R1 all.",
    ]
    assert page.all("textarea") == []


def test_reading_the_form_stores_nothing_and_sets_no_cookie(client):
    response = client.get(FIRST)

    assert (response.cookies, User.objects.count()) == ({}, 0)


def test_question_that_was_left_out_is_asked_for_and_the_other_stays_chosen(client):
    response = send_pass(client, FIRST, **{"R1-level": 3})

    assert response.status_code == 422
    page = read(response)
    summary = page.one("div", class_="error-summary")
    assert [(link.words, link["href"]) for link in summary.all("a")] == [("R2: Choose a level.", "#R2-level_0")]
    assert page.one("input", id="R2-level_0")["name"] == "R2-level"
    assert "checked" in page.one("input", id="R1-level_3")
    assert Pass.objects.count() == 0


@pytest.mark.parametrize("level", ["4", "-1", "x", ""])
def test_level_that_is_none_is_refused(client, level):
    assert send_pass(client, FIRST, **levels(1, 1) | {"R2-level": level}).status_code == 422


def test_sent_twice_it_is_one_pass(client):
    send_pass(client, FIRST, **levels(2, 1))
    send_pass(client, FIRST, **levels(2, 1))

    assert (Pass.objects.count(), Rating.objects.count()) == (1, 2)


def test_it_can_be_corrected_before_there_is_another(client):
    send_pass(client, FIRST, **levels(2, 1))

    assert "checked" in read(client.get(FIRST)).one("input", id="R1-level_2")
    send_pass(client, FIRST, **levels(1, 1))

    assert Pass.objects.count() == 1
    assert "You rated this 1 · Starting." in row_of(client.get(OVERVIEW), "R1").words


def test_once_another_pass_is_there_it_leads_to_both(client):
    learner = make_user()
    client.force_login(learner)
    rate(learner, with_evidence=False, R1=0, R2=0)
    rate(learner, number=2, R1=1, R2=1)

    assert client.get(FIRST).url == OVERVIEW


def test_course_without_readiness_questions_has_no_such_page(client, sheet):
    sheet.delete()

    assert [client.get(path).status_code for path in (FIRST, OVERVIEW, "/readiness/rate/", "/readiness/sheet/")] == [
        404,
        404,
        404,
        404,
    ]


@pytest.mark.parametrize(("method", "path"), [("post", FIRST), ("get", "/readiness/first/keep/")])
def test_other_methods_are_refused(client, method, path):
    assert getattr(client, method)(path).status_code == 405
