"""A thing that was edited here and changed in the files: kept, taken or put together, as somebody chooses."""

import pytest

from authoring.files.course_checks import read_course
from authoring.models import LoadedEntry, TextRevision
from authoring.twin.plan import BrokenMerge, Wish
from authoring.twin.services import Changed, load_course, look
from authoring.twin.three_way import Choice
from lessons.models import Lesson
from lessons.services import store_lesson
from quizzes.models import Question
from tests.authoring.quiz_files import QUIZ, add_questions
from tests.authoring.test_loading_quizzes import edit_on_site
from tests.factories import make_user

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FIRST = "lessons/01-first.md"


def load(folder, **options):
    return load_course(read_course(folder), **options)


def edit_lesson(old: str, new: str, **fields) -> Lesson:
    """What an instructor saves in the admin."""
    lesson = Lesson.objects.get(code="L01")
    assert old in lesson.source
    lesson.source = lesson.source.replace(old, new)
    for name, value in fields.items():
        setattr(lesson, name, value)
    store_lesson(lesson)
    return lesson


@pytest.fixture
def edited(folder, edit):
    """A folder that says something else than what was loaded, like the site does."""
    load(folder)
    edit_lesson("A threshold is a decision.", "A threshold is a choice.", title="Mine")
    edit(FIRST, "minutes: 10", "minutes: 12")
    edit(FIRST, "More is in", "Much more is in")
    return folder


def test_edit_here_is_kept_unless_somebody_chooses(edited):
    report = load(edited)

    lesson = Lesson.objects.get(code="L01")
    assert report.kept == ["lesson L01"]
    assert (lesson.title, lesson.minutes) == ("Mine", 10)


def test_file_that_is_chosen_replaces_the_edit(edited):
    load(edited, wishes={"lesson L01": Wish(Choice.FILE)})

    lesson = Lesson.objects.get(code="L01")
    assert (lesson.title, lesson.minutes) == ("The first lesson", 12)
    assert "A threshold is a decision." in lesson.source
    assert "Much more is in" in lesson.source


def test_both_put_together_have_the_edit_and_the_change_and_are_asked_about_no_more(edited):
    load(edited, wishes={"lesson L01": Wish(Choice.MERGE)})

    lesson = Lesson.objects.get(code="L01")
    assert (lesson.title, lesson.minutes) == ("Mine", 12)
    assert "A threshold is a choice." in lesson.source
    assert "Much more is in" in lesson.source
    assert [change.choices for change in look(read_course(edited)).to_tell] == [(Choice.HERE, Choice.FILE)]


def test_whoever_loads_stands_in_the_history_of_the_text(edited):
    somebody = make_user()

    load(edited, wishes={"lesson L01": Wish(Choice.MERGE)}, by=somebody)

    assert TextRevision.objects.filter(lesson__code="L01").first().made_by == somebody


def test_contradicting_titles_are_settled_by_the_side_that_is_chosen(edited, edit):
    edit(FIRST, "title: The first lesson", "title: Theirs")

    load(edited, wishes={"lesson L01": Wish(Choice.MERGE, {"title": "file"})})

    lesson = Lesson.objects.get(code="L01")
    assert lesson.title == "Theirs"
    assert "A threshold is a choice." in lesson.source


def test_merge_that_would_break_a_text_is_refused_and_changes_nothing(folder, edit):
    load(folder)
    prompt = "/// recall | P01.2\nWhy?\n\n---\n\nSo.\n///\n\n"
    edit_lesson("## Deciding\n", f"{prompt}## Deciding\n")
    edit(FIRST, "More is in", f"{prompt}More is in")

    with pytest.raises(BrokenMerge, match=r"lesson L01, both changes together: The id P01.2 stands on line"):
        load(folder, wishes={"lesson L01": Wish(Choice.MERGE)})

    assert Lesson.objects.get(code="L01").source.count("P01.2") == 1
    assert load(folder, all_wish=Choice.MERGE).kept == ["lesson L01"]


def test_different_keys_of_a_question_are_put_together(folder, edit):
    add_questions(folder, edit)
    load(folder)
    edit_on_site("Q01.4", idea="Mine.")
    edit(QUIZ, "stem: In which order?", "stem: Theirs?")

    load(folder, all_wish=Choice.MERGE)

    source = Question.objects.get(code="Q01.4").revision.source
    assert (source["idea"], source["stem"]) == ("Mine.", "Theirs?")


def test_question_edited_here_that_leaves_the_files_stays_unless_somebody_chooses(folder, edit):
    add_questions(folder, edit)
    load(folder)
    edit_on_site("Q01.9", idea="Mine.")
    text = (folder / QUIZ).read_text()
    (folder / QUIZ).write_text(text[: text.index("  - id: Q01.9")])
    edit(FIRST, "/// question | Q01.9\n///\n\n", "")

    kept = load(folder).kept
    is_kept = Question.objects.in_use().filter(code="Q01.9").exists()
    load(folder, wishes={"question Q01.9": Wish(Choice.FILE)})

    assert (kept, is_kept) == (["question Q01.9"], True)
    assert not Question.objects.in_use().filter(code="Q01.9").exists()


def test_where_nothing_tells_what_was_loaded_the_edit_is_kept(edited):
    LoadedEntry.objects.all().delete()

    assert load(edited).kept == ["lesson L01"]


def test_where_only_the_digest_tells_that_nothing_was_edited_the_file_is_taken(folder, edit):
    load(folder)
    LoadedEntry.objects.all().delete()
    edit(FIRST, "minutes: 10", "minutes: 12")

    assert load(folder).changed == ["lesson L01"]


def test_plan_that_was_shown_before_the_site_changed_is_not_carried_out(edited):
    state = look(read_course(edited)).state
    edit_lesson("More is in", "Most is in")

    with pytest.raises(Changed):
        load(edited, wishes={"lesson L01": Wish(Choice.FILE)}, state=state)

    assert "Most is in" in Lesson.objects.get(code="L01").source
