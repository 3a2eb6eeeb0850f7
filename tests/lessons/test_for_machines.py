"""Sitemap, robots.txt and favicon."""

import xml.etree.ElementTree as etree

import pytest

from lessons.models import Status
from tests.factories import make_article, make_lesson

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_sitemap_names_every_public_page(db, client):
    make_lesson(1)
    make_lesson(2, status=Status.DRAFT)
    make_article(slug="overview")
    make_article(slug="draft", status=Status.DRAFT)

    response = client.get("/sitemap.xml")
    addresses = [place.text for place in etree.fromstring(response.content).iter(f"{SITEMAP}loc")]

    assert response["Content-Type"] == "application/xml"
    assert addresses == [
        "http://testserver/",
        "http://testserver/course/",
        "http://testserver/articles/",
        "http://testserver/glossary/",
        "http://testserver/about/",
        "http://testserver/privacy/",
        "http://testserver/lessons/lesson-1/",
        "http://testserver/articles/overview/",
    ]


def test_every_page_of_the_sitemap_is_there(course, client):
    response = client.get("/sitemap.xml")

    addresses = [place.text for place in etree.fromstring(response.content).iter(f"{SITEMAP}loc")]

    assert len(addresses) == 25
    assert {client.get(address.removeprefix("http://testserver")).status_code for address in addresses} == {200}


@pytest.mark.parametrize("count", [1, 3])
def test_sitemap_takes_as_many_queries_for_one_lesson_as_for_three(db, client, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_lesson(number)
        make_article()

    with django_assert_num_queries(4):  # number and rows of lessons and of articles
        client.get("/sitemap.xml")


def test_robots_may_read_all_but_accounts_and_search(client, settings):
    settings.SITE_URL = "https://course.example"

    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /accounts/\nDisallow: /search/\nSitemap: https://course.example/sitemap.xml\n"
    )


def test_favicon_is_our_own(client):
    response = client.get("/favicon.ico")

    picture = etree.fromstring(response.getvalue())
    assert response["Content-Type"] == "image/svg+xml"
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize("path", ["/sitemap.xml", "/robots.txt", "/favicon.ico"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_files_for_machines_take_only_get(db, client, path, method):
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico"])
def test_files_that_hardly_change_are_kept_for_a_day(client, path):
    assert client.get(path)["Cache-Control"] == "max-age=86400"
