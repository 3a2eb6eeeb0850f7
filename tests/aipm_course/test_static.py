import os
import time
from unittest.mock import Mock

import prepare
import pytest
from django.core.management import call_command


@pytest.fixture
def collected(settings, tmp_path):
    """Where our own static files go, without the many of the admin, when they are collected as in production."""
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "aipm_course.static.StaticStorage"}}
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    return settings.STATIC_ROOT


def test_collected_sheet_has_the_text_of_those_it_imports(collected):
    for _run in ("first", "again, as at the next start"):
        call_command("collectstatic", interactive=False, verbosity=0)

    (sheet,) = collected.glob("css/lesson.????????????.css")
    assert "@import" not in sheet.read_text()
    assert ".lesson-head" in sheet.read_text()
    assert ".question" in sheet.read_text()
    assert ".sim-inputs" in sheet.read_text()


@pytest.fixture
def write(collected, settings, tmp_path):
    """Write the only static file there is; a longer text counts as a later one."""
    source, now = tmp_path / "source", time.time()
    source.mkdir()
    settings.STATICFILES_DIRS = [source]

    def write(text: str) -> None:
        (source / "page.css").write_text(text)
        os.utime(source / "page.css", (now, now + len(text)))

    return write


def test_start_without_a_change_leaves_collected_files_alone(collected, write):
    write("a{}")
    prepare.collect_static_files()
    (manifest,) = collected.glob("staticfiles.json")
    before = manifest.stat().st_mtime_ns

    prepare.collect_static_files()

    assert manifest.stat().st_mtime_ns == before


def test_start_after_a_change_collects_again(collected, write):
    write("a{}")
    prepare.collect_static_files()
    write("a{color:red}")

    prepare.collect_static_files()

    assert (collected / "page.css").read_text() == "a{color:red}"


def test_start_after_one_that_was_interrupted_collects_again(collected, write, monkeypatch):
    write("a{}")
    prepare.collect_static_files()
    write("a{color:red}")
    with monkeypatch.context() as patch:
        patch.setattr(prepare, "call_command", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            prepare.collect_static_files()
    (sheet,) = collected.glob("page.????????????.css")
    sheet.unlink()
    write("a{}")

    prepare.collect_static_files()

    assert sheet.exists()
