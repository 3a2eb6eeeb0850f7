"""Questions and activities that leave the files retire: what learners did with them stays."""

import pytest

from lessons.models import Lesson
from quizzes.models import Activity, Answer, Decision, Question
from quizzes.services import store_activity, store_question
from tests.authoring.quiz_files import ACTIVITY, QUESTIONS, QUIZ, add_questions
from tests.authoring.test_load_course import load
from tests.factories import make_user
from tests.quizzes.factories import make_answer

pytestmark = [pytest.mark.database, pytest.mark.django_db]
SAME = "0 added, 0 changed, 17 the same, 0 left as edited here."


@pytest.fixture
def folder(folder, edit):
    return add_questions(folder, edit)


def test_question_that_left_the_files_retires_and_its_answers_stay(folder, edit):
    load(folder)
    make_answer(Question.objects.get(code="Q01.9"), response={"choices": [0, 0]})

    edit(QUIZ, QUESTIONS[QUESTIONS.index("  - id: Q01.9") :], "")
    edit("lessons/01-first.md", "/// question | Q01.9\n///\n", "")
    said = load(folder)

    assert said[:2] == ["changed: lesson L01", "changed: question Q01.9 (retired)"]
    assert Question.objects.get(code="Q01.9").retired_at is not None
    assert Question.objects.in_use().count() == 9
    assert Answer.objects.get().score == 1


def test_retiring_is_told_once(folder, edit):
    load(folder)
    edit(QUIZ, QUESTIONS[QUESTIONS.index("  - id: Q01.9") :], "")
    edit("lessons/01-first.md", "/// question | Q01.9\n///\n", "")
    load(folder)

    assert load(folder) == ["0 added, 0 changed, 16 the same, 0 left as edited here."]


def test_activity_that_left_the_files_retires_and_decisions_stay(folder):
    load(folder)
    decision = Decision.objects.create(learner=make_user(), activity=Activity.objects.get(), choices={}, outcome={})

    (folder / ACTIVITY).unlink()
    said = load(folder)

    assert said[0] == "changed: activity ACT01 (retired)"
    assert Activity.objects.get().retired_at is not None
    assert Decision.objects.get() == decision


def test_question_and_activity_that_come_back_are_in_use_again(folder):
    load(folder)
    before = set(Question.objects.values_list("pk", "code"))
    texts = [(name, (folder / name).read_text()) for name in (QUIZ, ACTIVITY, "lessons/01-first.md")]
    for name in (QUIZ, ACTIVITY):
        (folder / name).unlink()
    lesson = texts[2][1]
    (folder / "lessons/01-first.md").write_text(lesson[: lesson.index("/// activity")] + "\n## Going on\n\n[A1.2]\n")
    load(folder)

    for name, text in texts:
        (folder / name).write_text(text)
    load(folder)

    assert Question.objects.in_use().count() == 10
    assert Activity.objects.get().retired_at is None
    assert set(Question.objects.values_list("pk", "code")) == before


def test_question_and_activity_made_on_the_site_do_not_retire(folder):
    load(folder)
    lesson = Lesson.objects.get(code="L02")
    source = Question.objects.get(code="Q01.1").revision.source
    store_question(lesson=lesson, source=source | {"id": "Q02.1"}, position=0)
    store_activity(lesson=lesson, source=Activity.objects.get().source | {"id": "ACT02"})

    assert load(folder) == [SAME]
    assert Question.objects.get(code="Q02.1").retired_at is None
    assert Activity.objects.get(code="ACT02").retired_at is None
