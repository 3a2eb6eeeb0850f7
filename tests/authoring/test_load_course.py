from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lessons.models import Article, Course, Edition, Lesson, Module, Prompt
from quizzes.models import Activity, Question
from tests.conftest import COURSE
from tests.factories import make_course, make_lesson, make_module


def load(folder, *options) -> list[str]:
    """The lines that loading says."""
    out = StringIO()
    call_command("load_course", str(folder), *options, stdout=out)
    return out.getvalue().splitlines()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Course, Module, Lesson, Prompt, Article)}


@pytest.mark.database
def test_real_course_is_loaded_whole(db):
    said = load(COURSE)

    assert counts() == {"Course": 1, "Module": 5, "Lesson": 18, "Prompt": 72, "Article": 1}
    assert said[-1] == "306 added, 0 changed, 0 the same, 0 left as edited here."
    assert (Question.objects.in_use().count(), Activity.objects.filter(retired_at=None).count()) == (263, 17)
    assert Lesson.objects.published().count() == 18
    assert Prompt.objects.filter(code__startswith="P").exclude(retired_at=None).count() == 0


@pytest.mark.database
def test_loading_the_same_course_again_changes_nothing(course):
    before = Edition.objects.get().number

    said = load(COURSE)

    assert said == ["0 added, 0 changed, 306 the same, 0 left as edited here."]
    assert Edition.objects.get().number == before


@pytest.mark.database
def test_loading_after_a_change_stores_it_and_advances_the_edition(db, folder, edit):
    load(folder)
    before = Edition.objects.get().number

    edit("lessons/01-first.md", "A threshold is a decision.", "A threshold is a choice.")
    said = load(folder)

    assert said == ["changed: lesson L01", "0 added, 1 changed, 5 the same, 0 left as edited here."]
    assert "A threshold is a choice." in Lesson.objects.get(code="L01").blocks[1]["html"]
    assert Edition.objects.get().number != before


def test_lesson_edited_on_the_site_is_left(db, folder, edit):
    load(folder)
    Lesson.objects.filter(code="L01").update(title="As an instructor wants it")

    edit("lessons/01-first.md", "title: The first lesson", "title: As the file has it")
    said = load(folder)

    assert said[0] == "left as edited here: lesson L01 (--force overwrites it)"
    assert said[-1] == "0 added, 0 changed, 5 the same, 1 left as edited here."
    assert Lesson.objects.get(code="L01").title == "As an instructor wants it"


def test_lesson_edited_on_the_site_is_overwritten_by_force(db, folder):
    load(folder)
    Lesson.objects.filter(code="L01").update(title="As an instructor wants it")

    said = load(folder, "--force")

    assert said == ["changed: lesson L01", "0 added, 1 changed, 5 the same, 0 left as edited here."]
    assert Lesson.objects.get(code="L01").title == "The first lesson"


def test_every_kind_of_thing_edited_on_the_site_is_left(db, folder):
    load(folder)
    Course.objects.update(tagline="Edited")
    Module.objects.filter(code="M1").update(title="Edited")
    Article.objects.update(summary="Edited")

    said = load(folder)

    assert said == [
        "left as edited here: course small (--force overwrites it)",
        "left as edited here: module M1 (--force overwrites it)",
        "left as edited here: article overview (--force overwrites it)",
        "0 added, 0 changed, 3 the same, 3 left as edited here.",
    ]
    assert Course.objects.get().tagline == "Edited"


def test_withdrawn_lesson_stays_withdrawn(db, folder, edit):
    load(folder)
    Lesson.objects.filter(code="L01").update(status="draft")

    edit("lessons/01-first.md", "minutes: 10", "minutes: 12")
    load(folder)

    assert Lesson.objects.get(code="L01").status == "draft"
    assert Lesson.objects.get(code="L01").minutes == 12


def test_one_broken_file_stores_nothing(db, folder, edit):
    edit("lessons/02-second.md", "minutes: 20", "minutes: many")

    with pytest.raises(CommandError) as refusal:
        load(folder)

    assert str(refusal.value).splitlines() == [
        "course/lessons/02-second.md:5: The value of 'minutes' is not right. "
        "Write a whole number of minutes from 1 to 240.",
        "1 problem; nothing was stored.",
    ]
    assert counts() == {"Course": 0, "Module": 0, "Lesson": 0, "Prompt": 0, "Article": 0}


@pytest.mark.database
def test_failure_while_storing_leaves_everything_as_it_was(db, folder):
    other = make_lesson(number=77, slug="second", module=make_module(course=make_course(code="small")))
    before = (counts(), Edition.objects.get().number)

    with pytest.raises(CommandError, match="address 'second' belongs to lesson L77"):
        load(folder)

    assert (counts(), Edition.objects.get().number) == before
    assert Lesson.objects.get() == other


def test_another_course_is_refused_with_a_remedy(db, folder, edit):
    load(folder)
    before = counts()

    edit("course.yaml", "id: small", "id: large")
    edit("lessons/01-first.md", "minutes: 10", "minutes: 12")
    with pytest.raises(CommandError) as refusal:
        load(folder)

    assert str(refusal.value) == (
        "course/course.yaml:1: The course on this site is 'small', and there can be only one. "
        "Write id: small, or change the code of the course in the admin. Nothing was stored."
    )
    assert counts() == before
    assert Lesson.objects.get(code="L01").minutes == 10


def test_course_is_renamed_in_the_admin_and_in_its_file(db, folder, edit):
    load(folder)
    Course.objects.update(code="large")

    edit("course.yaml", "id: small", "id: large")

    assert load(folder) == ["0 added, 0 changed, 6 the same, 0 left as edited here."]


def test_check_stores_nothing(db, folder):
    said = load(folder, "--check")

    assert said == ["In order: 2 lessons, 1 articles."]
    assert Course.objects.count() == 0


def test_if_missing_leaves_a_course_alone(db, folder):
    make_course(title="Here already")

    said = load(folder, "--if-missing")

    assert said == []
    assert [course.title for course in Course.objects.all()] == ["Here already"]


def test_if_missing_loads_into_an_empty_site(db, folder):
    load(folder, "--if-missing")

    assert Course.objects.get().title == "A small course"


def test_path_that_is_no_folder_is_refused_with_a_remedy(db, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere is not a folder. Name the folder that holds course.yaml."):
        load(tmp_path / "nowhere")
