"""A published change shows at once: to visitors and learners, on the worker that stored it and on every other."""

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from lessons import pages
from lessons.models import Edition, Lesson, SearchEntry, Status
from lessons.services import publish_changes, render_again, store_lesson
from tests.factories import make_lesson, make_user

LESSON = "/lessons/lesson-1/"

pytestmark = pytest.mark.database


def member_browser() -> Client:
    client = Client()
    client.force_login(make_user())
    return client


def change(lesson: Lesson, words: str) -> None:
    lesson.source = f"## Part\n\n{words}\n"
    store_lesson(lesson)
    publish_changes()


def test_published_change_shows_at_once_to_visitors_and_learners(db):
    lesson = make_lesson(1)
    browsers = [Client(), member_browser()]
    for browser in browsers:
        browser.get(LESSON)

    change(lesson, "Words of today.")

    assert [b"Words of today." in browser.get(LESSON).content for browser in browsers] == [True, True]


def test_published_change_shows_at_once_on_another_worker(db, monkeypatch):
    lesson = make_lesson(1)
    visitor, member = Client(), member_browser()
    other_worker = pages.PageStore()
    monkeypatch.setattr(pages, "shared_pages", other_worker)
    visitor.get(LESSON)
    member.get(LESSON)
    monkeypatch.undo()

    change(lesson, "Words of today.")
    monkeypatch.setattr(pages, "shared_pages", other_worker)

    assert b"Words of today." in visitor.get(LESSON).content
    assert b"Words of today." in member.get(LESSON).content


def test_published_change_has_another_etag(db):
    lesson = make_lesson(1)
    visitor = Client()
    etag = visitor.get(LESSON)["ETag"]

    change(lesson, "Words of today.")
    response = visitor.get(LESSON, HTTP_IF_NONE_MATCH=etag)

    assert response.status_code == 200
    assert response["ETag"] != etag


def test_change_that_is_not_published_yet_does_not_show(db):
    lesson = make_lesson(1)
    visitor = Client()
    before = visitor.get(LESSON).content

    lesson.source = "## Part\n\nWords of tomorrow.\n"
    store_lesson(lesson)

    assert visitor.get(LESSON).content == before


def test_lesson_that_is_withdrawn_is_gone_at_once(db):
    lesson = make_lesson(1)
    browsers = [Client(), member_browser()]
    for browser in browsers:
        browser.get(LESSON)

    Lesson.objects.filter(pk=lesson.pk).update(status=Status.DRAFT)
    publish_changes()

    assert [browser.get(LESSON).status_code for browser in browsers] == [404, 404]


def test_page_of_a_site_without_an_edition_is_shown(db, client):
    make_lesson(1)
    Edition.objects.all().delete()

    assert client.get(LESSON).status_code == 200
    assert pages.current_edition() == 0


def test_rendering_again_renews_what_is_stored(db):
    lesson = make_lesson(1)
    before = Edition.objects.get().number
    Lesson.objects.filter(pk=lesson.pk).update(blocks=[])

    count = render_again()

    lesson.refresh_from_db()
    assert count == 1
    assert [block["kind"] for block in lesson.blocks] == ["html", "recall"]
    assert Edition.objects.get().number != before


def test_store_of_pages_is_emptied_by_a_new_edition():
    store = pages.PageStore()
    store.at(1)["a"] = "page"

    assert store.at(1) == {"a": "page"}
    assert store.at(2) == {}
    assert store.at(1) == {}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time")
def test_two_who_publish_at_once_leave_one_index_behind():
    make_lesson(1)
    number = Edition.objects.get().number
    ready = threading.Barrier(2, timeout=10)

    def publish():
        with transaction.atomic():
            ready.wait()
            publish_changes()
        connection.close()

    threads = [threading.Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Edition.objects.get().number != number
    assert SearchEntry.objects.count() == 1
