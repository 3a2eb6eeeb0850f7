"""`make run` as a person meets it: real processes, a folder and a port of their own."""

import json
import os
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.run.running import START_SECONDS, STOP_SECONDS, descendants, free_port, is_alive, page, stop, until

HEARTBEAT_SECONDS = 60


def test_make_run_serves_the_course_and_stops_without_a_trace(start, tmp_path):
    port = free_port()

    run = start(port)
    until(lambda: page(port) or run.poll() is not None, START_SECONDS, "the landing page")
    health = until(
        lambda: '"ok", "database"' in page(port, "/healthz") and page(port, "/healthz"), HEARTBEAT_SECONDS, "ok"
    )
    landing = page(port)
    processes, printed = stop(run)

    parts = ("status", "database", "broker", "beat", "worker", "tasks")
    assert json.loads(health) == dict.fromkeys(parts, "ok")
    assert "<h1" in landing
    assert f"http://localhost:{port}" in printed
    assert "make instructor EMAIL=" in printed
    assert run.returncode == 0
    assert len(processes) > 6
    until(lambda: not any(map(is_alive, processes)), 5, "every process is gone")
    assert page(port) == ""
    assert (tmp_path / "var/secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("prepared_var")
def test_second_make_run_keeps_what_was_there(start, tmp_path):
    port = free_port()
    run = start(port)
    until(lambda: page(port) or run.poll() is not None, START_SECONDS, "the first start")
    stop(run, signal.SIGTERM)
    key = (tmp_path / "var/secret_key").read_text()
    with sqlite3.connect(tmp_path / "var/db.sqlite3") as database:
        database.execute("UPDATE lessons_lesson SET title = 'Edited meanwhile' WHERE slug = 'value'")
    database.close()

    run = start(port)
    until(lambda: page(port) or run.poll() is not None, START_SECONDS, "the second start")
    lesson = page(port, "/lessons/value/")
    stop(run)

    assert "Edited meanwhile" in lesson
    assert (tmp_path / "var/secret_key").read_text() == key


@pytest.mark.usefixtures("prepared_var")
def test_death_of_one_process_stops_all_and_names_it(start):
    port = free_port()
    run = start(port)
    until(lambda: page(port) or run.poll() is not None, START_SECONDS, "the landing page")
    processes = descendants(run.pid)
    beat = next(pid for pid in processes if b"\0beat\0" in Path(f"/proc/{pid}/cmdline").read_bytes())

    os.kill(beat, signal.SIGKILL)
    printed, _ = run.communicate(timeout=STOP_SECONDS)

    assert run.returncode == 1
    assert "make run: the beat process ended by itself" in printed
    until(lambda: not any(map(is_alive, processes)), 5, "every process is gone")


@pytest.mark.usefixtures("prepared_var")
def test_nothing_is_left_when_make_run_itself_is_killed(start):
    port = free_port()
    run = start(port)
    until(lambda: page(port) or run.poll() is not None, START_SECONDS, "the landing page")
    processes = descendants(run.pid)

    run.kill()
    run.wait()

    assert len(processes) > 6
    until(lambda: not any(map(is_alive, processes)), 10, "every process is gone")
