import xml.etree.ElementTree as etree
from datetime import datetime

import pytest

from lessons.models import Status
from tests.factories import make_article

ATOM = "{http://www.w3.org/2005/Atom}"


def feed_of(client) -> etree.Element:
    response = client.get("/articles/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def test_feed_is_atom_with_all_that_atom_demands(db, client):
    make_article(slug="overview", title="All & <everything>", summary="In short.", published_on="2026-11-23")

    feed = feed_of(client)
    [entry] = feed.findall(f"{ATOM}entry")

    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title") == "Articles on AI product management"
    for part in (feed, entry):
        assert part.findtext(f"{ATOM}id").startswith("http://")
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated")).tzinfo is not None
    assert entry.findtext(f"{ATOM}title") == "All & <everything>"
    assert entry.findtext(f"{ATOM}summary") == "In short."
    assert entry.findtext(f"{ATOM}published") == "2026-11-23T09:00:00+00:00"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/articles/overview/"


def test_feed_knows_its_own_address(db, client):
    make_article()

    links = {link.get("rel"): link.get("href") for link in feed_of(client).findall(f"{ATOM}link")}

    assert links == {"alternate": "http://testserver/articles/", "self": "http://testserver/articles/feed/"}


def test_drafts_are_not_in_the_feed(db, client):
    make_article(title="Published")
    make_article(title="Draft", status=Status.DRAFT)

    titles = [entry.findtext(f"{ATOM}title") for entry in feed_of(client).findall(f"{ATOM}entry")]

    assert titles == ["Published"]


def test_feed_holds_the_twenty_newest_articles(db, client):
    for day in range(1, 23):
        make_article(title=f"Day {day}", published_on=f"2026-10-{day:02}")

    titles = [entry.findtext(f"{ATOM}title") for entry in feed_of(client).findall(f"{ATOM}entry")]

    assert titles == [f"Day {day}" for day in range(22, 2, -1)]


def test_feed_without_articles_is_a_feed(db, client):
    assert feed_of(client).findall(f"{ATOM}entry") == []


@pytest.mark.parametrize("count", [1, 3])
def test_feed_takes_one_query_however_many_articles(db, client, django_assert_num_queries, count):
    for _number in range(count):
        make_article()

    with django_assert_num_queries(1):
        client.get("/articles/feed/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_takes_only_get(db, client, method):
    assert getattr(client, method)("/articles/feed/").status_code == 405
