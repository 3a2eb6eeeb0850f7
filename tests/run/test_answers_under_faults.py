"""Answers while processes are killed: what the site said it took is there once."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.run.running import ROOT, START_SECONDS, descendants, environment, free_port, page, until

LEARNERS, QUESTIONS = 50, 10
KILLED_AFTER = (60, 160, 260, 360)
SECONDS = 60
PREPARE = f"""
import json
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from quizzes.models import Question
codes = list(Question.objects.in_use().filter(kind="single").values_list("code", flat=True)[:{QUESTIONS}])
cookies = []
for number in range({LEARNERS}):
    client = Client()
    client.force_login(get_user_model().objects.create_user(f"learner{{number}}@example.org"))
    cookies.append(f"{{settings.SESSION_COOKIE_NAME}}={{client.cookies[settings.SESSION_COOKIE_NAME].value}}")
print(json.dumps([codes, cookies]))
"""
STORED = """
import json
from quizzes.models import Answer
print(json.dumps(list(Answer.objects.values_list("learner__email", "question__code", "confidence"))))
"""


def ask_site(script: str, settings: dict):
    """What a script prints as JSON that runs with the settings of the site."""
    command = [sys.executable, "manage.py", "shell", "-v0"]
    shell = subprocess.run(
        command, cwd=ROOT, env=settings, input=script, capture_output=True, text=True, timeout=60, check=True
    )
    return json.loads(shell.stdout)


def settings_of_database() -> dict:
    """The site of this test uses the database that the tests run on; with SQLite a file of its own."""
    if connection.vendor == "sqlite":
        return {}
    place = connection.settings_dict
    address = f"{place['HOST']}:{place['PORT'] or 5432}"
    return {"DATABASE_URL": f"postgres://{place['USER']}:{place['PASSWORD']}@{address}/{place['NAME']}"}


def kill_a_child(run: int, words: str) -> None:
    """Kill a process that the program with these words in its command has started, somewhere below `run`."""
    commands = {pid: command_of(pid) for pid in descendants(run)}
    programs = {pid for pid, command in commands.items() if words in command}
    started = {pid for program in programs for pid in descendants(program)}
    os.kill(min(started & programs), signal.SIGKILL)


def command_of(pid: int) -> str:
    """Empty where the process is gone by now."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


class Learner(threading.Thread):
    """Sends one answer after the other, some twice at once, and each again until the site says that it is kept."""

    def __init__(self, port: int, number: int, cookie: str, codes: list[str], kept: list):
        super().__init__(daemon=True)
        self.port, self.number, self.cookie, self.codes, self.kept = port, number, cookie, codes, kept
        self.chosen = random.Random(number)

    def run(self):
        for place, code in enumerate(self.codes):
            confidence = self.chosen.choice([20, 40, 60, 80, 95])
            answer = (f"learner{self.number}@example.org", code, confidence)
            double = threading.Thread(target=self.send, args=answer) if (place + self.number) % 5 == 0 else None
            if double:
                double.start()
            if until(lambda answer=answer: self.send(*answer), SECONDS, f"{answer} is kept"):
                self.kept.append(answer)
            if double:
                double.join()

    def send(self, _learner: str, code: str, confidence: int) -> bool:
        body = urlencode({"place": "practice", "ordinal": 1, "seed": 3, "option": 1, "confidence": confidence})
        headers = {
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
            "X-Part": "1",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line = http.client.HTTPConnection("localhost", self.port, timeout=10)
        try:
            line.request("POST", f"/questions/{code}/answer/", body, headers)
            response = line.getresponse()
            return 'class="question answered' in response.read().decode() and response.status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()


@pytest.mark.faults
@pytest.mark.database
@pytest.mark.usefixtures("prepared_var")
def test_each_answer_that_was_accepted_is_there_once(transactional_db, start, tmp_path):
    port, of_database = free_port(), settings_of_database()
    settings = environment(tmp_path / "var", port) | of_database
    run = start(port, **of_database)
    until(lambda: "AI Product" in page(port), START_SECONDS, "the site answers")
    codes, cookies = ask_site(PREPARE, settings)
    kept: list[tuple] = []
    learners = [Learner(port, number, cookie, codes, kept) for number, cookie in enumerate(cookies)]

    for learner in learners:
        learner.start()
    for count in KILLED_AFTER:
        until(lambda count=count: len(kept) >= count, SECONDS, f"{count} answers are kept")
        for words in ("granian", "aipm_course worker"):
            kill_a_child(run.pid, words)
    kept_at_the_last = len(kept)
    for learner in learners:
        learner.join(SECONDS)

    stored = [tuple(row) for row in ask_site(STORED, settings)]
    assert kept_at_the_last < len(kept) == LEARNERS * QUESTIONS
    assert sorted(stored) == sorted(kept)
    assert run.poll() is None
