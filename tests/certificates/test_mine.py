"""The learner's own page: the rule from the first day, how far one is, and issuing."""

import pytest
from django.urls import reverse

from tests.certificates.factories import finish_final, hand_in, make_certificate, make_ruled_course, practise
from tests.factories import make_course, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

PAGE = "/certificate/"


@pytest.fixture
def member(ruled_course):
    return make_user("lena@example.org", display_name="Lena")


def lines_of(page):
    return page.one("ol", class_="conditions").all("li", class_="stack")


def standings_of(page) -> list[str]:
    return [line.one("p", class_="standing").words for line in lines_of(page)]


def test_visitor_reads_the_rule_and_nothing_is_stored(ruled_course, client):
    page = read(client.get(PAGE))

    assert [line.words for line in lines_of(page)] == [
        "Practise lessons 5–6: pass the quiz of each with at least 80%",
        "Get at least 70% right in a final check",
        "Hand in the capstone",
    ]
    assert page.one("p", class_="lead").words == "A practical grounding."
    assert "this page shows how far you are" in page.words
    assert client.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("with_course", [False, True])
def test_course_without_a_rule_says_that_it_has_no_certificate(client, with_course):
    if with_course:
        make_course()

    response = client.get(PAGE)

    assert response.status_code == 404
    assert "This course has no certificate" in read(response).words


def test_member_sees_the_own_figure_at_each_line_and_the_way_to_what_is_missing(member):
    practise(member, "Q05.1")
    finish_final(member, right=2, wrong=1)

    page = read(browser_of(member).get(PAGE))

    assert standings_of(page) == ["Not yet · 1 of 2", "Not yet · your best: 66.6%, 70% needed", "Not yet · 0 of 1"]
    ways = [[(way.words, way["href"]) for way in line.one("div", class_="gaps").all("a")] for line in lines_of(page)]
    assert ways == [
        [("Lesson number 6", "/lessons/lesson-6/#quiz")],
        [("Final check", "/lessons/lesson-17/#check-final")],
        [("A library wants AI", "/activities/ACT17/")],
    ]
    assert "You meet 0 of 3 conditions." in page.words
    assert page.all("input", name="name") == []


def test_each_figure_names_what_it_rests_on(member):
    practise(member, "Q05.1", "Q06.1")
    missed, best = finish_final(member, right=1, wrong=3), finish_final(member, right=3, wrong=1)
    hand_in(member)

    page = read(browser_of(member).get(PAGE))

    whys = [line.one("details", class_="why") for line in lines_of(page)]
    assert [why.one("summary").words for why in whys] == ["Why this number?"] * 3
    quizzes = member.attempts.filter(kind="lesson").order_by("scope")
    assert [link["href"] for link in whys[0].all("a")] == [quiz.get_absolute_url() for quiz in quizzes]
    assert [link["href"] for link in whys[1].all("a")] == [each.get_absolute_url() for each in (missed, best)]
    assert [link["href"] for link in whys[2].all("a")] == ["/activities/ACT17/"]
    assert "Final check, 25%" in whys[1].words
    assert standings_of(page) == ["Met · 2 of 2", "Met · your best: 75%, 70% needed", "Met · 1 of 1"]


def test_final_check_that_is_not_finished_does_not_count(member):
    attempt = finish_final(member, right=3, wrong=1)
    attempt.answers.first().delete()

    assert standings_of(read(browser_of(member).get(PAGE)))[1] == "Not yet · no final check finished"


def test_holder_is_led_to_the_certificate_and_to_withdrawing_it(ready):
    certificate = make_certificate(ready)

    links = [link["href"] for link in read(browser_of(ready).get(PAGE)).one("main").all("a")]

    assert certificate.get_absolute_url() in links
    assert reverse("certificates:withdraw") in links


def test_somebody_elses_certificate_is_not_shown_here(ready):
    make_certificate(ready)

    assert "You have it" not in read(browser_of(make_user()).get(PAGE)).words


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(ruled_course, client, method):
    assert getattr(client, method)(PAGE).status_code == 405


def test_page_is_kept_by_nobody(ruled_course, client):
    assert "no-store" in client.get(PAGE)["Cache-Control"]


@pytest.mark.database
@pytest.mark.parametrize("more", [0, 3])
def test_page_takes_fourteen_queries_however_much_was_done(ready, django_assert_num_queries, more):
    for _turn in range(more):
        practise(ready, "Q05.1", "Q06.1")
        finish_final(ready, right=3, wrong=1)
    browser = browser_of(ready)
    browser.get(PAGE)

    with django_assert_num_queries(14):
        browser.get(PAGE)


def test_outline_leads_here_where_the_course_has_a_rule(ruled_course, client):
    assert [link["href"] for link in read(client.get("/course/")).all("a", href=PAGE)] == [PAGE]


def test_outline_of_a_course_without_a_rule_does_not(db, client):
    make_ruled_course(rule={})

    assert read(client.get("/course/")).all("a", href=PAGE) == []
