import fcntl
import os
import subprocess
import sys
from copy import copy
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import OuterRef
from django.test import Client
from hypothesis import settings as hypothesis_settings

import comments.queue
import reminders.queue
from lessons.models import Article, Course, Edition, Fact, Lesson, Module, Prompt
from lessons.pages import shared_pages
from lessons.search import rebuild_index
from quizzes.models import Activity, Question, Revision
from readiness.models import Sheet
from reminders.facts import lessons_kept

COURSE = Path(settings.BASE_DIR) / "course"
SAME_ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
# A slow machine is no error; in CI the same examples each time.
hypothesis_settings.register_profile("ours", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("ours")
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
MODELS_OF_COURSE = (Edition, Course, Module, Lesson, Prompt, Fact, Article, Question, Revision, Activity, Sheet)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """SQLite in a file, as the real one: in memory, threads get errors where they would wait for each other."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = tmp_path_factory.mktemp("database") / "test.sqlite3"


@pytest.fixture(autouse=True)
def plain_surroundings(settings, tmp_path, request):
    """Each test has a cache and kept pages of its own, plain static files, and mail in memory."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path
    settings.FUZZ_REVIEWS = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if not request.node.get_closest_marker("broker"):
        settings.CACHES = {"default": {"BACKEND": MEMORY, "LOCATION": str(tmp_path)}}
        cache.clear()
    shared_pages.edition = lessons_kept.edition = None


@pytest.fixture
def figure(record_property):
    """Say something measured at the end of the run, whichever process measured it."""
    return lambda text: record_property("figure", text)


def pytest_terminal_summary(terminalreporter):
    reports = [report for each in terminalreporter.stats.values() for report in each]
    told = [each for report in reports for each in getattr(report, "user_properties", ())]
    figures = dict.fromkeys(value for name, value in told if name == "figure")
    if figures:
        terminalreporter.section("figures")
        for value in figures:
            terminalreporter.line(value)


@pytest.fixture
def client():
    """A browser on our own pages: it says where its posts come from, as all current browsers do."""
    return Client(**SAME_ORIGIN)


@pytest.fixture
def own_broker(tmp_path_factory, monkeypatch):
    """A broker to be killed and started again. What the site queues goes there."""
    from tests.workers import Broker  # finds bin/, which is not where the browser tests' shell looks

    server = Broker(tmp_path_factory.mktemp("b"))
    for queue in (comments.queue, reminders.queue):
        monkeypatch.setattr(queue, "current_app", server.sender)
    yield server
    server.kill()


@pytest.fixture
def start_process(own_broker):
    """Start a process of Celery on the broker and database of the test; all are killed in the end."""
    from tests.workers import Processes

    processes = Processes(own_broker)
    yield processes
    processes.end()


@pytest.fixture(scope="session")
def rows_of_course(django_db_setup, django_db_blocker):
    """The rows of the real course, from loading it once and undoing that: other tests find an empty database."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_course", COURSE, stdout=StringIO())
        rows = [list(model.objects.all()) for model in MODELS_OF_COURSE]
        transaction.set_rollback(True)
    return rows


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """A folder as `make run` prepares it: database, course and static files. One for all workers, to be copied."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "prepared"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "var").exists():
            prepare(shared / "half")
            (shared / "half").rename(shared / "var")
    return shared / "var"


def prepare(folder: Path) -> None:
    outside = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "bin.prepare"],
        cwd=settings.BASE_DIR,
        env={**outside, "VAR_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def copy_for_insert(row):
    """A copy. A question and its revision point at each other: the question's arrow comes later."""
    row = copy(row)
    if isinstance(row, Question):
        row.revision = None
    return row


def insert_course(rows_of_course) -> None:
    for rows in rows_of_course:
        type(rows[0]).objects.bulk_create([copy_for_insert(row) for row in rows])
    Question.objects.update(revision=Revision.objects.filter(question=OuterRef("pk")).values("pk"))
    rebuild_index()


@pytest.fixture
def course(rows_of_course, db):
    """The real course, in the database for one test."""
    insert_course(rows_of_course)
    return Course.objects.get()


@pytest.fixture(scope="module")
def course_for_all(rows_of_course, django_db_blocker):
    """The real course, in the database for all tests of a module; what each of them adds is undone after it."""
    with django_db_blocker.unblock():
        block = transaction.atomic()
        block.__enter__()
        insert_course(rows_of_course)
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        block.__exit__(None, None, None)
