"""Kept pages for visitors: one for each encoding, appearance and protocol, and not sent again in vain."""

import gzip
import re

import brotli
import pytest
from django.test import Client

from lessons.pages import best_encoding
from tests.lessons.conftest import PAGES


@pytest.mark.parametrize("path", PAGES)
def test_page_that_the_browser_has_is_not_sent_again(site, client, path):
    etag = client.get(path)["ETag"]

    response = client.get(path, HTTP_IF_NONE_MATCH=etag)

    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == etag
    assert response["Vary"] == "Cookie, Accept-Encoding"
    assert response["Cache-Control"] == "private, no-cache"


def test_page_with_another_etag_is_sent(site, client):
    client.get("/about/")

    response = client.get("/about/", HTTP_IF_NONE_MATCH='"old-identity", W/"older"')

    assert response.status_code == 200


def test_page_is_sent_in_the_best_encoding_that_the_browser_takes(site, client):
    plain = client.get("/about/").content

    with_brotli = client.get("/about/", HTTP_ACCEPT_ENCODING="gzip, deflate, br, zstd")
    with_gzip = client.get("/about/", HTTP_ACCEPT_ENCODING="gzip, deflate")

    assert with_brotli["Content-Encoding"] == "br"
    assert brotli.decompress(with_brotli.content) == plain
    assert with_gzip["Content-Encoding"] == "gzip"
    assert gzip.decompress(with_gzip.content) == plain
    assert "Content-Encoding" not in client.get("/about/").headers


def test_encodings_have_etags_and_lengths_of_their_own(site, client):
    responses = [client.get("/about/", HTTP_ACCEPT_ENCODING=accepted) for accepted in ("br", "gzip", "")]

    assert len({response["ETag"] for response in responses}) == 3
    assert [int(response["Content-Length"]) for response in responses] == [len(r.content) for r in responses]
    assert {response["Vary"] for response in responses} == {"Cookie, Accept-Encoding"}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.0,gzip; q=0", "identity"),
        ("br;q=0.5", "br"),
        ("brotli, x-gzip", "identity"),
        ("identity", "identity"),
    ],
)
def test_encoding_is_one_that_the_browser_names_and_does_not_refuse(accepted, encoding):
    assert best_encoding(accepted) == encoding


@pytest.mark.parametrize("path", PAGES)
def test_head_has_the_headers_of_get_and_no_body(site, client, path):
    head_first = client.head(path)
    got = client.get(path)
    head_after = client.head(path)

    assert (head_first.content, head_after.content) == (b"", b"")
    assert got.content != b""
    for head in (head_first, head_after):
        assert {name: value for name, value in head.items() if name != "Content-Length"} == {
            name: value for name, value in got.items() if name != "Content-Length"
        }


def test_query_string_does_not_make_another_page(site, client, django_assert_num_queries):
    plain = client.get("/about/")

    with django_assert_num_queries(1):
        campaign = client.get("/about/?utm_source=x&theme=dark")

    assert campaign["ETag"] == plain["ETag"]


def test_page_with_a_cookie_that_is_not_ours_is_not_kept(site, client):
    client.get("/about/")
    client.cookies["other"] = "x"

    response = client.get("/about/")

    assert response.status_code == 200
    assert "ETag" not in response.headers


@pytest.mark.parametrize("cookie", ["", "x", "=x", ";;;", "theme", 'theme="dark', "session=", "session=nonsense"])
def test_odd_cookies_do_no_harm(site, cookie):
    response = Client(headers={"cookie": cookie}).get("/about/")

    assert response.status_code == 200
    assert b'data-theme="light"' not in response.content


@pytest.mark.parametrize(
    ("cookies", "attributes"),
    [
        ({}, ""),
        ({"theme": "dark"}, 'data-theme="dark"'),
        ({"theme": "light"}, 'data-theme="light"'),
        ({"theme": "system"}, ""),
        ({"theme": "dark", "font": "legible"}, 'data-theme="dark" data-font="legible"'),
        ({"font": "system"}, 'data-font="system"'),
        ({"theme": '"><script>'}, ""),
    ],
)
def test_appearance_is_that_of_the_cookies_and_kept_apart(site, client, cookies, attributes):
    client.get("/about/")
    client.cookies.load(cookies)

    for _attempt in range(2):
        response = client.get("/about/")
        assert re.search('<html lang="en"(.*?)>', response.content.decode())[1].strip() == attributes
        assert "ETag" in response.headers


def test_page_for_https_is_not_the_page_for_http(site, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600
    client = Client()

    secure = client.get("/about/", secure=True)
    plain = client.get("/about/")
    secure_again = client.get("/about/", secure=True)

    assert (secure.status_code, secure["Strict-Transport-Security"]) == (200, "max-age=3600")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/about/")
    assert (secure_again.status_code, secure_again["ETag"]) == (200, secure["ETag"])


def test_foreign_host_is_refused_even_when_the_page_is_kept(site, client, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client.get("/about/")

    response = client.get("/about/", HTTP_HOST="evil.example")

    assert response.status_code == 400
    assert client.get("/about/").status_code == 200
