"""A load generator for posts: many clients at once, each with connections of its own, one post after the other.

It reads every response to its end and looks into it. A thread per client and plain sockets: this takes a twentieth of
what the site takes for an answer, so that on a small machine it is the site that is measured.
"""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

PATIENCE_SECONDS = 10


@dataclass(frozen=True)
class Post:
    """`key` says for whoever counts what it was. `is_twice`: it goes out on two connections at the same moment."""

    key: tuple
    path: str
    body: str
    headers: tuple[tuple[str, str], ...]
    is_twice: bool = False

    def bytes(self) -> bytes:
        headers = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        body = self.body.encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\n{headers}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


@dataclass(frozen=True)
class Outcome:
    post: Post
    milliseconds: float
    status: int
    text: str


class Connection:
    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.socket.sendall(request)

    def outcome(self, post: Post) -> Outcome:
        """The response to what was sent, read to its end."""
        received = b""
        while b"\r\n\r\n" not in received:
            received += self.receive()
        head, _, body = received.partition(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines)
        while len(body) < int(headers["content-length"]):
            body += self.receive()
        milliseconds = 1000 * (time.perf_counter() - self.sent_at)
        return Outcome(post, milliseconds, int(status.split()[1]), f"{headers.get('location', '')}\n{body.decode()}")

    def receive(self) -> bytes:
        if received := self.socket.recv(65536):
            return received
        raise ConnectionError("the server closed the connection")


def post_all(port: int, clients: Sequence[Sequence[Post]], seconds: float) -> tuple[float, list[Outcome]]:
    """Let each client send its posts, until they are through or the time is up: the seconds it took, and what came.

    What was sent is always waited for. An error of the line is an error here.
    """
    start = threading.Barrier(len(clients) + 1)
    threads = [Client(port, posts, start, seconds) for posts in clients]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    for error in [thread.error for thread in threads if thread.error]:
        raise error
    return took, [outcome for thread in threads for outcome in thread.outcomes]


class Client(threading.Thread):
    """One client with two connections: the second is for what goes out twice."""

    def __init__(self, port: int, posts: Sequence[Post], start: threading.Barrier, seconds: float):
        super().__init__()
        self.connections = (Connection(port), Connection(port))
        self.posts, self.starting, self.seconds = posts, start, seconds
        self.outcomes: list[Outcome] = []
        self.error: Exception | None = None

    def run(self):
        self.starting.wait()
        deadline = time.perf_counter() + self.seconds
        try:
            for post in self.posts:
                if time.perf_counter() >= deadline:
                    break
                self.send(post)
        except (OSError, ValueError, KeyError) as error:
            self.error = error
        for connection in self.connections:
            connection.socket.close()

    def send(self, post: Post) -> None:
        used = self.connections if post.is_twice else self.connections[:1]
        for connection in used:
            connection.send(post.bytes())
        self.outcomes += [connection.outcome(post) for connection in used]
