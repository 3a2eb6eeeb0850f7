"""Answering a question: what is stored, and what the learner gets back."""

import pytest

from accounts.models import User
from quizzes.models import Answer, Attempt
from tests.factories import make_user
from tests.quizzes.actions import AS_PART, answer_at, answer_url, card_in, fill, practice_url, sheet_in, steps_of
from tests.quizzes.factories import CONTENT, RIGHT, WRONG, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz

LESSON = "/lessons/lesson-1/"
KINDS = sorted(CONTENT)
SEVERAL_STEPS = ("tf-why", "free", "branch")


def in_words(kind: str, *, is_right: bool) -> str:
    if kind == "free":
        return "You rated yourself 3 of 3" if is_right else "You rated yourself 0 of 3"
    return "✓ Right answer" if is_right else "Not right"


@pytest.mark.parametrize("kind", KINDS)
def test_right_answer_is_stored_and_said_to_be_right(db, client, kind):
    (question,) = make_quiz(kinds=[kind])

    part = answer_at(client, LESSON, question, RIGHT[kind])

    answer = Answer.objects.get()
    assert (answer.question, answer.revision, answer.ordinal) == (question, question.revision, 1)
    assert (answer.response, answer.score) == (RIGHT[kind], 1)
    assert (answer.confidence, answer.is_right) == ((None, None) if kind == "free" else (80, True))
    assert answer.completed_at >= answer.answered_at
    assert in_words(kind, is_right=True) in read(part).one(role="status").words


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_answer_is_stored_and_said_not_to_be_right(db, client, kind):
    (question,) = make_quiz(kinds=[kind])

    part = answer_at(client, LESSON, question, WRONG[kind], confidence=60)

    answer = Answer.objects.get()
    assert (answer.response, answer.score) == (WRONG[kind], 0)
    assert (answer.confidence, answer.is_right) == ((None, None) if kind == "free" else (60, False))
    assert in_words(kind, is_right=False) in read(part).one(role="status").words


@pytest.mark.parametrize("kind", KINDS)
def test_lesson_shows_the_answer_where_the_question_was(db, client, kind):
    (question,) = make_quiz(kinds=[kind])

    part = read(answer_at(client, LESSON, question, WRONG[kind])).one("section", id="q01-1")
    card = read(client.get(LESSON)).one("section", id="q01-1")

    assert card.words == part.words
    assert card.all("form") == []


@pytest.mark.parametrize("kind", KINDS)
def test_without_script_each_step_leads_back_to_the_question_in_the_lesson(db, client, kind):
    (question,) = make_quiz(kinds=[kind])

    for step in range(steps_of(question.revision.source)):
        sheet = sheet_in(client.get(LESSON), "Q01.1")
        fill(sheet, question.revision.source, step, RIGHT[kind])
        sheet.say(80)
        response = client.post(sheet.action, sheet.sent)
        assert (response.status_code, response["Location"]) == (302, f"{LESSON}#q01-1")

    assert in_words(kind, is_right=True) in read(client.get(LESSON)).one("section", id="q01-1").words


def test_visitor_who_answers_becomes_a_guest(db, client):
    (question,) = make_quiz(kinds=["single"])

    answer_at(client, LESSON, question, RIGHT["single"])

    guest, attempt = User.objects.get(), Attempt.objects.get()
    assert (guest.is_guest, guest.email) == (True, None)
    assert (attempt.learner, attempt.kind, attempt.scope, attempt.number) == (guest, "lesson", "L01", 1)
    assert Answer.objects.get().learner == guest


def test_visitor_who_only_looks_at_questions_is_nobody(db, client):
    make_quiz()

    for path in (LESSON, "/questions/Q01.1/", "/questions/Q01.1/report/", "/calibration/"):
        assert client.get(path).status_code == 200

    assert (User.objects.count(), Attempt.objects.count(), len(client.cookies)) == (0, 0, 0)


def test_second_answer_is_in_the_same_attempt_by_the_same_guest(db, client):
    first, second, *_others = make_quiz()

    answer_at(client, LESSON, first, RIGHT["single"])
    answer_at(client, LESSON, second, WRONG["single"])

    assert (User.objects.count(), Attempt.objects.count()) == (1, 1)
    assert dict(Answer.objects.values_list("question__code", "score")) == {"Q01.1": 1, "Q01.2": 0}
    assert Attempt.objects.get().questions == [f"Q01.{place}" for place in range(1, 7)]


