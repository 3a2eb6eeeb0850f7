"""Real processes, watched from outside."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Generous, because other tests keep the machine busy meanwhile.
START_SECONDS = 60
STOP_SECONDS = 40


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(condition, seconds, what):
    """Wait until `condition()` is true and return what it gave."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def page(port, path="/"):
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=5) as response:
            return response.read().decode()
    except OSError:
        return ""


def descendants(pid):
    """The processes that `pid` started, and those that they started."""
    lines = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.splitlines()
    pairs = [tuple(map(int, line.split())) for line in lines]
    found, parents = set(), {pid}
    while parents:
        parents = {child for child, parent in pairs if parent in parents} - found
        found |= parents
    return found


def is_alive(pid):
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def environment(folder, port):
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")
    }
    return {**inherited, "VAR_DIR": str(folder), "PORT": str(port)}


def stop(run, with_signal=signal.SIGINT):
    """Stop it as Ctrl-C does; return the processes that it had and what it had printed."""
    processes = descendants(run.pid)
    run.send_signal(with_signal)
    printed, _ = run.communicate(timeout=STOP_SECONDS)
    return processes, printed
