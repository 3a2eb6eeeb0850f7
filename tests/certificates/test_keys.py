"""Where the key that signs comes from: the environment, or a file of a local run; never the database."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

from certificates.multikey import from_public_multikey, from_secret_multikey

PRODUCTION = {
    "SITE_URL": "https://course.example",
    "SECRET_KEY": "a secret key that is long enough for production, and not one that Django makes up: 0123456789",
}
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
KEY = "import django; from django.conf import settings; print(settings.CREDENTIAL_KEY)"


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


def test_local_run_makes_a_key_for_its_owner_alone_and_keeps_it(tmp_path):
    first, second = (run(tmp_path, "-c", KEY).stdout.strip() for _turn in range(2))

    path = tmp_path / "credential_key"
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert path.read_text() == first == second
    assert len(from_secret_multikey(first)) == 32


def test_production_without_a_key_starts_issues_nothing_and_says_so_at_deployment(tmp_path):
    key = run(tmp_path, "-c", KEY, **PRODUCTION)
    check = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (key.returncode, key.stdout) == (0, "\n")
    assert not (tmp_path / "credential_key").exists()
    assert check.returncode == 1
    assert "(certificates.W001) CREDENTIAL_KEY is not set: no certificates are issued" in check.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CREDENTIAL_KEY", "not a key"),
        ("CREDENTIAL_KEY", PUBLIC),
        ("CREDENTIAL_KEYS_RETIRED", f"{PUBLIC},z6Mk"),
    ],
)
def test_key_that_is_none_stops_the_start_with_what_to_do(tmp_path, name, value):
    result = run(tmp_path, "manage.py", "check", **PRODUCTION, **{name: value})

    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith(f"{name} is no key. Make one with: manage.py make_credential_key")
    assert value not in result.stderr.splitlines()[-1]


def test_command_makes_a_key_with_its_public_half_and_stores_neither(tmp_path):
    printed = run(tmp_path, "manage.py", "make_credential_key").stdout

    secret = re.search(r"^CREDENTIAL_KEY=(\S+)$", printed, re.MULTILINE)[1]
    public = printed.split()[-1]
    local = (tmp_path / "credential_key").read_text()
    assert len(from_secret_multikey(secret)) == len(from_public_multikey(public)) == 32
    assert secret != local
    assert run(tmp_path, "-c", KEY, CREDENTIAL_KEY=secret).stdout.strip() == secret
