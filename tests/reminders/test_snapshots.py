"""The mails as they are, in `snapshots/`. After a change that is meant, write them anew, look at them, and commit them:

RENEW_SNAPSHOTS=1 make test ARGS=tests/reminders/test_snapshots.py
"""

import os
import re
from difflib import unified_diff
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine

from reminders.mails import message_of
from reminders.models import Kind
from tests.reminders.factories import MORNING
from tests.reminders.scenes import facts_of, make_lena, reminder_of

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "snapshots"
HEADERS = (
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("List-Unsubscribe", "List-Unsubscribe-Post", "X-Mail-Kind"),
)
IS_RENEWING = bool(os.environ.get("RENEW_SNAPSHOTS"))


@pytest.fixture(autouse=True)
def morning(settings):
    settings.SITE_URL = "https://course.example"
    settings.DEFAULT_FROM_EMAIL = "AI Product Management Fundamentals <course@course.example>"
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def made_of(kind: str) -> dict[str, str]:
    """The files of a mail: its headers with the text, and its HTML. What differs from run to run is left out."""
    preference = make_lena(kind, id=4711, email="lena@example.org")
    message = message_of(reminder_of(preference, kind), facts_of(preference)).message()
    mail = message_from_bytes(message.as_bytes(), policy=policy.default)
    head = "".join(f"{name}: {mail[name]}\n" for name in HEADERS)
    text, html = (mail.get_body([wanted]).get_content() for wanted in ("plain", "html"))
    return {f"{kind}.txt": without_token(f"{head}\n{text}"), f"{kind}.html": without_token(html)}


def without_token(text: str) -> str:
    return re.sub(r"(/reminders/end/)[^/]+/", r"\1TOKEN/", text)


@pytest.mark.parametrize("kind", Kind.values)
def test_mail_is_as_it_was_looked_at(kind):
    made = made_of(kind)

    if IS_RENEWING:
        for name, text in made.items():
            (FOLDER / name).write_text(text)

    if differences := "\n".join(filter(None, (difference_to(name, text) for name, text in made.items()))):
        pytest.fail(
            f"{differences}\nIs this meant? Then: RENEW_SNAPSHOTS=1 make test ARGS=tests/reminders/test_snapshots.py",
            pytrace=False,
        )


def difference_to(name: str, text: str) -> str:
    path = FOLDER / name
    if not path.exists():
        return f"There is no snapshot {name}."
    before, after = path.read_text().splitlines(keepends=True), text.splitlines(keepends=True)
    return "".join(unified_diff(before, after, f"snapshots/{name}", "as it is now", n=1))


def test_each_snapshot_belongs_to_a_mail():
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        f"{k}.{end}" for k in Kind for end in ("txt", "html")
    )
