"""Pages for visitors: without cookies, rendered once, and then at the price of one small query."""

import gzip
import re

import pytest

from tests.factories import make_article, make_lesson
from tests.lessons.conftest import PAGES


@pytest.mark.parametrize("path", PAGES)
def test_page_for_a_visitor_sets_no_cookie(site, client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert response.cookies == {}
    assert response["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", PAGES)
def test_page_for_a_visitor_takes_one_query_when_it_is_warm(site, client, path, django_assert_num_queries):
    first = client.get(path)

    with django_assert_num_queries(1):
        second = client.get(path)

    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize("count", [1, 3])
def test_lesson_for_a_visitor_takes_one_query_however_many_lessons(db, client, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_lesson(number)
    client.get("/lessons/lesson-1/")

    with django_assert_num_queries(1):
        client.get("/lessons/lesson-1/")


@pytest.mark.parametrize(("path", "queries"), [("/", 5), ("/course/", 6), ("/lessons/lesson-1/", 8), ("/glossary/", 2)])
@pytest.mark.parametrize("count", [2, 4])
def test_page_is_rendered_with_as_many_queries_for_two_lessons_as_for_four(
    db, client, django_assert_num_queries, count, path, queries
):
    for number in range(1, count + 1):
        make_lesson(number)
        make_article()

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_takes_only_get_and_head(site, client, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 405


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/", None),
        ("/course/", "Course"),
        ("/lessons/lesson-1/", "Course"),
        ("/articles/", "Articles"),
        ("/articles/overview/", "Articles"),
        ("/glossary/", "Glossary"),
        ("/search/", "Search"),
        ("/about/", None),
    ],
)
def test_part_of_the_site_one_is_in_is_marked_in_the_menu(site, client, path, section):
    page = client.get(path).content.decode()

    marked = re.findall('aria-current="true">(.*?)<', page)
    assert marked == ([section] if section else [])


@pytest.mark.parametrize("path", ["/static/css/site.css", "/robots.txt", "/favicon.ico", "/nowhere/"])
def test_what_is_not_a_page_of_the_course_asks_the_database_nothing(
    site, client, settings, django_assert_num_queries, path
):
    settings.WHITENOISE_USE_FINDERS = True

    with django_assert_num_queries(0):
        client.get(path)


def test_visitor_with_a_foreign_cookie_gets_a_compressed_page(client, course):
    client.cookies["other"] = "1"

    response = client.get("/lessons/value/", headers={"Accept-Encoding": "gzip, br"})

    assert response["Content-Encoding"] == "gzip"
    assert b"Where AI creates real value" in gzip.decompress(response.content)


def test_visitor_who_looked_at_signing_in_still_gets_the_kept_page(client, course):
    client.get("/accounts/login/")

    response = client.get("/lessons/value/")

    assert client.cookies.keys() == {"csrf"}
    assert "ETag" in response
