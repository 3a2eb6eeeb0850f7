"""Answers that come at the same moment, each over a database connection of its own: none is lost, none is doubled."""

import threading
import time

import pytest
from django.db import transaction

from accounts.models import User
from accounts.services import carry_over
from quizzes.models import Answer, Attempt
from tests.at_once import at_once
from tests.factories import make_guest, make_user
from tests.quizzes.actions import AS_PART, answer_at, card_in, fill, filled, sheet_in
from tests.quizzes.factories import RIGHT, make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
LESSON = "/lessons/lesson-1/"
FIRST_COUNTS = "This was answered before, here or in another tab. That answer counts."


def post_at_once(member, sheets, **headers) -> list:
    """Send each form from a tab of its own, all at the same moment."""
    tabs = [browser_of(member) for _sheet in sheets]
    pairs = zip(tabs, sheets, strict=True)
    return at_once(
        *[lambda tab=tab, sheet=sheet: tab.post(sheet.action, sheet.sent, **headers) for tab, sheet in pairs]
    )


@pytest.mark.parametrize("is_begun", [False, True], ids=["first of the quiz", "quiz begun before"])
def test_answer_sent_eight_times_is_one_row_and_the_same_card_for_all(is_begun):
    _first, second = make_quiz(kinds=["single", "single"])
    member = make_user()
    if is_begun:
        answer_at(browser_of(member), LESSON, second, RIGHT["single"])
    sheet = filled(browser_of(member), LESSON, "The second option")

    pages = post_at_once(member, [sheet] * 8, **AS_PART)

    answer = Answer.objects.get(question__code="Q01.1")
    assert Attempt.objects.count() == 1
    assert (answer.response, answer.confidence, answer.score) == ({"option": 1}, 80, 1)
    assert [page.status_code for page in pages] == [200] * 8
    assert len({page.content for page in pages}) == 1
    assert FIRST_COUNTS not in read(pages[0]).words


def test_answer_sent_eight_times_without_a_script_leads_eight_times_to_the_same_place():
    make_quiz(kinds=["single"])
    member = make_user()
    sheet = filled(browser_of(member), LESSON, "The second option")

    responses = post_at_once(member, [sheet] * 8)

    assert Answer.objects.count() == 1
    assert {(response.status_code, response["Location"]) for response in responses} == {(302, f"{LESSON}#q01-1")}


@pytest.mark.parametrize("is_begun", [False, True], ids=["first of the quiz", "quiz begun before"])
def test_of_two_other_answers_one_counts_and_both_tabs_show_it(is_begun):
    _first, second = make_quiz(kinds=["single", "single"])
    member = make_user()
    if is_begun:
        answer_at(browser_of(member), LESSON, second, RIGHT["single"])
    tab = browser_of(member)
    sheets = [filled(tab, LESSON, "The second option", 60), filled(tab, LESSON, "The third option", 95)]

    pages = post_at_once(member, sheets, **AS_PART)

    answer = Answer.objects.get(question__code="Q01.1")
    told = [FIRST_COUNTS in read(page).words for page in pages]
    assert sorted(told) == [False, True]
    assert (answer.response, answer.confidence) == [({"option": 1}, 60), ({"option": 2}, 95)][told.index(False)]
    assert [f"You said {answer.confidence}%" in card_in(page, "Q01.1").words for page in pages] == [True, True]


def test_all_questions_answered_at_once_are_one_quiz_with_every_answer():
    questions = make_quiz(kinds=["single"] * 6)
    member = make_user()
    tab = browser_of(member)
    sheets = [filled(tab, LESSON, "The second option", code=question.code) for question in questions]

    pages = post_at_once(member, sheets, **AS_PART)

    attempt = Attempt.objects.get()
    assert [page.status_code for page in pages] == [200] * 6
    assert sorted(attempt.answers.values_list("question__code", flat=True)) == attempt.questions
    assert "6 of 6 right, 100%." in read(tab.get(LESSON)).one("section", id="quiz-summary").words


def test_of_two_other_reasons_for_a_locked_verdict_one_counts():
    (question,) = make_quiz(kinds=["tf-why"])
    member = make_user()
    tab = browser_of(member)
    verdict = sheet_in(tab.get(LESSON), "Q01.1")
    fill(verdict, question.revision.source, 0, RIGHT["tf-why"])
    verdict.say(80)
    locked = tab.post(verdict.action, verdict.sent, **AS_PART)
    sheets = [sheet_in(locked, "Q01.1"), sheet_in(locked, "Q01.1")]
    sheets[0].tick("The second option")
    sheets[1].tick("The third option")

    pages = post_at_once(member, sheets, **AS_PART)

    answer = Answer.objects.get()
    told = [FIRST_COUNTS in read(page).words for page in pages]
    assert sorted(told) == [False, True]
    assert (answer.response["reason"], answer.score) == [(1, 1), (2, 0.5)][told.index(False)]


@pytest.mark.parametrize("turn", range(4))
def test_answers_sent_while_a_guest_with_the_same_quiz_signs_in_are_all_kept(turn):
    make_quiz(kinds=["single"] * 6)
    guest, member = make_guest(), make_user()
    first = filled(browser_of(guest), LESSON, "The first option", code="Q01.1")
    browser_of(guest).post(first.action, first.sent)
    tab = browser_of(member)
    sheets = [filled(tab, LESSON, "The second option", code=f"Q01.{number}") for number in range(2, 6)]

    carried, *pages = at_once(
        lambda: carry_over(guest_id=guest.pk, member=member),
        *[lambda sheet=sheet: browser_of(member).post(sheet.action, sheet.sent, **AS_PART) for sheet in sheets],
    )

    answers = Answer.objects.filter(learner=member).values_list("question__code", "response__option")
    assert carried is True
    assert [page.status_code for page in pages] == [200] * 4
    assert sorted(answers) == [("Q01.1", 0), ("Q01.2", 1), ("Q01.3", 1), ("Q01.4", 1), ("Q01.5", 1)]
    assert not User.objects.filter(pk=guest.pk).exists()


def test_quiz_begun_while_a_guest_with_the_same_one_signs_in_stays_the_first():
    (question,) = make_quiz(kinds=["single"])
    guest, member, is_begun = make_guest(), make_user(), threading.Event()
    theirs = make_attempt(guest, [question])

    def begin_slowly():
        with transaction.atomic():
            attempt = make_attempt(member, [question])
            make_answer(question, attempt)
            is_begun.set()
            time.sleep(0.5)  # long enough for the other to come upon it
        return attempt

    def sign_in():
        is_begun.wait()
        return carry_over(guest_id=guest.pk, member=member)

    mine, carried = at_once(begin_slowly, sign_in)

    theirs.refresh_from_db()
    assert carried is True
    assert (theirs.learner, Attempt.objects.get(pk=mine.pk).number) == (member, 1)
    assert (theirs.kind, theirs.number) == ("practice", 1)
