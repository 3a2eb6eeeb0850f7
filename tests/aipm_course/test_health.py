import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from aipm_course.celery import HEARTBEAT_KEY, HEARTBEAT_SECONDS, heartbeat


@pytest.fixture
def broker_away(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nowhere.sock"


@pytest.mark.broker
def test_everything_answers(db, client):
    heartbeat()

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "broker": "ok", "worker": "ok"},
    )


def test_broker_that_is_away_degrades_the_site_and_keeps_it_up(db, client, broker_away):
    heartbeat()

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "degraded", "database": "ok", "broker": "away: ConnectionError", "worker": "ok"},
    )


def test_worker_that_was_never_heard_of_is_told(db, client, broker_away):
    assert client.get("/healthz").json()["worker"] == "no heartbeat"


@pytest.mark.parametrize(("ago", "state"), [(0, "ok"), (50, "ok"), (70, "silent for 70 s"), (119, "silent for 119 s")])
def test_worker_that_fell_silent_is_told(db, client, broker_away, ago, state):
    cache.set(HEARTBEAT_KEY, time.time() - ago, timeout=HEARTBEAT_SECONDS * 6)

    assert client.get("/healthz").json()["worker"] == state


def test_database_that_is_away_takes_the_site_down(db, client, broker_away):
    def fail(*args):
        raise OperationalError("connection refused at 10.0.0.1")

    with connection.execute_wrapper(fail):
        response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["status"] == "down"
    assert response.json()["database"] == "away: OperationalError"


def test_health_is_never_kept(db, client, broker_away):
    response = client.get("/healthz")

    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response.cookies == {}


def test_health_is_told_without_https(db, client, settings, broker_away):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_health_takes_only_get_and_head(db, client, method):
    assert getattr(client, method)("/healthz").status_code == 405
    assert client.head("/healthz").content == b""
