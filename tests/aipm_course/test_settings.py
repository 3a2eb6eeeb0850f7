"""Settings as the environment makes them, each in a process of its own."""

import json
import os
import subprocess
import sys

import pytest
from celery.schedules import crontab
from django.conf import settings

PRODUCTION = {
    "SITE_URL": "https://course.example",
    "SECRET_KEY": "a secret key that is long enough for production, and not one that Django makes up: 0123456789",
    "CREDENTIAL_KEY": "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq",
}
SETTING = (
    "import json, django; from django.conf import settings; print(json.dumps(getattr(settings, '{}'), default=str))"
)


def run(tmp_path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    """Run our Python in an environment that holds nothing but this."""
    base = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "aipm_course.settings"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=base | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def setting(tmp_path, name: str, **environment: str):
    result = run(tmp_path, "-c", SETTING.format(name), **environment)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_production_settings_pass_every_check_of_deployment(tmp_path):
    result = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)

    assert (result.returncode, result.stdout) == (0, "System check identified no issues (0 silenced).\n"), result.stderr


def test_sweep_that_no_worker_took_is_dropped_when_the_next_is_due():
    day = 24 * 3600.0

    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        period = day if isinstance(entry["schedule"], crontab) else entry["schedule"]
        assert entry["options"]["expires"] == period, name


def test_https_without_a_secret_key_fails_with_what_to_do(tmp_path):
    result = run(tmp_path, "manage.py", "check", SITE_URL="https://course.example")

    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith(
        "SECRET_KEY is not set. Put at least 50 random characters into the environment."
    )
    assert not (tmp_path / "secret_key").exists()


def test_local_run_makes_a_key_for_its_owner_alone_and_keeps_it(tmp_path):
    first = setting(tmp_path, "SECRET_KEY")
    second = setting(tmp_path, "SECRET_KEY")

    path = tmp_path / "secret_key"
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert path.read_text() == first == second
    assert len(first) >= 80


def test_local_key_is_made_in_a_folder_that_is_not_there_yet(tmp_path):
    result = run(tmp_path, "manage.py", "check", VAR_DIR=str(tmp_path / "new" / "var"))

    assert result.returncode == 0
    assert (tmp_path / "new" / "var" / "secret_key").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", False),
        ("ALLOWED_HOSTS", ["course.example", "localhost", "127.0.0.1", "[::1]"]),
        ("CSRF_TRUSTED_ORIGINS", ["https://course.example"]),
        ("SESSION_COOKIE_NAME", "__Host-session"),
        ("CSRF_COOKIE_NAME", "__Host-csrf"),
        ("SECURE_HSTS_SECONDS", 31536000),
    ],
)
def test_production_follows_from_the_address_of_the_site(tmp_path, name, value):
    assert setting(tmp_path, name, **PRODUCTION) == value


def test_cookies_of_production_are_for_this_host_over_https_alone(tmp_path):
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from django.test import Client\n"
        "from tests.factories import make_lesson; make_lesson(1)\n"
        "answer = Client(headers={'host': 'course.example', 'sec-fetch-site': 'same-origin'})"
        ".post('/prompts/P01.1/mark/', {'rating': 'got-it'}, secure=True)\n"
        "print(answer.status_code, answer.cookies.output(header=''))"
    )

    result = run(tmp_path, "-c", code, **PRODUCTION)

    status, cookie = result.stdout.strip().split(" ", 1)
    attributes = {part.strip().partition("=")[0] for part in cookie.split(";")}
    assert status == "302", result.stderr
    assert attributes == {"__Host-session", "expires", "HttpOnly", "Max-Age", "Path", "SameSite", "Secure"}
    assert "Path=/" in cookie


def test_static_files_of_another_host_are_let_in_and_nothing_else(tmp_path):
    policy = setting(tmp_path, "CONTENT_SECURITY_POLICY", STATIC_URL="https://cdn.example/course/")["DIRECTIVES"]

    assert {name: sources[1:] for name, sources in policy.items() if len(sources) > 1} == {
        name: ["https://cdn.example"] for name in ("script-src", "style-src", "img-src", "font-src")
    }
    assert policy["default-src"] == ["'none'"]


def test_postgresql_is_reached_through_a_pool(tmp_path):
    database = setting(tmp_path, "DATABASES", DATABASE_URL="postgres://me:secret@db.example:5433/course")["default"]

    assert (database["ENGINE"], database["HOST"], database["PORT"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
    )
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 4, "timeout": 1, "reconnect_timeout": 1}


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://redis.example:6380/2", "redis://redis.example:6380/2"),
        ("unix:///run/valkey.sock?db=3", "redis+socket:///run/valkey.sock?virtual_host=3"),
    ],
)
def test_cache_and_queue_live_on_one_server(tmp_path, url, broker):
    assert setting(tmp_path, "CELERY_BROKER_URL", REDIS_URL=url) == broker
    assert setting(tmp_path, "CACHES", REDIS_URL=url)["default"]["LOCATION"] == url


def test_proxy_is_believed_only_where_it_is_said_to_be_there(tmp_path):
    assert setting(tmp_path, "SECURE_PROXY_SSL_HEADER", **PRODUCTION) is None
    assert setting(tmp_path, "SECURE_PROXY_SSL_HEADER", **PRODUCTION, TRUST_PROXY="1") == [
        "HTTP_X_FORWARDED_PROTO",
        "https",
    ]


def test_unreachable_postgresql_is_told_in_seconds_with_our_own_page(tmp_path):
    code = (
        "import django; django.setup(); from django.test import Client, override_settings\n"
        "plain = {'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}}\n"
        "with override_settings(STORAGES=plain):\n"
        "    answer = Client(raise_request_exception=False, headers={'host': 'localhost'}).get('/about/')\n"
        "print(answer.status_code, answer['Retry-After'], b'resting for a moment' in answer.content)"
    )

    result = run(tmp_path, "-c", code, DATABASE_URL="postgres://nobody@127.0.0.1:1/nothing")

    assert result.stdout == "503 10 True\n"


def test_few_sign_ins_a_minute_still_leave_one_that_may_fail(tmp_path):
    limits = setting(tmp_path, "ACCOUNT_RATE_LIMITS", SIGN_INS_PER_MINUTE="2")

    assert limits["login_failed"].startswith("1/m/ip,")
