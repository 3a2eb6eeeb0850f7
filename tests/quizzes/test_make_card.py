"""The card of a question with what was answered, from the database."""

from quizzes.cards import Given, make_card, reread_at, seed_for
from quizzes.models import Answer
from quizzes.places import Place
from quizzes.pool import Pool
from quizzes.services import store_question
from tests.factories import make_lesson
from tests.quizzes.factories import entry, make_answer, make_question

QUIZ = Place("quiz", "L01")


def test_card_of_a_new_question_is_in_the_learners_own_order(db):
    question = make_question()

    card = make_card(question, QUIZ, pool=Pool(), learner_key=12, label="3")

    assert card.seed == seed_for(12, "Q01.1", "quiz:L01", 1)
    assert (card.revision, card.given, card.label) == (question.revision, None, "3")


def test_card_of_an_answer_keeps_the_order_and_the_words_it_was_given_in(db):
    question = make_question(stem="The old words?")
    answer = make_answer(question, seed=5)
    store_question(lesson=question.lesson, source=entry(stem="The new words?"), position=1)
    pool = Pool()

    card = make_card(pool.get("Q01.1"), QUIZ, pool=pool, answer=pool.complete([answer])[0], learner_key=12)

    assert card.seed == 5
    assert "The old words?" in card.content["stem"]
    assert "The new words?" in make_card(pool.get("Q01.1"), QUIZ, pool=pool).content["stem"]


def test_given_answer_is_the_row_in_short(db):
    answer = make_answer(make_question(kind="tf-why"), response={"verdict": False, "reason": 0}, confidence=95)

    given = Given.of(answer)

    assert given == Given('{"reason": 0, "verdict": false}', 95, 0.5, True, True)


def test_given_answer_without_its_last_step_has_no_score(db):
    answer = make_answer(make_question(kind="tf-why"), response={"verdict": False}, confidence=95)

    assert Given.of(Answer.objects.get(pk=answer.pk)) == Given('{"verdict": false}', 95, None, None, False)


def test_feedback_leads_to_the_paragraph_that_teaches_the_first_point(db):
    make_lesson(1)
    make_lesson(2, short="The answer", points=["A2.1", "A2.2"])
    question = make_question(code="Q01.1", points=["A2.2", "A1.1"])

    card = make_card(question, QUIZ, pool=Pool())

    assert card.reread.url == "/lessons/lesson-2/#a2-2"
    assert card.reread.title == "Lesson 2, The answer"


def test_feedback_of_a_question_without_points_leads_to_its_lesson(db):
    make_lesson(1, short="The role")
    question = make_question(points=[])

    card = make_card(question, QUIZ, pool=Pool())

    assert (card.reread.url, card.reread.title) == ("/lessons/lesson-1/", "Lesson 1, The role")


def test_feedback_leads_nowhere_where_no_lesson_teaches_the_point(db):
    question = make_question(points=["A99.1"])

    assert make_card(question, QUIZ, pool=Pool()).reread is None
    assert reread_at(None, ["A99.1"]) is None


def test_every_question_of_the_course_leads_to_a_place_that_is_there(course):
    pool = Pool()

    for question in pool.questions.values():
        reread = make_card(question, QUIZ, pool=pool).reread
        url, _hash, anchor = reread.url.partition("#")
        lesson = next(lesson for lesson in pool.lessons.values() if lesson.get_absolute_url() == url)
        assert not anchor or f'id="{anchor}"' in str(type(lesson).objects.get(pk=lesson.pk).blocks), question.code
