"""Security headers, on every kind of response."""

import pytest
from django.test import Client

from tests.factories import make_article, make_lesson, make_user

POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self'; media-src 'self'; script-src 'self'; style-src 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=(), publickey-credentials-create=(self), "
        "publickey-credentials-get=(self)"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PATHS = [
    *("/", "/course/", "/lessons/lesson-1/", "/articles/", "/articles/overview/", "/articles/feed/", "/glossary/"),
    *("/privacy/", "/about/", "/search/?q=threshold", "/sitemap.xml", "/robots.txt", "/favicon.ico", "/healthz"),
    *("/nowhere/", "/lessons/lesson-1", "/admin/", "/accounts/login/", "/accounts/signup/", "/accounts/preferences/"),
    *("/static/css/site.css", "/static/js/lesson.js", "/static/img/favicon.svg"),
]


def security_headers(response) -> dict[str, str]:
    found = {name: response.headers[name] for name in HEADERS if name in response.headers}
    directives = found.get("Content-Security-Policy", "").split("; ")
    return {**found, "Content-Security-Policy": "; ".join(sorted(directives))}


@pytest.fixture
def site(db, settings):
    settings.WHITENOISE_USE_FINDERS = True
    make_lesson(1)
    make_article(slug="overview")


@pytest.mark.parametrize("path", PATHS)
def test_every_response_to_a_visitor_has_the_headers(site, path):
    client = Client()

    fresh, kept = client.get(path), client.get(path)

    expected = static_headers(path) or HEADERS
    assert {name: security_headers(fresh)[name] for name in expected} == expected
    assert {name: security_headers(kept)[name] for name in expected} == expected


def static_headers(path: str) -> dict[str, str]:
    """Static files are handed out before the policy for pages is set; as parts of pages they need none."""
    names = ("Cross-Origin-Resource-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")
    return {name: HEADERS[name] for name in names} if path.startswith("/static/") else {}


@pytest.mark.parametrize(
    "path", ["/", "/lessons/lesson-1/", "/search/?q=threshold", "/accounts/preferences/", "/nowhere/"]
)
def test_every_response_to_a_member_has_the_headers(site, client, path):
    client.force_login(make_user())

    assert security_headers(client.get(path)) == HEADERS


def test_answers_to_posts_have_the_headers(site, client):
    paths = ["/prompts/P01.1/mark/", "/lessons/lesson-1/read/", "/lessons/lesson-1/place/", "/accounts/appearance/"]

    answers = [client.post(path, {"rating": "got-it"}) for path in paths]
    refusals = [Client().post(path) for path in paths]

    assert [security_headers(response) == HEADERS for response in answers + refusals] == [True] * 8


def test_page_that_the_browser_has_keeps_its_headers(site, client):
    etag = client.get("/about/")["ETag"]

    response = client.get("/about/", HTTP_IF_NONE_MATCH=etag)

    assert response.status_code == 304
    assert response.headers.keys() <= {"Cache-Control", "ETag", "Vary", "Content-Length"}


def test_pages_hold_no_inline_script_style_or_foreign_address(course, client):
    paths = [
        "/",
        "/course/",
        "/lessons/value/",
        "/articles/what-an-ai-product-manager-does/",
        "/glossary/",
        "/search/?q=ai",
    ]

    for path in paths:
        page = client.get(path).content.decode()
        assert page.count("<script") == page.count('<script type="module" src="/') + page.count(
            'type="application/ld+json"'
        )
        assert not any(
            mark in page for mark in ("<style", " style=", " onclick=", " onload=", "javascript:", 'src="http')
        )
