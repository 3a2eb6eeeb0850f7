"""The translated page, waiting for it, and everything that can go wrong on the way."""

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.db import transaction
from django.utils import timezone

from lessons.models import Lesson
from lessons.services import store_lesson
from tests.factories import make_user
from tests.translations.actions import CHOOSE, GERMAN, load, text_of
from translations import services, tasks
from translations.models import State, Translation

pytestmark = pytest.mark.usefixtures("provider", "pages")


def test_lesson_stands_in_its_language_with_who_made_it_and_the_way_back(client, worker):
    load(client)

    response = client.get(GERMAN)

    page = text_of(response)
    assert '<article class="prose translated" lang="de" dir="ltr">' in page
    assert "Translated by Elsewhere by machine; the original counts." in page
    assert 'href="/lessons/lesson-1/" hreflang="en">Read the original</a>' in page
    assert "Prompts, questions and activities stay in the original" in page
    assert 'href="/lessons/lesson-1/#p01-1"' in page
    assert 'id="a1-1"' in page
    assert "SOME TEACHING TEXT ABOUT THRESHOLDS" in page
    assert '<meta name="robots" content="noindex">' in page
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_article_stands_in_its_language(client, worker):
    load(client, "ar", "/articles/overview/in/")

    page = text_of(client.get("/articles/overview/in/ar/"))

    assert 'lang="ar" dir="rtl"' in page
    assert "SOME WORDS ABOUT RETRIEVAL" in page


def test_text_is_sent_once_for_all_readers_and_again_when_it_changed(client, worker, stand_in):
    load(client)
    load(client)
    client.force_login(make_user())
    load(client)
    assert len(stand_in.seen) == 1
    assert not any("What is a threshold?" in text for text in stand_in.texts)

    lesson = Lesson.objects.get()
    lesson.title = "A new title"
    store_lesson(lesson)

    assert "This page is not translated yet." in text_of(client.get(GERMAN))
    client.post(GERMAN)
    assert "A NEW TITLE" in text_of(client.get(GERMAN))
    assert len(stand_in.seen) == 2


def test_opening_a_page_that_is_not_translated_sends_nothing(client, worker, stand_in):
    load(client)

    response = client.get("/lessons/lesson-1/in/fr/")

    assert "This page is not translated yet." in text_of(response)
    assert len(stand_in.seen) == 1


def test_hostile_answer_brings_nothing_in(client, worker, stand_in):
    evil = '<script src="https://evil.example/x.js"></script><a href="https://evil.example">x</a><img src=x onerror=x>'
    stand_in.behave = lambda _handler, question: {"translatedText": [evil for _ in question["q"]]}
    load(client)

    page = text_of(client.get(GERMAN))

    assert "Translated by Elsewhere" in page
    assert "evil.example" not in page
    assert "onerror" not in page


@pytest.mark.parametrize(
    ("behave", "word"),
    [
        (lambda handler, _question: handler.answer({"error": "no"}, 500), "It could not be reached."),
        (lambda handler, _question: handler.answer({"error": "no"}, 429), "It takes no more texts from us for now."),
        (lambda handler, _question: handler.answer({"error": "no"}, 403), "It refused the text."),
        (lambda handler, _question: handler.send(200, b"<html>"), "Its answer made no sense."),
        (lambda _handler, q: {"translatedText": ["x" * 9999 for _ in q["q"]]}, "Its answer was far too long."),
    ],
)
def test_failure_is_said_with_the_reason_and_the_original_stays(client, worker, stand_in, behave, word):
    stand_in.behave = behave
    load(client)

    page = text_of(client.get(GERMAN))

    assert f"This page could not be translated by Elsewhere. {word}" in page
    assert 'href="/lessons/lesson-1/">Read the original</a>' in page
    assert client.get("/lessons/lesson-1/").status_code == 200


