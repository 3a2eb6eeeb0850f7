import contextlib
import os
import shutil
import signal
import subprocess
import sys

import pytest
from django.db import connection

from tests.run.running import ROOT, descendants, environment, is_alive


@pytest.fixture
def prepared_var(request, tmp_path):
    """What an earlier start has left, for tests of what comes later. Another database is loaded by the start itself."""
    if connection.vendor != "sqlite":
        return
    shutil.copytree(request.getfixturevalue("prepared"), tmp_path / "var")


@pytest.fixture
def start(tmp_path):
    """Start bin/run with `tmp_path` as its var/, and other settings; whatever still runs at the end is killed."""
    started = []

    def start(port, **settings):
        run = subprocess.Popen(
            [sys.executable, "bin/run"],
            cwd=ROOT,
            env=environment(tmp_path / "var", port) | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(run)
        return run

    yield start
    for run in started:
        for pid in (*descendants(run.pid), run.pid):
            if run.poll() is None or is_alive(pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        run.wait()
