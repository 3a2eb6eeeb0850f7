import time

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from aipm_course import signs
from aipm_course.celery import heartbeat, worker_is_there
from tests.accounts.actions import another_browser, sign_in_with_app
from tests.factories import make_user


@pytest.fixture(autouse=True)
def new_process(monkeypatch):
    """One that has given no sign yet."""
    monkeypatch.setattr(signs, "given", {})


def all_alive() -> None:
    signs.give(signs.BEAT)
    worker_is_there()
    heartbeat()


@pytest.fixture
def broker_away(settings, tmp_path):
    settings.REDIS_URL = f"unix://{tmp_path}/nowhere.sock"


@pytest.mark.broker
def test_everything_answers(db, client):
    all_alive()

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "database": "ok", "broker": "ok", "beat": "ok", "worker": "ok", "tasks": "ok"},
    )


def test_broker_that_is_away_degrades_the_site_and_keeps_it_up(db, client, broker_away):
    all_alive()

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (
        200,
        {
            "status": "degraded",
            "database": "ok",
            "broker": "away: ConnectionError",
            **{"beat": "ok", "worker": "ok", "tasks": "ok"},
        },
    )


@pytest.mark.parametrize("part", ["beat", "worker", "tasks"])
def test_part_that_was_never_heard_of_is_told(db, client, broker_away, part):
    assert client.get("/healthz").json()[part] == "no heartbeat"


@pytest.mark.parametrize("part", ["beat", "worker", "tasks"])
@pytest.mark.parametrize(
    ("ago", "state"), [(0, "ok"), (50, "ok"), (70, "silent for 70 s"), (3600, "silent for 3600 s")]
)
def test_part_that_fell_silent_is_told_apart_from_the_others(db, client, broker_away, part, ago, state):
    all_alive()
    cache.set(signs.key_of(part), time.time() - ago)

    states = client.get("/healthz").json()

    assert [states.pop(name) for name in ("status", "database", "broker")]
    assert states == {"beat": "ok", "worker": "ok", "tasks": "ok", part: state}


def test_sign_is_written_at_most_once_in_a_while(broker_away, monkeypatch):
    worker_is_there()
    cache.set(signs.key_of("worker"), 1.0)

    worker_is_there()
    unchanged = cache.get(signs.key_of("worker"))
    monkeypatch.setitem(signs.given, "worker", time.monotonic() - signs.SECONDS)
    worker_is_there()

    assert unchanged == 1.0
    assert cache.get(signs.key_of("worker")) > 1.0


def test_admin_says_which_part_is_silent_and_since_when(db, broker_away):
    client = another_browser()
    sign_in_with_app(client, make_user(is_staff=True))
    all_alive()
    cache.set(signs.key_of("worker"), time.time() - 7200)
    cache.delete(signs.key_of("beat"))

    page = " ".join(client.get("/admin/").content.decode().split())

    assert "to be done: <strong>not heard of for a day</strong>" in page
    assert "Worker, which does it: <strong>silent since 2" in page
    assert "UTC (2 hours)</strong>" in page
    assert "Tasks on the way from beat through a worker: works" in page


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
