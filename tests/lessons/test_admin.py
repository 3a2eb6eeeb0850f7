"""Lessons and articles in the admin, but for what authors write of them: that is in tests/authoring/."""

import json

import pytest
from django.test import Client

from lessons.models import Article, Lesson
from lessons.search import search
from tests.accounts.actions import sign_in_with_app
from tests.factories import make_article, make_lesson, make_user


@pytest.fixture
def instructor(db) -> Client:
    user = make_user(is_staff=True, is_superuser=True)
    client = Client()
    sign_in_with_app(client, user)
    return client


def address(thing) -> str:
    return f"/admin/lessons/{thing._meta.model_name}/{thing.pk}/change/"


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


def test_loaded_article_cannot_be_deleted(instructor):
    article = make_article(loaded_digest="abc")
    chosen = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}

    alone = instructor.post(f"/admin/lessons/article/{article.pk}/delete/", {"post": "yes"})
    in_list = instructor.post("/admin/lessons/article/", chosen)

    assert (alone.status_code, in_list.status_code) == (403, 403)
    assert Article.objects.get() == article


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

    response = client.post(
        address(lesson), {"module": lesson.module_id, "slug": "taken-over", "status": "draft", "position": 1}
    )

    assert response.status_code == 302
    assert Lesson.objects.values_list("slug", "status").get() == ("lesson-1", "published")
