import pytest
from django.conf import settings as django_settings
from django.db import transaction

from tests.factories import make_article, make_lesson
from tests.translations.stand_in import StandIn
from translations import services
from translations.provider import Provider


@pytest.fixture
def stand_in():
    server = StandIn()
    yield server
    server.close()


@pytest.fixture
def provider(stand_in, settings) -> Provider:
    """Translations are on, by the stand-in."""
    settings.TRANSLATION = Provider(
        url=stand_in.url,
        name="Elsewhere",
        privacy_url="https://elsewhere.example/privacy",
        policy_version="2026-05",
        codes=("de", "fr", "ar", "nl"),
    )
    return settings.TRANSLATION


@pytest.fixture
def worker(monkeypatch):
    """What is handed over is worked off in place, as a worker would a moment later."""
    monkeypatch.setattr(services, "hand_over", lambda number: services.translate_page(number=number))
    monkeypatch.setattr(transaction, "on_commit", lambda call: call())


@pytest.fixture
def pages(db):
    """A lesson and an article."""
    return make_lesson(1), make_article(slug="overview")


@pytest.fixture
def off():
    assert django_settings.TRANSLATION is None
