"""Lessons and articles as instructors edit them."""

import json

import pytest
from django.test import Client

from lessons.models import Article, Lesson, Prompt
from lessons.search import search
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_article, make_lesson, make_user


@pytest.fixture
def instructor(db) -> Client:
    user = make_user(is_staff=True, is_superuser=True)
    client = Client()
    sign_in_with_app(client, user)
    return client


def form_of(lesson: Lesson, **changes) -> dict:
    """What the browser sends when the lesson's form is saved with `changes`."""
    names = ["slug", "position", "status", "title", "short", "summary", "minutes", "source", "takeaway"]
    lists = ["cases", "objectives", "points", "terms", "sources"]
    return {
        "module": lesson.module_id,
        **{name: getattr(lesson, name) for name in names},
        **{name: json.dumps(getattr(lesson, name)) for name in lists},
        **changes,
    }


def address(thing) -> str:
    return f"/admin/lessons/{thing._meta.model_name}/{thing.pk}/change/"


def test_saved_lesson_is_rendered_found_and_shown_at_once(instructor, client):
    lesson = make_lesson(1)
    client.get("/lessons/lesson-1/")

    response = instructor.post(address(lesson), form_of(lesson, source="## Part\r\n\r\nNew words on provenance.\r\n"))

    assert response.status_code == 302
    assert b"New words on provenance." in client.get("/lessons/lesson-1/").content
    assert [hit.url for hit in search("provenance")] == ["/lessons/lesson-1/#s-part"]
    assert Prompt.objects.get().retired_at is not None


def test_mistake_in_the_text_is_shown_with_its_line_and_nothing_is_saved(instructor):
    lesson = make_lesson(1)

    response = instructor.post(address(lesson), form_of(lesson, source="Text.\r\n\r\n/// quiz | Q1\r\n///\r\n"))

    assert response.status_code == 200
    assert "Line 3: There is no block called &#x27;quiz&#x27;." in response.content.decode()
    assert Lesson.objects.get().source == lesson.source


def test_link_to_no_lesson_is_refused(instructor):
    lesson = make_lesson(1)

    response = instructor.post(address(lesson), form_of(lesson, source="[There](lesson:L09)"))

    assert "There is no lesson behind the link lesson:L09. Correct it." in response.content.decode()


def test_links_of_others_follow_a_lesson_to_its_new_address(instructor, client):
    lesson = make_lesson(1)
    make_lesson(2, source="[First](lesson:L01)")
    article = make_article(source="[First](lesson:L01)")

    instructor.post(address(lesson), form_of(lesson, slug="moved"))

    assert b'href="/lessons/moved/">First' in client.get("/lessons/lesson-2/").content
    assert b'href="/lessons/moved/">First' in client.get(article.get_absolute_url()).content


@pytest.mark.parametrize("name", ["cases", "points", "terms", "sources"])
def test_list_that_was_emptied_is_an_empty_list(instructor, name):
    lesson = make_lesson(1)

    response = instructor.post(address(lesson), form_of(lesson, **{name: ""}))

    assert response.status_code == 302
    assert getattr(Lesson.objects.get(), name) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("terms", [{"term": "", "definition": "x"}]),
        ("terms", [{"term": "x"}]),
        ("terms", ["x"]),
        ("terms", {"term": "x", "definition": "y"}),
        ("sources", [{"text": "x", "url": "javascript:alert(1)"}]),
        ("sources", [{"url": "https://example.org"}]),
        ("objectives", [""]),
        ("objectives", "Do it"),
        ("objectives", []),
        ("points", [1]),
    ],
)
def test_list_that_a_page_could_not_show_is_refused(instructor, name, value):
    lesson = make_lesson(1)

    response = instructor.post(address(lesson), form_of(lesson, **{name: json.dumps(value)}))

    assert response.status_code == 200
    assert response.context["adminform"].form.errors.keys() == {name}


def test_withdrawn_lesson_is_gone_at_once(instructor, client):
    lesson = make_lesson(1)
    client.get("/lessons/lesson-1/")

    instructor.post(address(lesson), form_of(lesson, status="draft"))

    assert client.get("/lessons/lesson-1/").status_code == 404


def test_lesson_cannot_be_deleted(instructor):
    lesson = make_lesson(1)

    response = instructor.post(f"/admin/lessons/lesson/{lesson.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert Lesson.objects.count() == 1


def test_deleted_article_is_gone_at_once(instructor, client):
    article = make_article(source="Words on provenance.")
    client.get(article.get_absolute_url())

    instructor.post(f"/admin/lessons/article/{article.pk}/delete/", {"post": "yes"})

    assert Article.objects.count() == 0
    assert client.get(article.get_absolute_url()).status_code == 404
    assert search("provenance") == []


def test_loaded_article_keeps_its_address(instructor):
    article = make_article(slug="overview", loaded_digest="abc")
    sent = {name: getattr(article, name) for name in ("title", "status", "published_on", "summary", "source")}

    page = instructor.get(address(article))
    response = instructor.post(address(article), {**sent, "slug": "moved", "title": "New"})

    assert "slug" not in page.context["adminform"].form.fields
    assert response.status_code == 302
    assert Article.objects.values_list("slug", "title").get() == ("overview", "New")


def test_article_made_here_can_move(instructor):
    article = make_article()
    sent = {name: getattr(article, name) for name in ("title", "status", "published_on", "summary", "source")}

    instructor.post(address(article), {**sent, "slug": "moved"})

    assert Article.objects.get().slug == "moved"


def test_loaded_article_cannot_be_deleted(instructor):
    article = make_article(loaded_digest="abc")
    chosen = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}

    alone = instructor.post(f"/admin/lessons/article/{article.pk}/delete/", {"post": "yes"})
    in_list = instructor.post("/admin/lessons/article/", chosen)

    assert (alone.status_code, in_list.status_code) == (403, 403)
    assert Article.objects.get() == article


def test_article_at_the_address_of_the_feed_is_refused(instructor):
    texts = {"title": "T", "slug": "feed", "summary": "S", "source": "Text."}
    sent = {**texts, "status": "draft", "published_on": "2026-11-23"}

    response = instructor.post("/admin/lessons/article/add/", sent)

    assert response.context["adminform"].form.errors == {
        "slug": ["Something else is at the address 'feed'. Take another one."]
    }
    assert Article.objects.count() == 0


def test_title_of_the_course_changes_on_its_pages_at_once(instructor, client):
    course = make_lesson(1).module.course
    client.get("/")
    lists = {"audience": '["People"]', "outcomes": '["Do it"]'}
    cases = {"receipts": {"title": "Receipts", "what": "An app.", "stakes": "Money"}}
    texts = {"code": course.code, "title": "Another", "tagline": "T", "summary": "S"}

    response = instructor.post(address(course), {**texts, **lists, "cases": json.dumps(cases)})

    assert response.status_code == 302
    assert b"<h1>Another</h1>" in client.get("/").content


@pytest.mark.parametrize("staff", [False, True])
def test_admin_is_closed_to_whoever_has_no_second_factor(db, staff):
    lesson = make_lesson(1)
    client = Client()
    client.force_login(make_user(is_staff=staff, is_superuser=staff))

    response = client.post(address(lesson), form_of(lesson, title="Taken over"))

    assert response.status_code == 302
    assert Lesson.objects.get().title == "Lesson number 1"
