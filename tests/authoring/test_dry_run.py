"""A dry run names every change, stores nothing, and is what loading then does."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authoring.files.course_checks import read_course
from authoring.twin.on_site import read_site
from authoring.twin.services import load_course, look
from lessons.models import Lesson, Module
from tests.authoring.quiz_files import ACTIVITY, QUIZ, add_questions
from tests.authoring.test_load_course import load
from tests.authoring.test_loading_quizzes import edit_on_site

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRST = "lessons/01-first.md"


@pytest.fixture
def changed(folder, edit):
    """Something of each sort: added, changed, moved, edited on both sides, retired, gone."""
    add_questions(folder, edit)
    load(folder)
    Lesson.objects.filter(code="L02").update(title="Mine")
    edit_on_site("Q01.4", stem="Mine?")
    Module.objects.filter(code="M2").update(title="Mine too")
    edit(FIRST, "minutes: 10", "minutes: 12")
    edit(FIRST, "A threshold is a decision.", "A threshold is a choice.")
    edit("lessons/02-second.md", "minutes: 20", "minutes: 22")
    edit(QUIZ, "idea: A threshold decides.", "idea: It decides.")
    (folder / ACTIVITY).unlink()
    (folder / "articles/another.md").write_text(
        (folder / "articles/overview.md").read_text().replace("overview", "another")
    )
    (folder / "articles/overview.md").unlink()
    return folder


def test_dry_run_names_each_change_with_the_old_and_the_new(changed):
    said = load(changed, "--dry-run")

    assert said == [
        "would be left as edited here: module M2",
        "    title (changed here): Mine too → Second module",
        "would be changed: lesson L01",
        "    minutes: 10 → 12",
        "    source:",
        "      …",
        "",
        "      - A threshold is a decision. [A1.1]",
        "      + A threshold is a choice. [A1.1]",
        "",
        "      …",
        "would be left as edited here: lesson L02",
        "    title (changed here): Mine → The second lesson",
        "    minutes (changed in the files): 20 → 22",
        "would be added: article another",
        "would be changed: question Q01.1",
        "    idea: A threshold decides. → It decides.",
        "would be left as edited here: question Q01.4",
        "    stem (changed here): Mine? → In which order?",
        "would retire: activity ACT01",
        "no longer in the files, would stay here: article overview",
        "1 added, 3 changed, 10 the same, 3 left as edited here. Nothing was stored: this was a dry run.",
    ]


@pytest.mark.parametrize("option", [(), ("--force",), ("--merge",)])
def test_what_is_stored_is_exactly_what_the_dry_run_said(changed, option):
    said = load(changed, "--dry-run", *option)
    plan = look(read_course(changed))
    before = read_site().things
    load_course_with(changed, option)
    after = read_site().things

    names = {line.partition(": ")[2] for line in said if line.startswith("would ") and "left as" not in line}
    differing = {str(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert differing == names
    if not option:
        assert all(after.get(change.key) == plan.after(change) for change in plan.to_store)


def load_course_with(folder, option) -> None:
    call_command("load_course", str(folder), *option, stdout=StringIO())


def test_merging_takes_both_where_they_do_not_contradict_each_other(changed):
    load(changed, "--merge")

    lesson = Lesson.objects.get(code="L02")
    assert (lesson.title, lesson.minutes) == ("Mine", 22)


def test_dry_run_writes_nothing(changed):
    with CaptureQueriesContext(connection) as queries:
        load(changed, "--dry-run")

    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []


def test_dry_run_refuses_what_loading_would_refuse(folder, edit):
    load(folder)
    edit("course.yaml", "id: small", "id: large")

    with pytest.raises(CommandError, match=r"The course on this site is 'small'"):
        load(folder, "--dry-run")


def test_loading_after_a_dry_run_of_the_real_course_changes_nothing(course):
    said = load("course", "--dry-run")

    assert said == ["0 added, 0 changed, 306 the same, 0 left as edited here. Nothing was stored: this was a dry run."]
    assert not load_course(read_course_of_project()).did_anything()


def read_course_of_project():
    from tests.conftest import COURSE

    return read_course(COURSE)
