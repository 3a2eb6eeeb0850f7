"""Editing a question: what was answered stays readable as it was given."""

import pytest

from lessons.services import publish_changes
from quizzes.models import Answer, Question, Revision
from quizzes.services import KindChanged, retire, store_question
from tests.factories import make_lesson, make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import OPTIONS, RIGHT, entry, make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz

LESSON = "/lessons/lesson-1/"
TURNED = [{**option, "key": not option.get("key"), "misconception": "M01"} for option in OPTIONS[:2]] + OPTIONS[2:]


def edit(question: Question, **changes) -> Question:
    """Save a question with keys of its entry replaced."""
    source = question.revision.source | changes
    question = store_question(lesson=question.lesson, source=source, position=question.position)
    publish_changes()
    return question


def test_first_revision_has_number_1(db):
    question = make_question()

    assert (question.revision.number, question.revision.source) == (1, entry())
    assert question.revision.content["stem"] == "<p>The stem of Q01.1?</p>"


def test_question_that_nobody_answered_gets_a_new_revision_too(db):
    """Somebody may have it on their screen: what they send is read as it was shown to them."""
    before = make_question().revision

    after = edit(Question.objects.get(), stem="What now?").revision

    before.refresh_from_db()
    assert (before.number, before.content["stem"]) == (1, "<p>The stem of Q01.1?</p>")
    assert (after.number, after.content["stem"]) == (2, "<p>What now?</p>")


def test_question_that_was_answered_gets_a_new_revision(db):
    question = make_question()
    answer = make_answer(question)

    after = edit(Question.objects.get(), stem="What now?")

    answer.refresh_from_db()
    assert [revision.number for revision in question.revisions.all()] == [1, 2]
    assert (after.revision.number, after.revision.source["stem"]) == (2, "What now?")
    assert answer.revision.source["stem"] == "The stem of Q01.1?"


def test_saving_the_same_again_makes_no_revision(db):
    make_answer(make_question())

    edit(Question.objects.get())

    assert Revision.objects.count() == 1


def test_way_of_rendering_that_changed_is_no_edit(db):
    """The stored HTML of an answered question follows the renderer; what the author wrote is the same."""
    question = make_question()
    make_answer(question)
    Revision.objects.update(content=question.revision.content | {"stem": "<p>As it was rendered once</p>"})

    after = edit(Question.objects.get())

    assert Revision.objects.count() == 1
    assert after.revision.content["stem"] == "<p>The stem of Q01.1?</p>"


def test_level_points_and_place_are_changed_without_a_new_revision_of_old_answers(db):
    question = make_question()
    answer = make_answer(question)

    edit(Question.objects.get(), level="analyse", difficulty=3)

    after = Question.objects.get()
    assert (after.level, after.difficulty) == ("analyse", 3)
    assert Answer.objects.get().revision_id == answer.revision_id


def test_kind_cannot_change(db):
    question = make_question()

    with pytest.raises(KindChanged, match=r"Q01\.1 is of kind single and cannot become multiple\..*a new id"):
        store_question(lesson=question.lesson, source=entry("multiple"), position=1)

    assert Question.objects.get().kind == "single"
    assert Revision.objects.get().source == entry()


def test_question_moves_with_its_lesson_and_place(db):
    make_question()
    other = make_lesson(2)

    store_question(lesson=other, source=entry(), position=7)

    assert (Question.objects.get().lesson, Question.objects.get().position) == (other, 7)
    assert Revision.objects.count() == 1


def test_old_answer_is_read_as_it_was_given(db):
    """The key has moved, the words have changed: the answer is shown with the words and the verdict of then."""
    member, (question,) = make_user(), make_quiz(kinds=["single"])
    client = browser_of(member)
    answer_at(client, LESSON, question, RIGHT["single"])
    before = read(client.get(LESSON)).one("section", id="q01-1").words

    edit(Question.objects.get(code="Q01.1"), options=TURNED, stem="Another stem?", idea="Another idea.")

    assert read(client.get(LESSON)).one("section", id="q01-1").words == before
    assert "✓ Right answer" in before
    assert (Answer.objects.get().score, Answer.objects.get().is_right) == (1, True)


def test_old_answer_in_an_attempt_is_read_as_it_was_given(db):
    member, (question,) = make_user(), make_quiz(kinds=["single"])
    attempt = make_attempt(member, [question])
    make_answer(question, attempt, is_right=False)
    client = browser_of(member)
    pages = [attempt.get_absolute_url(), f"{attempt.get_absolute_url()}1/"]
    before = [read(client.get(page)).one("main").words for page in pages]

    edit(Question.objects.get(code="Q01.1"), options=TURNED, stem="Another stem?")

    assert [read(client.get(page)).one("main").words for page in pages] == before


def test_others_are_asked_the_new_revision(db, client):
    (question,) = make_quiz(kinds=["single"])
    make_answer(question)
    edit(Question.objects.get(code="Q01.1"), stem="Another stem?")

    answer_at(client, LESSON, Question.objects.get(code="Q01.1"), {"option": 0})

    assert Answer.objects.latest("pk").revision.number == 2
    assert "Another stem?" in read(client.get(LESSON)).one("section", id="q01-1").words


def test_new_revision_shows_things_in_an_order_of_its_own(db):
    """A salt of its own, so that who remembers "the third" of the old one knows nothing of the new one."""
    make_answer(make_question())

    edit(Question.objects.get(), stem="Another stem?")

    first, second = Revision.objects.all()
    assert first.salt != second.salt


def test_retired_question_is_no_longer_asked_and_its_answers_stay(db, client):
    (question,) = make_quiz(kinds=["single"], has_other_forms=False)
    member = make_user()
    answer_at(browser_of(member), LESSON, question, RIGHT["single"])

    codes = retire(Question.objects.filter(code="Q01.1"))
    publish_changes()

    assert codes == ["Q01.1"]
    assert retire(Question.objects.filter(code="Q01.1")) == []
    assert read(client.get(LESSON)).all("section", id="q01-1") == []
    assert Answer.objects.get().score == 1


def test_question_that_comes_back_is_no_longer_retired(db):
    make_question()
    retire(Question.objects.all())

    edit(Question.objects.get())

    assert Question.objects.get().retired_at is None
