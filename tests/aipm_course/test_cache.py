"""The shared cache, with and without its server."""

import logging

import pytest
from broker import running

from aipm_course.cache import SharedCache


@pytest.fixture
def away(tmp_path):
    """The shared cache while nothing listens at its address."""
    cache = SharedCache(f"unix://{tmp_path}/nowhere.sock", {"TIMEOUT": 300})
    cache.fallback.clear()
    return cache


def test_value_is_found_again_while_the_server_is_away(away):
    away.set("a", {"b": [1, 2]})

    assert away.get("a") == {"b": [1, 2]}
    assert away.get("c", "nothing") == "nothing"
    assert "a" in away


def test_every_method_works_while_the_server_is_away(away):
    assert away.add("n", 1) is True
    assert away.add("n", 2) is False
    assert away.incr("n") == 2
    assert away.decr("n", 2) == 0
    assert away.set_many({"a": 1, "b": 2}) == []
    assert away.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert away.get_or_set("d", 4) == 4
    assert away.touch("d", 10) is True
    assert away.has_key("d") is True
    assert away.delete("d") is True
    assert away.delete_many(["a", "b"]) is None
    assert away.get_many(["a", "b", "d"]) == {}


def test_clearing_is_refused_since_the_queue_is_in_there_too(away):
    with pytest.raises(NotImplementedError):
        away.clear()


def test_counting_what_is_not_there_is_an_error_as_ever(away):
    with pytest.raises(ValueError, match="not found"):
        away.incr("nothing")


def test_expired_value_is_gone_while_the_server_is_away(away):
    away.set("a", 1, timeout=0)

    assert away.get("a") is None


def test_absence_of_the_server_is_logged(away, caplog):
    with caplog.at_level(logging.WARNING):
        away.get("a")

    assert "The shared cache is away" in caplog.text


@pytest.mark.broker
def test_cache_goes_on_by_itself_when_its_server_stops_and_returns_to_it(tmp_path):
    folder = tmp_path / "b"
    folder.mkdir()
    with running(folder) as url:
        cache = SharedCache(url, {"TIMEOUT": 300})
        cache.fallback.clear()
        cache.set("a", "shared")
        before = cache.get("a")

    during = cache.get("a", "nothing")
    cache.set("a", "own")
    own = cache.get("a")

    with running(folder) as url:
        cache = SharedCache(url, {"TIMEOUT": 300})
        cache.set("b", "shared again")
        after = cache.get("b")

    assert (before, during, own, after) == ("shared", "nothing", "own", "shared again")


def test_server_that_is_away_is_not_asked_at_each_call(away, caplog):
    with caplog.at_level(logging.WARNING):
        for number in range(10):
            away.get(str(number))

    assert caplog.text.count("The shared cache is away") == 1
