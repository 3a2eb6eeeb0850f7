"""The course of the site as a folder: all of it, the same each time, and nothing of another course mixed in."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from authoring.files.course_checks import read_course
from authoring.twin.on_site import read_site
from authoring.twin.services import load_course
from lessons.models import Article, Course, Lesson, Module
from quizzes.models import Activity, Question
from quizzes.services import store_activity
from readiness.models import Sheet
from tests.authoring.readiness_files import add_readiness
from tests.conftest import COURSE
from tests.factories import make_article, make_lesson
from tests.quizzes.factories_activities import read_entry

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def dump(folder, *options) -> tuple[list[str], list[str]]:
    """What dumping says, and what it warns of."""
    out, warned = StringIO(), StringIO()
    call_command("dump_course", str(folder), *options, stdout=out, stderr=warned)
    return out.getvalue().splitlines(), warned.getvalue().splitlines()


def content(folder) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def empty_the_site() -> None:
    for model in (Question, Activity, Sheet, Article, Lesson, Module, Course):
        if model is Question:
            Question.objects.update(revision=None)
        model.objects.all().delete()


def test_real_course_comes_back_on_an_empty_site_as_an_equal_one(course, tmp_path):
    before = read_site().things
    dump(tmp_path / "out")

    empty_the_site()
    report = load_course(read_course(tmp_path / "out"))

    assert len(report.added) == 306
    after = read_site().things
    assert {key: values for key, values in after.items() if key.kind != "course"} == {
        key: values for key, values in before.items() if key.kind != "course"
    }
    assert Course.objects.get().cases == course.cases


def test_dumping_twice_writes_the_same_bytes(course, tmp_path):
    dump(tmp_path / "one")
    dump(tmp_path / "two")

    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_coverage_map_goes_out_as_it_came_in(folder, edit, tmp_path):
    add_readiness(folder, edit)
    load_course(read_course(folder))

    said, warned = dump(tmp_path / "out")

    assert (tmp_path / "out/coverage.tsv").read_text() == (folder / "coverage.tsv").read_text()
    assert (said, warned) == (["8 files, 8 of them written or taken away."], [])


def test_draft_goes_out_as_a_draft_and_comes_in_as_one(folder, tmp_path):
    load_course(read_course(folder))
    Lesson.objects.filter(code="L02").update(status="draft")
    Article.objects.update(status="draft")
    dump(tmp_path / "out")

    empty_the_site()
    load_course(read_course(tmp_path / "out"))

    assert dict(Lesson.objects.values_list("code", "status")) == {"L01": "published", "L02": "draft"}
    assert Article.objects.get().status == "draft"


def test_what_was_made_and_edited_here_changes_nothing_when_it_comes_back(folder, tmp_path):
    load_course(read_course(folder))
    make_lesson(
        number=7, module=Module.objects.get(code="M1"), position=40, points=[], source="## Here\n\nMade here.\n"
    )
    make_article(slug="made-here")
    Lesson.objects.filter(code="L01").update(title="Edited", position=9)
    dump(tmp_path / "out")
    before = read_site().things

    report = load_course(read_course(tmp_path / "out"))

    assert not report.did_anything()
    assert read_site().things == before


def test_text_that_was_begun_here_and_never_published_is_left_out(folder, tmp_path):
    load_course(read_course(folder))
    begun = make_lesson(number=7, module=Module.objects.get(code="M1"), status="draft", minutes=0, source="")
    make_article(slug="begun", status="draft", summary="", source="")
    store_activity(lesson=begun, source=read_entry("ACT07a"))

    _said, warned = dump(tmp_path / "out")
    report = load_course(read_course(tmp_path / "out"))

    assert warned == []
    assert not [name for name in content(tmp_path / "out") if "begun" in name or "07" in name]
    assert (report.did_anything(), report.gone) == (False, [])
    assert Lesson.objects.get(code="L07") == begun


def test_unchanged_files_are_not_written_again(folder, tmp_path):
    load_course(read_course(folder))
    dump(tmp_path / "out")
    Lesson.objects.filter(code="L01").update(title="Edited")

    said, _warned = dump(tmp_path / "out")

    assert said == ["5 files, 1 of them written or taken away."]


def test_folder_with_files_of_another_course_is_refused_and_named(folder, tmp_path):
    load_course(read_course(folder))
    (tmp_path / "out/lessons").mkdir(parents=True)
    (tmp_path / "out/lessons/01-old.md").write_text("old")

    with pytest.raises(CommandError, match=r"lessons/01-old.md\nNothing was written. Say --replace"):
        dump(tmp_path / "out")

    assert list(content(tmp_path / "out")) == ["lessons/01-old.md"]


def test_replacing_takes_away_files_of_the_course_and_no_others(folder, tmp_path):
    load_course(read_course(folder))
    (tmp_path / "out/lessons").mkdir(parents=True)
    (tmp_path / "out/lessons/01-old.md").write_text("old")
    (tmp_path / "out/notes.txt").write_text("mine")

    dump(tmp_path / "out", "--replace")

    assert not (tmp_path / "out/lessons/01-old.md").exists()
    assert (tmp_path / "out/notes.txt").read_text() == "mine"


def test_what_loading_would_refuse_is_said(folder, tmp_path):
    load_course(read_course(folder))
    Lesson.objects.filter(code="L01").update(minutes=900)

    _said, warned = dump(tmp_path / "out")

    assert warned == [
        "Loading would refuse: out/lessons/01-first.md:5: The value of 'minutes' is not right. "
        "Write a whole number of minutes from 1 to 240."
    ]


def test_site_without_a_course_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(CommandError, match=f"There is no course on this site. Load one first: .* {COURSE.name}"):
        dump(tmp_path / "out")
