"""Loading questions and activities: once, again, and after an edit in the files or on the site."""

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons.models import Edition, Lesson
from lessons.services import publish_changes
from quizzes.models import Activity, Answer, Question, Revision
from quizzes.services import store_activity, store_question
from tests.authoring.quiz_files import ACTIVITY, QUESTIONS, QUIZ, add_questions
from tests.authoring.test_load_course import load
from tests.quizzes.factories import make_answer

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SAME = "0 added, 0 changed, 17 the same, 0 left as edited here."


@pytest.fixture
def folder(folder, edit):
    return add_questions(folder, edit)


def edit_on_site(code: str, **changes) -> Question:
    """What an instructor's form does: the same place and digest, another source."""
    question = Question.objects.get(code=code)
    question = store_question(
        lesson=question.lesson,
        source=question.revision.source | changes,
        position=question.position,
        loaded_digest=question.loaded_digest,
    )
    publish_changes()
    return question


def edit_activity_on_site(**changes) -> Activity:
    activity = Activity.objects.get()
    return store_activity(
        lesson=activity.lesson, source=activity.source | changes, loaded_digest=activity.loaded_digest
    )


def test_questions_and_activities_are_loaded_with_their_lesson(folder):
    said = load(folder)

    assert said[-1] == "17 added, 0 changed, 0 the same, 0 left as edited here."
    assert [question.code for question in Question.objects.order_by("position")] == [
        "Q01.1",
        "Q01.1b",
        *(f"Q01.{number}" for number in range(2, 10)),
    ]
    assert {question.lesson.code for question in Question.objects.all()} == {"L01"}
    assert (Activity.objects.get().code, Activity.objects.get().lesson.code) == ("ACT01", "L01")
    assert Question.objects.get(code="Q01.1").revision.content["stem"] == "<p>What is a threshold?</p>"


def test_loading_the_same_again_changes_nothing(folder):
    load(folder)
    before = Edition.objects.get().number

    with CaptureQueriesContext(connection) as queries:
        said = load(folder)

    assert said == [SAME]
    assert [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))] == []
    assert Edition.objects.get().number == before


def test_changed_question_is_stored_and_shown_at_once(folder, edit, client):
    load(folder)
    client.get("/questions/Q01.4/")

    edit(QUIZ, "stem: In which order?", "stem: What comes first?")
    said = load(folder)

    assert said == ["changed: question Q01.4", "0 added, 1 changed, 16 the same, 0 left as edited here."]
    assert "What comes first?" in client.get("/questions/Q01.4/").content.decode()


def test_changed_activity_is_stored_and_shown_at_once(folder, edit, client):
    load(folder)
    client.get("/lessons/first/")

    edit(ACTIVITY, "title: Strip the hype", "title: Take the hype off")
    said = load(folder)

    assert said[0] == "changed: activity ACT01"
    assert "Take the hype off" in client.get("/lessons/first/").content.decode()


def test_changed_question_that_was_answered_is_a_new_revision(folder, edit):
    load(folder)
    answer = make_answer(Question.objects.get(code="Q01.1"), response={"option": 0})

    edit(QUIZ, "stem: What is a threshold?", "stem: What is it?")
    load(folder)

    question = Question.objects.get(code="Q01.1")
    assert (question.revision.number, question.revision.source["stem"]) == (2, "What is it?")
    assert Answer.objects.get().revision == answer.revision
    assert Revision.objects.get(pk=answer.revision_id).source["stem"] == "What is a threshold?"


def test_question_and_activity_edited_on_the_site_are_left_alone(folder, edit):
    load(folder)
    edit_on_site("Q01.4", stem="As an instructor wants it?")
    edit_activity_on_site(title="As an instructor wants it")

    edit(QUIZ, "stem: In which order?", "stem: As the file has it?")
    edit(ACTIVITY, "title: Strip the hype", "title: As the file has it")
    said = load(folder)

    assert said == [
        "left as edited here: question Q01.4 (--force overwrites it)",
        "left as edited here: activity ACT01 (--force overwrites it)",
        "0 added, 0 changed, 15 the same, 2 left as edited here.",
    ]
    assert Question.objects.get(code="Q01.4").revision.source["stem"] == "As an instructor wants it?"
    assert Activity.objects.get().title == "As an instructor wants it"


def test_question_and_activity_edited_on_the_site_are_overwritten_by_force(folder):
    load(folder)
    edit_on_site("Q01.4", stem="As an instructor wants it?")
    edit_activity_on_site(title="As an instructor wants it")

    said = load(folder, "--force")

    assert said == [
        "changed: question Q01.4",
        "changed: activity ACT01",
        "0 added, 2 changed, 15 the same, 0 left as edited here.",
    ]
    assert Question.objects.get(code="Q01.4").revision.source["stem"] == "In which order?"
    assert Activity.objects.get().title == "Strip the hype"
    assert load(folder) == [SAME]


def test_edit_on_the_site_that_the_files_follow_is_no_edit_any_more(folder, edit):
    load(folder)
    edit_on_site("Q01.4", stem="What comes first?")

    edit(QUIZ, "stem: In which order?", "stem: What comes first?")
    load(folder)

    assert load(folder) == [SAME]


def test_question_of_another_kind_under_an_old_id_is_refused_with_a_remedy(folder, edit):
    load(folder)
    before = Question.objects.get(code="Q01.3").revision

    edit(QUIZ, "kind: tf-why", "kind: single")
    edit(QUIZ, "    verdict: false\n    reasons:", "    options:")
    with pytest.raises(CommandError) as refusal:
        load(folder)

    assert str(refusal.value) == (
        "Q01.3 is of kind tf-why and cannot become single. Give the new question a new id. Nothing was stored."
    )
    assert Question.objects.get(code="Q01.3").revision == before


def test_mistake_in_one_question_stores_nothing_of_the_course(folder, edit):
    edit(QUIZ, "    level: create\n", "    level: think\n")

    with pytest.raises(CommandError, match=r"'think' is not a value of 'level'[\s\S]*1 problem; nothing was stored"):
        load(folder)

    assert (Lesson.objects.count(), Question.objects.count(), Activity.objects.count()) == (0, 0, 0)


def test_place_in_the_file_is_the_place_in_the_quiz(folder, edit):
    load(folder)
    first, second = (QUESTIONS.index(f"  - id: Q01.{number}\n") for number in (5, 6))

    (folder / QUIZ).write_text(QUESTIONS[:first] + QUESTIONS[second:] + QUESTIONS[first:second])
    load(folder)

    codes = [question.code for question in Question.objects.order_by("position")]
    assert codes[-1] == "Q01.5"
    assert Revision.objects.count() == 10
    assert load(folder) == [SAME]
