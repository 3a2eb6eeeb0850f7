"""What a lesson's page gains: the recap, places to write, the activity, the quiz, the takeaway, the checks."""

import pytest

from lessons.services import publish_changes
from quizzes.models import Answer, Attempt, Question
from quizzes.services import store_question
from tests.factories import make_guest, make_lesson, make_user
from tests.quizzes.actions import answer_at, card_in
from tests.quizzes.factories import RIGHT, make_answer, make_attempt
from tests.quizzes.factories_activities import make_activity
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, lesson_text, make_quiz, sit

LESSON = "/lessons/lesson-2/"
BEFORE = "/// prequestion | PRE02\nWhat is it worth?\n///\n\n"
ACTIVITY = "## Try it\n\n/// activity | ACT02\n///\n\n"
KINDS = ("single", "multiple", "order", "match", "categorise", "free")


@pytest.fixture
def questions(db) -> list[Question]:
    """Lesson 2 with everything that a lesson can have, after a lesson 1 with a quiz; returns the questions of 2."""
    make_quiz(1)
    text = lesson_text(2, len(KINDS)).replace("## Quiz", f"{ACTIVITY}## Quiz")
    make_lesson(2, source=BEFORE + text, takeaway="What will you try?")
    make_activity("ACT02")
    return make_quiz(2, KINDS)


def ids_in(page, *wanted: str) -> list[str]:
    """Those of `wanted` ids that are on the page, in its order."""
    return [element["id"] for element in page if element["id"] in wanted]


def cards_in(page, section: str) -> list[str]:
    return [card["id"] for card in page.one("section", id=section).all("section", class_="question")]


def test_parts_of_a_lesson_stand_in_their_order(questions, client):
    page = read(client.get(LESSON))

    parts = ["recap", "pre02", "p02-1", "act02", "quiz", "quiz-summary", "take02"]
    assert ids_in(page, *reversed(parts)) == parts


def test_quiz_stands_once_where_its_first_question_is_placed(questions, client):
    page = read(client.get(LESSON))

    titles = [card.one("h3").words for card in page.one("section", id="quiz").all("section", class_="question")]
    assert cards_in(page, "quiz") == [f"q02-{number}" for number in range(1, 7)]
    assert [title.split()[:2] for title in titles] == [["Question", str(number)] for number in range(1, 7)]


def test_recap_asks_two_questions_of_earlier_lessons_in_their_other_form(questions, client):
    codes = cards_in(read(client.get(LESSON)), "recap")

    assert len(codes) == 2
    assert all(code.startswith("q01-") and code.endswith("b") for code in codes)


@pytest.mark.parametrize("number", [0, 1])
def test_first_lessons_have_no_recap(db, client, number):
    make_quiz(0)
    make_quiz(1)

    assert read(client.get(f"/lessons/lesson-{number}/")).all("section", id="recap") == []


def test_recap_asks_first_what_the_reader_missed(questions):
    member = make_user()
    sit(member, [Question.objects.get(code=code) for code in ("Q01.4", "Q01.5")], misses=["Q01.5"])

    codes = cards_in(read(browser_of(member).get(LESSON)), "recap")

    assert codes[0] == "q01-5"


def test_recap_once_begun_stays_what_it_was(questions):
    member = make_user()
    client = browser_of(member)
    before = cards_in(read(client.get(LESSON)), "recap")
    asked = Question.objects.get(code=before[0].upper().replace("-", ".").replace("B", "b"))

    answer_at(client, LESSON, asked, RIGHT["single"])
    sit(member, [Question.objects.get(code="Q01.5")], misses=["Q01.5"])

    assert cards_in(read(client.get(LESSON)), "recap") == before
    assert Attempt.objects.get(kind="recap").questions == [asked.code, *Attempt.objects.get(kind="recap").questions[1:]]
    assert "Right answer" in card_in(client.get(LESSON), asked.code).words


def test_lesson_without_questions_has_no_quiz(db, client):
    make_lesson(2)

    page = read(client.get(LESSON))

    assert ids_in(page, "quiz", "recap", "quiz-summary") == []
    assert page.all("form", class_="test-out") == []


def test_place_of_a_question_that_is_not_written_shows_nothing(db, client):
    make_lesson(2, source=lesson_text(2, 3))

    assert ids_in(read(client.get(LESSON)), "quiz") == []


