import re

import pytest
from django.test import Client

from tests.factories import make_article, make_lesson, make_user


def test_sections_found_are_shown_with_marks_and_links(db, client):
    make_lesson(1, source="## Drift\n\nModels drift.\n")
    make_article(slug="overview", title="An overview", source="Models drift here too.")

    page = client.get("/search/?q=drift").content.decode()

    assert "2 sections found" in page
    assert '<a href="/lessons/lesson-1/#s-drift">Lesson number 1: <mark>Drift</mark></a>' in page
    assert '<a href="/articles/overview/">An overview</a>' in page
    assert "Models <mark>drift</mark> here too." in page


def test_search_without_words_shows_the_form_alone(db, client):
    page = client.get("/search/").content.decode()

    assert 'name="q"' in page
    assert "found" not in page


def test_nothing_found_is_said_with_a_way_on(db, client):
    page = client.get("/search/?q=zebra").content.decode()

    assert "0 sections found" in page
    assert "Nothing matches." in page
    assert 'href="/glossary/"' in page


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><b>', "'; --", "\x00\x1a0\x1a", "%F0%28"])
def test_query_is_shown_as_text(db, client, query):
    page = client.get("/search/", {"q": query}).content.decode()

    assert "<script>alert" not in page
    assert '"><b>' not in page
    assert page.count("<h1>") == 1


def test_query_that_is_too_long_is_cut(db, client):
    page = client.get("/search/", {"q": "x" * 5000}).content.decode()

    assert re.search('name="q" value="(x*)"', page)[1] == "x" * 200


@pytest.mark.parametrize("count", [1, 3])
def test_search_for_a_visitor_takes_one_query_however_many_sections(db, client, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_lesson(number)

    with django_assert_num_queries(1):
        client.get("/search/?q=threshold")


@pytest.mark.parametrize("count", [1, 3])
def test_search_for_a_member_takes_four_queries_however_many_sections(db, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_lesson(number)
    client = Client()
    client.force_login(make_user())
    client.get("/search/")

    with django_assert_num_queries(4):  # session, member, sections, what is due
        client.get("/search/?q=threshold")


def test_search_is_not_for_search_engines_and_not_kept(db, client):
    response = client.get("/search/?q=threshold")

    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "ETag" not in response.headers


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_search_takes_only_get(db, client, method):
    assert getattr(client, method)("/search/").status_code == 405
