"""The site as it runs in production, in a folder that is thrown away: for `make bench` and `make lighthouse`."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

from honcho.environ import parse_procfile

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 40


@contextlib.contextmanager
def server(application: str, environment: dict):
    """The Procfile's web line with another application and port, so that both have the same flags. Gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = parse_procfile((ROOT / "Procfile").read_text()).processes["web"]
    line = line.replace("aipm_course.wsgi:application", application)
    process = subprocess.Popen(["sh", "-c", line], cwd=ROOT, env={**environment, "PORT": str(port)})
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    sys.exit("the server did not start")


def production(folder: Path, redis_url: str) -> dict:
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "VAR_DIR": str(folder),
        "REDIS_URL": redis_url,
        "SITE_URL": "https://localhost",
        "TRUST_PROXY": "1",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "WEB_WORKERS": "2",
    }


def say_if_busy(rates: list[float]) -> None:
    """`rates` are those of the bare view, round by round."""
    if min(rates) < 0.75 * max(rates):
        print(
            f"\nThe machine was busy: the bare view varied from {min(rates):,.0f} to {max(rates):,.0f} requests/s. "
            "Run it again when nothing else runs."
        )
