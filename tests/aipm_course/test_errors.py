from io import BytesIO

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import make_lesson, make_user


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/lessons/nowhere/", "/lessons/lesson-1/nowhere/", "/accounts/nowhere/", "/.env"]
)
def test_unknown_page_is_not_found_in_our_own_words(db, client, path):
    make_lesson(1)

    response = client.get(path)

    page = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page" in page
    assert 'href="/course/"' in page
    assert "Traceback" not in page


def test_page_of_error_costs_no_query(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/nowhere/").status_code == 404


def test_page_of_error_looks_as_chosen_for_nobody_and_sets_no_cookie(db, client):
    response = client.get("/nowhere/")

    assert response.cookies == {}
    assert "ETag" not in response.headers


def test_form_without_its_token_is_refused_with_a_reason(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    response = client.post("/accounts/preferences/", {"display_name": "Ada"})

    assert response.status_code == 403
    assert "This was not sent" in response.content.decode()


def test_mistake_of_ours_is_told_without_its_details(db, monkeypatch):
    make_lesson(1)
    monkeypatch.setattr("lessons.views.modules_of", lambda lessons: {}["a secret"])

    response = Client(raise_request_exception=False).get("/course/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong here" in page
    assert "a secret" not in page


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", "", "testserver:port"])
def test_host_that_is_not_ours_is_refused(db, settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    make_lesson(1)

    response = Client().get("/lessons/lesson-1/", HTTP_HOST=host)

    assert response.status_code == 400
    assert "evil" not in response.content.decode()


def test_error_pages_do_not_need_the_database(db, client):
    pages = ["404.html", "413.html", "403.html", "403_csrf.html", "500.html", "503.html"]

    assert [page for page in pages if "<h1>" not in render_to_string(page)] == []


def browser_with_token() -> Client:
    """As browsers are: the token of a form is looked for in what was sent, before any view sees it."""
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    return client


@pytest.mark.parametrize(
    ("limit", "most", "data", "words"),
    [
        ("DATA_UPLOAD_MAX_MEMORY_SIZE", 1000, {"text": "x" * 2000}, "longer than 1000 bytes"),
        ("DATA_UPLOAD_MAX_NUMBER_FIELDS", 10, {f"box-{number}": "" for number in range(20)}, "more than 10 boxes"),
        ("DATA_UPLOAD_MAX_NUMBER_FILES", 1, {"a": BytesIO(b"a"), "b": BytesIO(b"b")}, "More than 1 files"),
    ],
)
def test_more_than_the_site_takes_at_once_is_said_with_what_to_do(db, settings, limit, most, data, words):
    setattr(settings, limit, most)

    response = browser_with_token().post("/accounts/login/", data)

    page = " ".join(response.content.decode().replace("\xa0", " ").split())
    assert response.status_code == 413
    assert words in page
    assert "Nothing was changed." in page
    assert "Go back" in page
    assert "editor" not in page


def test_editor_says_that_the_browser_keeps_what_was_too_much(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = browser_with_token().post("/admin/lessons/lesson/1/write/", {"source": "x" * 2000})

    page = response.content.decode()
    assert "the editor offers it when you open it again" in page
    assert 'href="/admin/lessons/lesson/1/write/"' in page
