"""The client against a server that speaks the real API, well and badly."""

import dataclasses
import socket
import time

import pytest

from tests.translations.stand_in import StandIn
from translations import client
from translations.client import Failure, Reason, languages, translate


def failure(provider, *texts) -> Failure:
    with pytest.raises(Failure) as caught:
        translate(provider, list(texts) or ["<p>Words.</p>"], "de")
    return caught.value


def test_texts_go_out_as_html_with_source_target_and_key_and_come_back(provider, stand_in):
    stand_in.key = "our key"
    provider = dataclasses.replace(provider, key="our key")

    answer = translate(provider, ['<p id="a1-1">One &amp; two</p>', "Three"], "de")

    assert answer == ['<p id="a1-1">ONE &amp; TWO</p>', "THREE"]
    _method, path, headers, question = stand_in.seen[0]
    assert path == "/translate"
    assert question == {
        "q": ['<p id="a1-1">One &amp; two</p>', "Three"],
        "source": "en",
        "target": "de",
        "format": "html",
        "api_key": "our key",
    }
    assert {name.lower() for name in headers} == {
        *("host", "accept-encoding", "accept", "connection", "user-agent", "content-type", "content-length")
    }


def test_address_with_a_path_is_kept(provider, stand_in):
    assert failure(dataclasses.replace(provider, url=f"{stand_in.url}/api")).reason == Reason.REFUSED
    assert stand_in.seen[0][1] == "/api/translate"


def test_languages_are_asked_for(provider):
    assert languages(provider) == {"en": {"ar", "de", "en", "fr"}, "de": {"de", "en"}}


def test_redirect_is_not_followed(provider, stand_in):
    elsewhere = StandIn()
    stand_in.behave = lambda handler, _question: handler.answer({}, 302, Location=f"{elsewhere.url}/translate")

    try:
        assert failure(provider).reason == Reason.WRONG
        assert elsewhere.seen == []
    finally:
        elsewhere.close()


def test_proxy_of_the_environment_is_not_asked(provider, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

    assert translate(provider, ["Words"], "de") == ["WORDS"]


@pytest.mark.parametrize(
    ("status", "reason"),
    [(400, "refused"), (403, "refused"), (404, "refused"), (500, "away"), (502, "away"), (204, "wrong")],
)
def test_error_is_told_apart(provider, stand_in, status, reason):
    stand_in.behave = lambda handler, _question: handler.answer({"error": "no"}, status)

    assert failure(provider).reason == reason


@pytest.mark.parametrize(("header", "wait"), [({"Retry_After": "120"}, 120), ({}, 0), ({"Retry_After": "soon"}, 0)])
def test_too_many_requests_says_how_long_to_wait(provider, stand_in, header, wait):
    stand_in.behave = lambda handler, _question: handler.answer({"error": "Slowdown"}, 429, **header)

    caught = failure(provider)

    assert (caught.reason, caught.wait) == (Reason.BUSY, wait)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Not JSON</html>",
        b"[" * 100_000,
        b"null",
        b'{"translatedText": "one for all"}',
        b'{"translatedText": []}',
        b'{"translatedText": [null]}',
        b'{"translatedText": [" "]}',
        b'{"error": "but with 200"}',
        b"\xff\xfe",
    ],
)
def test_answer_that_makes_no_sense_is_none(provider, stand_in, body):
    stand_in.behave = lambda handler, _question: handler.send(200, body)

    assert failure(provider).reason == Reason.WRONG


def test_answer_that_is_no_http_is_none(provider, stand_in):
    stand_in.behave = lambda handler, _question: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n") and None

    assert failure(provider).reason == Reason.WRONG


def test_answer_that_ends_too_early_is_none(provider, stand_in):
    def cut_off(handler, _question):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"translatedText": ["WOR')

    stand_in.behave = cut_off

    assert failure(provider).reason == Reason.WRONG


def test_text_that_grows_out_of_measure_is_refused(provider, stand_in):
    stand_in.behave = lambda _handler, _question: {"translatedText": ["x" * 10_000]}

    assert failure(provider).reason == Reason.LARGE


def test_endless_answer_is_left_after_two_megabytes(provider, stand_in):
    written = []

    def flood(handler, _question):
        handler.send_response(200)
        handler.end_headers()
        while True:
            written.append(handler.wfile.write(b" " * 100_000))

    stand_in.behave = flood

    assert failure(provider).reason == Reason.LARGE
    assert sum(written) < 20_000_000


def test_what_a_database_refuses_is_taken_out(provider, stand_in):
    stand_in.behave = lambda _handler, _question: {"translatedText": ["a\0b\ud800c"]}

    assert translate(provider, ["Words"], "de") == ["abc"]


def test_server_that_does_not_answer_is_slow(provider, stand_in, monkeypatch):
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.2)
    stand_in.behave = lambda handler, _question: time.sleep(2)

    assert failure(provider).reason == Reason.SLOW


def test_server_that_answers_a_byte_at_a_time_is_slow(provider, stand_in, monkeypatch):
    monkeypatch.setattr(client, "BUDGET_SECONDS", 0.5)

    def drip(handler, _question):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            time.sleep(0.05)

    stand_in.behave = drip
    begun = time.monotonic()

    assert failure(provider).reason == Reason.SLOW
    assert time.monotonic() - begun < 3


def test_server_that_is_not_there_is_away(provider):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    assert failure(dataclasses.replace(provider, url=url)).reason == Reason.AWAY
    assert failure(dataclasses.replace(provider, url="http://no-such-name.invalid")).reason == Reason.AWAY


def test_server_that_does_not_show_its_certificate_is_away(provider, stand_in):
    assert failure(dataclasses.replace(provider, url=stand_in.url.replace("http:", "https:"))).reason == Reason.AWAY