def test_answer_of_a_member_is_theirs_and_makes_no_guest(db):
    (question,) = make_quiz(kinds=["single"])
    member = make_user()

    answer_at(browser_of(member), LESSON, question, RIGHT["single"])

    assert Answer.objects.get().learner == member
    assert User.objects.count() == 1


def test_answered_options_stand_in_the_order_they_were_asked_in(db):
    """Which is another for different learners."""
    (question,) = make_quiz(kinds=["single"])
    asked, told = [], []

    for client in [browser_of(make_user()) for _learner in range(6)]:
        card = card_in(client.get(LESSON), "Q01.1")
        asked.append([option.words for option in card.all("label", class_="option")])
        answered = read(answer_at(client, LESSON, question, WRONG["single"]))
        told.append([row.all("p")[0].words for row in answered.one("ul", class_="told").all("li")])

    assert told == asked
    assert len({tuple(order) for order in asked}) > 1


@pytest.mark.parametrize("kind", SEVERAL_STEPS)
def test_each_step_is_saved_before_the_next_is_asked(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    fill(sheet, question.revision.source, 0, RIGHT[kind])
    if sheet.asks_confidence:
        sheet.say(95)

    client.post(sheet.action, sheet.sent, **AS_PART)

    answer = Answer.objects.get()
    assert (answer.completed_at, answer.score) == (None, None)
    assert answer.response.items() <= RIGHT[kind].items() or answer.response == {"choices": RIGHT[kind]["choices"][:1]}
    assert sheet_in(client.get(LESSON), "Q01.1").sent["step"] == ["1"]


@pytest.mark.parametrize("kind", SEVERAL_STEPS)
def test_question_left_between_two_steps_is_gone_on_with_later(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    source = question.revision.source
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    fill(sheet, source, 0, RIGHT[kind])
    sheet.say(80)
    client.post(sheet.action, sheet.sent)

    later = sheet_in(client.get(LESSON), "Q01.1")
    fill(later, source, 1, RIGHT[kind])
    later.say(80)
    client.post(later.action, later.sent)

    assert (Answer.objects.get().response, Answer.objects.get().score) == (RIGHT[kind], 1)


def test_verdict_is_locked_with_its_confidence_before_the_reasons_are_shown(db, client):
    make_quiz(kinds=["tf-why"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    sheet.tick("False")
    sheet.say(50)

    card = read(client.post(sheet.action, sheet.sent, **AS_PART))
    client.post(sheet.action, {**sheet.sent, "verdict": "true", "confidence": "95"}, **AS_PART)

    assert "Your verdict is right." in card.words
    assert "It is false. Why?" in card.words
    assert (Answer.objects.get().response, Answer.objects.get().confidence) == ({"verdict": False}, 50)


@pytest.mark.parametrize(
    ("said", "kept"), [("12.5", 12.5), ("", None), ("soon", None), ("-1", None), ("nan", None), ("90000", None)]
)
def test_time_that_the_answer_took_is_kept_where_it_makes_sense(db, client, said, kept):
    make_quiz(kinds=["single"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    sheet.tick("The second option")
    sheet.say(80)
    sheet.write("seconds", said)

    client.post(sheet.action, sheet.sent)

    assert Answer.objects.get().seconds == kept


def test_answer_by_itself_is_practice(db, client):
    question = make_question()

    answer_at(client, practice_url("Q01.1"), question, RIGHT["single"])

    assert (Attempt.objects.get().kind, Attempt.objects.get().questions) == ("practice", ["Q01.1"])


def test_post_that_names_no_showing_is_practice(db, client):
    """The form of an old page, or one that a script made up: it counts for nothing but is kept."""
    make_question()

    response = client.post(answer_url("Q01.1"), {"option": "0", "confidence": "80"})

    assert (response.status_code, response["Location"]) == (302, "/questions/Q01.1/?try=1")
    assert Attempt.objects.get().kind == "practice"