def test_warm_up_counts_nothing_and_says_so(db, client):
    make_quiz(0, kinds=["tf-why", "tf-why", "tf-why"], has_other_forms=False)

    page = read(client.get("/lessons/lesson-0/"))

    assert page.one("h2", id="quiz-title").words == "Warm-up"
    assert "Nothing here counts." in page.one("section", id="quiz").words
    assert ids_in(page, "quiz-summary") == []
    assert page.all("form", class_="test-out") == []


def test_summary_counts_what_is_answered(questions):
    member = make_user()
    attempt = make_attempt(member, questions)
    client, said = browser_of(member), []

    for question in [None, *questions]:
        if question:
            make_answer(question, attempt)
        said.append(read(client.get(LESSON)).one("section", id="quiz-summary").words)

    assert said[0] == "6 questions to go. With 80% you have practised this lesson."
    assert [words.split(" answered")[0] for words in said[1:6]] == [f"{number} of 6" for number in range(1, 6)]
    assert said[6].startswith("5 of 5 right, 100%. You have practised this lesson.")


def test_script_gets_the_summary_with_each_answer(questions, client):
    part = read(answer_at(client, LESSON, questions[0], RIGHT["single"]))

    assert [element["id"] for element in part if "data-part" in element] == ["q02-1", "again-q02-1", "quiz-summary"]
    assert part.one("section", id="quiz-summary").words.startswith("1 of 6 answered.")


def test_finished_quiz_offers_a_retry_and_a_new_quiz(questions):
    member = make_user()
    attempt = sit(member, questions, misses=["Q02.1", "Q02.2"])

    summary = read(browser_of(member).get(LESSON)).one("section", id="quiz-summary")

    forms = [
        ({control["name"]: control["value"] for control in form.all("input")}, form.one("button").words)
        for form in summary.all("form", action="/attempts/begin/")
    ]
    assert forms == [
        ({"kind": "retry", "repairs": str(attempt.public_id)}, "Try the 2 you missed, in another form"),
        ({"kind": "lesson", "scope": "L02"}, "A new quiz with other questions"),
    ]


def test_nobody_sees_the_answers_of_somebody_else(questions, client):
    member = make_user()
    visitors = client.get(LESSON).content
    new = browser_of(make_user())
    as_the_new_see_it = new.get(LESSON).content
    sit(member, questions, misses=["Q02.1"], confidence=95)
    mine = browser_of(member)

    for _round in range(2):
        assert b"Not right" in mine.get(LESSON).content
        assert new.get(LESSON).content == as_the_new_see_it
        assert client.get(LESSON).content == visitors


def test_checks_stand_at_the_end_of_their_lesson_alone(db, client):
    make_quiz(3)
    make_quiz(2)

    pages = [read(client.get(f"/lessons/lesson-{number}/")) for number in (2, 3)]

    assert [ids_in(page, "check-checkpointa") for page in pages] == [[], ["check-checkpointa"]]


@pytest.mark.database
def test_lesson_for_a_visitor_takes_one_query(questions, client, django_assert_num_queries):
    client.get(LESSON)

    with django_assert_num_queries(1):
        client.get(LESSON)


@pytest.mark.database
@pytest.mark.parametrize("make_learner", [make_user, make_guest])
@pytest.mark.parametrize("attempts", [0, 1, 3])
def test_lesson_for_a_learner_takes_eleven_queries_however_many_attempts(
    questions, django_assert_num_queries, make_learner, attempts
):
    learner = make_learner()
    for _attempt in range(attempts):
        sit(learner, questions, misses=["Q02.1"])
    client = browser_of(learner)
    client.get(LESSON)

    # session, learner, edition, places, practised, quizzes, history, marks, decisions, notes, own comments
    with django_assert_num_queries(11):
        client.get(LESSON)


@pytest.mark.database
@pytest.mark.parametrize("answers", [1, 4])
def test_answers_to_questions_that_changed_take_one_query_more_however_many(
    questions, django_assert_num_queries, answers
):
    member = make_user()
    attempt = make_attempt(member, questions)
    for question in questions[:answers]:
        make_answer(question, attempt)
        store_question(lesson=question.lesson, source=question.revision.source | {"stem": "New?"}, position=1)
    publish_changes()
    client = browser_of(member)
    client.get(LESSON)

    with django_assert_num_queries(12):
        client.get(LESSON)

    assert Answer.objects.count() == answers
