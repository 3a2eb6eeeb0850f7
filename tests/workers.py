"""A broker and Celery workers of a test's own, to be killed and started again."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys

import broker
from celery import Celery
from django.db import connection

from tests.run.running import ROOT

WORKER = "worker --concurrency 1 --prefetch-multiplier 1 --without-gossip --without-mingle --loglevel warning"


class Broker:
    def __init__(self, folder):
        self.folder, self.url = folder, broker.choose_url(folder)
        self.start()

    def start(self, *, empty: bool = False) -> None:
        if empty:
            shutil.rmtree(self.folder)
            self.folder.mkdir()
        self.server = broker.start(self.url, self.folder)

    def kill(self) -> None:
        self.server.kill()
        self.server.wait()

    @property
    def sender(self) -> Celery:
        """What the site sends its tasks with."""
        app = Celery("sender", set_as_current=False)
        app.config_from_object("django.conf:settings", namespace="CELERY")
        app.conf.broker_url = self.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
        return app


def database_url() -> str:
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    return f"postgres://{place['USER']}:{place['PASSWORD']}@{place['HOST']}:{place['PORT'] or 5432}/{place['NAME']}"


class Processes:
    """Celery's processes, on the broker and database of the test."""

    def __init__(self, server: Broker):
        self.server, self.started = server, []

    def __call__(self, app: str = "aipm_course", command: str = WORKER, **settings) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "--quiet", "--app", app, *command.split()],
            cwd=ROOT,
            env={**os.environ, "REDIS_URL": self.server.url, "DATABASE_URL": database_url(), **settings},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def end(self) -> None:
        for process in self.started:
            kill(process)


def kill(process: subprocess.Popen) -> None:
    """The process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
