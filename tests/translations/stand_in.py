"""A server that speaks LibreTranslate's API, on this machine. Its "translation" is the text in capitals.

`behave` decides what it does with a question: a function from the handler and the question to the answer, or None where
it has answered itself.
"""

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MARKS = re.compile(r"(<[^>]*>|&#?\w+;)")
LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["ar", "de", "en", "fr"]},
    {"code": "de", "name": "German", "targets": ["de", "en"]},
]
PRIVACY = b"<!doctype html><html lang=en><title>Privacy policy</title><h1>What Elsewhere keeps</h1></html>"


def in_capitals(text: str) -> str:
    parts = MARKS.split(text)
    return "".join(part if MARKS.fullmatch(part) else part.upper() for part in parts)


def translate(_handler, question: dict) -> dict:
    texts = question["q"]
    return {"translatedText": [in_capitals(text) for text in texts] if isinstance(texts, list) else in_capitals(texts)}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.seen.append((self.command, self.path, self.client_address[0], None))
        if self.path == "/languages":
            self.answer(LANGUAGES)
        elif self.path == "/privacy":
            self.send(200, PRIVACY, "text/html")
        else:
            self.send(404, b"{}")

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.command, self.path, dict(self.headers), question))
        if self.path != "/translate":
            self.send(404, b"{}")
        elif question.get("source") != "en" or question.get("format") != "html" or "q" not in question:
            self.answer({"error": "Invalid request: missing parameter"}, 400)
        elif question.get("target") not in LANGUAGES[0]["targets"]:
            self.answer({"error": f"{question.get('target')} is not supported"}, 400)
        elif self.server.key and question.get("api_key") != self.server.key:
            self.answer({"error": "Invalid API key"}, 403)
        elif (answer := self.server.behave(self, question)) is not None:
            self.answer(answer)

    def answer(self, data, status: int = 200, **headers: str):
        self.send(status, json.dumps(data).encode(), **headers)

    def send(self, status: int, body: bytes, kind: str = "application/json", **headers: str):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


class StandIn(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave: Callable = translate
        self.key = ""
        self.seen: list[tuple] = []
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def texts(self) -> list[str]:
        """All that was sent to be translated."""
        return [text for *_rest, question in self.seen if question for text in question["q"]]

    def handle_error(self, *_arguments):
        """Who asks may have gone away: that is what some tests are about."""

    def close(self):
        self.shutdown()
        self.server_close()
