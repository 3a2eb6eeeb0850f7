"""The third part of `make bench`: reminders. A million learners are looked through for those who are due; mails go
through Celery and a mail server, beside a bare loop that sends the same mails over one connection.
"""

import contextlib
import subprocess
import sys
import time
from collections import Counter
from functools import partial
from pathlib import Path

from bench.answering import database, inside
from bench.site import ROOT, production

WORKERS = 2
WARM_UP = 50
SECONDS = 600
LOOK_SECONDS = 60


@contextlib.contextmanager
def mail_server(folder: Path):
    """Takes every mail and writes down only to whom. Gives its port and that file."""
    told = folder / "receivers"
    command = [sys.executable, "-m", "bench.mail_server", str(told)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline()), told
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def workers(environment: dict):
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "aipm_course", "worker", "--loglevel", "error"]
    options = ["--concurrency", str(WORKERS), "--without-gossip", "--without-mingle"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def ask(environment: dict, *arguments) -> object:
    return inside("bench.reminders", *map(str, arguments), environment=environment)


def wait_for(told: Path, count: int, look) -> float:
    """Until so many mails are there; when that was. `look` is done each minute, as beat does: what waited so long for
    a worker is queued again."""
    deadline, next_look = time.monotonic() + SECONDS, time.monotonic() + LOOK_SECONDS
    while time.monotonic() < deadline:
        if told.exists() and told.read_text().count("\n") >= count:
            return time.perf_counter()
        if time.monotonic() >= next_look:
            next_look += LOOK_SECONDS
            look()
        time.sleep(0.02)
    sys.exit(f"{count} mails did not come within {SECONDS} s")


def run(folder: Path, redis_url: str, *, learners: int, due: int, mails: int) -> None:
    with database("reminders") as url, mail_server(folder) as (port, told):
        if url is None:
            print("\nReminders were not timed: no PostgreSQL answers at POSTGRES_URL.")
            return
        environment = production(folder, redis_url) | {"DATABASE_URL": url, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
        prepare = [sys.executable, "-m", "bin.prepare"]
        subprocess.run(prepare, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        print(f"reminders: {learners:,} learners are made", file=sys.stderr)
        ask(environment, "prepare", learners, due)
        look = ask(environment, "look", 5)
        bare = mails / ask(environment, "bare", mails)
        told.unlink()
        print(f"reminders: {due:,} mails go through Celery", file=sys.stderr)
        began = time.perf_counter()
        queued = ask(environment, "queue")
        queue_seconds = time.perf_counter() - began
        look_again = partial(ask, environment, "queue")
        with workers(environment):
            began = wait_for(told, WARM_UP, look_again)
            rate = (mails - WARM_UP) / (wait_for(told, mails, look_again) - began)
            wait_for(told, due, look_again)
        states = ask(environment, "states")
    receivers = Counter(told.read_text().split())
    doubled = sum(count > 1 for count in receivers.values())
    print(
        f"\nReminders, PostgreSQL: among {learners:,} learners the {look['count']:,} who are due are found in "
        f"{look['milliseconds']:.0f} ms ({look['node']}). {queued:,} tasks were queued in {queue_seconds:.1f} s. "
        f"{WORKERS} Celery workers send {rate:,.0f} mails/s, a bare loop over one connection {bare:,.0f}: "
        f"{rate / bare:.2f} of it. {len(receivers):,} learners got a mail, {doubled} of them two; states: {states}."
    )
    if doubled or len(receivers) != due:
        sys.exit("Reminders are wrong.")