def test_provider_that_is_away_is_left_alone_for_a_while(client, worker, stand_in):
    stand_in.behave = lambda handler, _question: handler.answer({"error": "no"}, 429)
    load(client)

    client.post(GERMAN)
    load(client, "fr")

    assert len(stand_in.seen) == 1
    assert "It takes no more texts" in text_of(client.get("/lessons/lesson-1/in/fr/"))


def test_language_that_the_provider_has_not_is_refused_by_it(client, worker):
    load(client, "nl")

    assert "It refused the text." in text_of(client.get("/lessons/lesson-1/in/nl/"))


def test_language_that_is_not_offered_is_not_found(client, worker):
    load(client)

    assert client.get("/lessons/lesson-1/in/xx/").status_code == 404


@pytest.fixture
def nobody_works(monkeypatch):
    """A worker will come, later."""
    monkeypatch.setattr(services, "hand_over", lambda number: None)
    monkeypatch.setattr(transaction, "on_commit", lambda call: call())


def test_page_waits_and_says_so(client, nobody_works):
    load(client)

    response = client.get(GERMAN)

    assert response.status_code == 202
    assert "Elsewhere is translating this page." in text_of(response)
    assert "Read the original" in text_of(response)


def test_wish_is_void_after_two_minutes_and_nothing_is_sent_then(client, nobody_works, stand_in):
    load(client)
    row = Translation.objects.get()
    Translation.objects.update(asked_at=timezone.now() - timedelta(minutes=3))

    services.translate_page(number=row.pk)

    assert stand_in.seen == []
    assert "It did not answer in time." in text_of(client.get(GERMAN))
    client.post(GERMAN)
    services.translate_page(number=row.pk)
    assert client.get(GERMAN).status_code == 200
    assert len(stand_in.seen) == 1


def test_task_that_comes_twice_sends_once(client, nobody_works, stand_in):
    load(client)
    number = Translation.objects.get().pk

    services.translate_page(number=number)
    services.translate_page(number=number)

    assert len(stand_in.seen) == 1


def test_wish_that_comes_twice_is_handed_over_once(client, nobody_works):
    load(client)
    asked_at = Translation.objects.get().asked_at

    load(client)

    assert Translation.objects.get().asked_at == asked_at


def test_page_withdrawn_meanwhile_is_not_sent(client, nobody_works, stand_in):
    load(client)
    Lesson.objects.update(status="draft")

    services.translate_page(number=Translation.objects.get().pk)

    assert stand_in.seen == []
    assert Translation.objects.count() == 0


def test_provider_switched_off_meanwhile_gets_nothing(client, nobody_works, stand_in, settings):
    load(client)
    settings.TRANSLATION = None

    services.translate_page(number=Translation.objects.get().pk)

    assert stand_in.seen == []


def test_what_is_handed_over_is_a_task_that_there_is():
    assert tasks.translate_page.name == services.TASK


def test_broker_that_is_away_is_said_at_once(client, monkeypatch):
    def away(*_arguments, **_named):
        raise OSError

    monkeypatch.setattr(services, "current_app", Mock(send_task=away))
    monkeypatch.setattr(transaction, "on_commit", lambda call: call())

    load(client)

    assert Translation.objects.get().state == State.FAILED
    assert "Our own server could not pass the text on." in text_of(client.get(GERMAN))


def test_reader_who_asks_for_too_much_waits_and_reads_on(client, worker, stand_in, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "translate": "1/h/ip"}
    load(client)

    response = load(client, "fr")

    assert response.status_code == 429
    assert "You asked for many translations in a short time." in text_of(response)
    assert client.get(GERMAN).status_code == 200
    assert load(client).headers["Location"] == GERMAN
    assert len(stand_in.seen) == 1


@pytest.mark.parametrize(("path", "queries"), [(CHOOSE, 1), (GERMAN, 2)])
def test_queries_of_a_visitor(client, worker, django_assert_num_queries, path, queries):
    load(client)

    with django_assert_num_queries(queries):
        client.get(path)
