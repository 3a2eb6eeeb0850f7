import json
import re

import pytest

from lessons.models import Status
from tests.factories import make_article


def test_article_is_shown_with_its_parts(course, client):
    page = client.get("/articles/what-an-ai-product-manager-does/").content.decode()

    assert page.count("<h1>") == 1
    assert "The course behind this article" in page
    assert "Back to all articles" in page


def test_article_is_shown_without_a_course(db, client):
    make_article(slug="overview")

    response = client.get("/articles/overview/")

    assert response.status_code == 200
    assert "The course behind this article" not in response.content.decode()


def test_unpublished_article_is_not_found_and_not_listed(db, client):
    make_article(slug="draft", title="Not yet", status=Status.DRAFT)

    assert client.get("/articles/draft/").status_code == 404
    assert "Not yet" not in client.get("/articles/").content.decode()


def test_unknown_article_is_not_found(db, client):
    assert client.get("/articles/nowhere/").status_code == 404


def test_articles_are_listed_newest_first(db, client):
    make_article(title="Older", published_on="2026-01-01")
    make_article(title="Newer", published_on="2026-02-01")

    page = client.get("/articles/").content.decode()

    assert re.findall("(Older|Newer)", page) == ["Newer", "Older"]


def test_list_without_articles_leads_to_the_course(db, client):
    page = client.get("/articles/").content.decode()

    assert "No article is published yet." in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_two_queries_however_many_articles(db, client, django_assert_num_queries, count):
    for _number in range(count):
        make_article()

    with django_assert_num_queries(2):  # edition, articles
        client.get("/articles/")


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (230, 1), (231, 2), (1150, 5)])
def test_minutes_of_an_article_are_rounded_up(db, words, minutes):
    article = make_article(source="word " * words or "&nbsp;")

    assert article.minutes == minutes


def test_article_is_described_for_search_engines(db, client, settings):
    settings.SITE_URL = "https://course.example"
    make_article(slug="overview", title="All & <everything>", published_on="2026-11-23")

    page = client.get("/articles/overview/").content.decode()
    described = json.loads(re.search('<script type="application/ld\\+json">(.*?)</script>', page)[1])

    assert described["headline"] == "All & <everything>"
    assert described["datePublished"] == "2026-11-23"
    assert described["url"] == "https://course.example/articles/overview/"


def test_reveal_in_an_article_is_a_part_of_its_text(db):
    article = make_article(source="Text.\n\n/// reveal | Look\nInside.\n///\n")

    assert "<summary>Look</summary>" in article.html
