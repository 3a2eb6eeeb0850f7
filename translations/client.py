"""Speaks LibreTranslate's API, with the operator's server alone: no redirect is followed, no proxy asked.

Whatever goes wrong becomes a `Failure` whose `reason` a reader can be told. See https://docs.libretranslate.com.
"""

import http.client
import json
import ssl
from time import monotonic
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from translations.provider import Provider

SOURCE = "en"
ANSWER_SECONDS = 25
BUDGET_SECONDS = 70
ANSWER_BYTES = 2_000_000
GROWTH = 8
"""No language needs as many times the characters of the English text."""


class Reason(models.TextChoices):
    SLOW = "slow", _("It did not answer in time.")
    AWAY = "away", _("It could not be reached.")
    BUSY = "busy", _("It takes no more texts from us for now.")
    REFUSED = "refused", _("It refused the text.")
    WRONG = "wrong", _("Its answer made no sense.")
    LARGE = "large", _("Its answer was far too long.")
    QUEUE = "queue", _("Our own server could not pass the text on.")


class Failure(Exception):
    def __init__(self, reason: Reason, wait: int = 0):
        super().__init__(reason.value)
        self.reason = reason
        self.wait = wait


def translate(provider: Provider, texts: list[str], target: str, *, give_up_at: float | None = None) -> list[str]:
    """`texts`, pieces of HTML, in the language `target`; as many come back, none of them empty."""
    give_up_at = monotonic() + BUDGET_SECONDS if give_up_at is None else give_up_at
    question = {"q": texts, "source": SOURCE, "target": target, "format": "html"}
    if provider.key:
        question["api_key"] = provider.key
    answer = ask(provider, "POST", "/translate", question, give_up_at)
    translated = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(translated, list) or len(translated) != len(texts):
        raise Failure(Reason.WRONG)
    return [checked(text, asked) for text, asked in zip(translated, texts, strict=True)]


def checked(text, asked: str) -> str:
    """Without what databases refuse: a zero character, halves of characters."""
    if not isinstance(text, str):
        raise Failure(Reason.WRONG)
    text = text.encode(errors="ignore").decode().replace("\0", "")
    if not text.strip():
        raise Failure(Reason.WRONG)
    if len(text) > GROWTH * len(asked) + 200:
        raise Failure(Reason.LARGE)
    return text


def languages(provider: Provider) -> dict[str, set[str]]:
    """What the provider translates: from each language into which."""
    answer = ask(provider, "GET", "/languages", None, monotonic() + ANSWER_SECONDS)
    try:
        return {entry["code"]: set(entry.get("targets", ())) for entry in answer}
    except (TypeError, KeyError, AttributeError):
        raise Failure(Reason.WRONG) from None


def ask(provider: Provider, method: str, path: str, question: dict | None, give_up_at: float):
    connection = connect(provider, give_up_at)
    try:
        return exchange(connection, method, urlsplit(provider.url).path + path, question, give_up_at)
    except TimeoutError:
        raise Failure(Reason.SLOW) from None
    except http.client.HTTPException:
        raise Failure(Reason.WRONG) from None
    except OSError:  # refused, reset, no such name, a certificate that is not theirs
        raise Failure(Reason.AWAY) from None
    finally:
        connection.close()


def connect(provider: Provider, give_up_at: float) -> http.client.HTTPConnection:
    parts, seconds = urlsplit(provider.url), seconds_until(give_up_at)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(parts.hostname, parts.port, timeout=seconds, context=context)
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=seconds)


def seconds_until(give_up_at: float) -> float:
    left = min(ANSWER_SECONDS, give_up_at - monotonic())
    if left <= 0:
        raise Failure(Reason.SLOW)
    return left


def exchange(connection, method: str, path: str, question: dict | None, give_up_at: float):
    headers = {"Accept": "application/json", "Connection": "close", "User-Agent": "course"}
    body = None
    if question is not None:
        body = json.dumps(question)
        headers["Content-Type"] = "application/json"
    connection.request(method, path, body, headers)
    connection_socket = connection.sock  # let go of when the answer ends with the connection
    response = connection.getresponse()
    if response.status != 200:
        raise failure_of(response)
    content = b""
    while part := response.read1(65536):
        content += part
        if len(content) > ANSWER_BYTES:
            raise Failure(Reason.LARGE)
        connection_socket.settimeout(seconds_until(give_up_at))
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Failure(Reason.WRONG) from None


def failure_of(response: http.client.HTTPResponse) -> Failure:
    if response.status == 429:
        wait = response.headers.get("Retry-After", "")
        return Failure(Reason.BUSY, int(wait) if wait.isascii() and wait.isdigit() else 0)
    if 400 <= response.status < 500:
        return Failure(Reason.REFUSED)
    return Failure(Reason.WRONG if response.status < 400 else Reason.AWAY)
