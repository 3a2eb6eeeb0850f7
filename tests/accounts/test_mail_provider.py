"""A mail provider, as the environment names it."""

import json

import pytest
import requests
from django.core.mail import EmailMessage
from django.test import Client

from accounts.mail_provider import PROVIDERS, settings_of, webhook_urls
from tests.aipm_course.test_settings import PRODUCTION, run, setting

SECRET = "postmark:a-secret-of-our-own-0123"
ANYMAIL = json.dumps({"POSTMARK_SERVER_TOKEN": "token", "WEBHOOK_SECRET": SECRET})
ADDRESSES = "from django.urls import reverse; print(reverse('anymail:{}_tracking_webhook'))"


def test_none_is_usual_and_then_there_is_no_way_in(db):
    for provider in PROVIDERS:
        assert Client().post(f"/anymail/{provider}/tracking/").status_code == 404
    assert settings_of("", "", 10) == {}


def test_named_one_sends_the_mails_and_may_tell_of_them(tmp_path):
    environment = PRODUCTION | {"MAIL_PROVIDER": "postmark", "ANYMAIL": ANYMAIL}

    checked = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    address = run(tmp_path, "-c", f"import django; django.setup(); {ADDRESSES.format('postmark')}", **environment)
    other = run(tmp_path, "-c", f"import django; django.setup(); {ADDRESSES.format('mailgun')}", **environment)

    assert (checked.returncode, checked.stdout) == (0, "System check identified no issues (0 silenced).\n")
    assert address.stdout == "/anymail/postmark/tracking/\n"
    assert "NoReverseMatch" in other.stderr
    assert setting(tmp_path, "EMAIL_BACKEND", **environment) == "anymail.backends.postmark.EmailBackend"


def test_its_smtp_server_can_be_used_besides_its_webhook(tmp_path):
    environment = {"MAIL_PROVIDER": "postmark", "ANYMAIL": ANYMAIL, "EMAIL_URL": "smtp+tls://user:word@host:587"}

    assert setting(tmp_path, "EMAIL_BACKEND", **environment) == "django.core.mail.backends.smtp.EmailBackend"
    assert setting(tmp_path, "MAIL_PROVIDER", **environment) == "postmark"


@pytest.mark.parametrize(
    ("provider", "text", "said"),
    [
        ("postmark", "", "ANYMAIL has no WEBHOOK_SECRET"),
        ("postmark", '{"POSTMARK_SERVER_TOKEN": "token"}', "ANYMAIL has no WEBHOOK_SECRET"),
        ("postmark", '{"WEBHOOK_SECRET": "a:b"}', "at least 20 characters"),
        ("postmark", '{"WEBHOOK_SECRET": "without-a-colon-0123456789"}', "ANYMAIL has no WEBHOOK_SECRET"),
        ("postmark", '{"WEBHOOK_SECRET": ["name:0123456789abcdefgh", "a:b"]}', "ANYMAIL has no WEBHOOK_SECRET"),
        ("pidgeon", ANYMAIL, "MAIL_PROVIDER is none of amazon_ses"),
        ("", "hunter2", "ANYMAIL is no JSON object"),
        ("postmark", '["hunter2"]', "ANYMAIL is no JSON object"),
    ],
)
def test_half_a_configuration_stops_the_start_and_repeats_no_secret(tmp_path, provider, text, said):
    result = run(tmp_path, "manage.py", "check", MAIL_PROVIDER=provider, ANYMAIL=text)

    assert result.returncode != 0
    assert said in result.stderr
    assert "hunter2" not in result.stderr


@pytest.mark.parametrize(
    ("provider", "missing"), [("postmark", "POSTMARK_SERVER_TOKEN"), ("mailgun", "MAILGUN_WEBHOOK_SIGNING_KEY")]
)
def test_what_the_provider_itself_asks_for_is_checked(tmp_path, provider, missing):
    result = run(tmp_path, "manage.py", "check", MAIL_PROVIDER=provider, ANYMAIL=json.dumps({"WEBHOOK_SECRET": SECRET}))

    assert result.returncode != 0
    assert "accounts.E005" in result.stderr
    assert missing in result.stderr


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_known_provider_has_one_way_in(provider):
    [entry] = webhook_urls(provider)

    assert [pattern.name for pattern in entry.url_patterns] == [f"{provider}_tracking_webhook"]


def test_no_mail_is_tracked_whatever_the_account_there_is_set_to(settings, monkeypatch):
    asked = []
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = settings_of("postmark", ANYMAIL.replace("}", ', "SEND_DEFAULTS": {"track_opens": true}}'), 10)

    def request(_session, **params):
        asked.append((json.loads(params["data"]), params["timeout"]))
        answer = requests.Response()
        answer.status_code = 200
        answer._content = b'{"ErrorCode": 0, "Message": "OK", "MessageID": "1", "To": "ada@example.org"}'
        return answer

    monkeypatch.setattr(requests.Session, "request", request)
    EmailMessage("Reviews", "Text", to=["ada@example.org"]).send()

    [(mail, timeout)] = asked
    assert (mail["TrackOpens"], mail["TrackLinks"], timeout) == (False, "None", 10)
