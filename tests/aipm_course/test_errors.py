import pytest
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
    pages = ["404.html", "403.html", "403_csrf.html", "500.html", "503.html"]

    assert [page for page in pages if "<h1>" not in render_to_string(page)] == []
