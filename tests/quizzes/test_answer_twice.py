"""Answers that come twice: the first stands, and no word is lost."""

import pytest

from quizzes.models import Answer, Attempt
from tests.at_once import at_once
from tests.factories import make_user
from tests.quizzes.actions import AS_PART, fill, filled, sheet_in
from tests.quizzes.factories import RIGHT, WRONG
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz

LESSON = "/lessons/lesson-1/"
FIRST_COUNTS = "This was answered before, here or in another tab. That answer counts."


def test_answer_sent_twice_is_one_row_and_shown_as_it_was(db, client):
    make_quiz(kinds=["single"])
    sheet = filled(client, LESSON, "The second option")

    first = client.post(sheet.action, sheet.sent, **AS_PART)
    second = client.post(sheet.action, sheet.sent, **AS_PART)

    assert Answer.objects.count() == 1
    assert second.content == first.content
    assert FIRST_COUNTS not in read(second).words


@pytest.mark.parametrize("part", [{}, AS_PART], ids=["page", "part"])
def test_other_answer_from_a_second_tab_is_told_that_the_first_counts(db, client, part):
    make_quiz(kinds=["single"])
    one_tab = filled(client, LESSON, "The second option")
    other_tab = filled(client, LESSON, "The third option")
    client.post(one_tab.action, one_tab.sent)

    response = client.post(other_tab.action, other_tab.sent, **part)

    page = read(response if part else client.get(response["Location"]))
    assert Answer.objects.get().response == {"option": 1}
    assert FIRST_COUNTS in page.words
    assert "✓ Your answer, right." in page.one("section", id="q01-1").words


def test_same_choice_with_another_confidence_is_another_answer(db, client):
    make_quiz(kinds=["single"])
    one_tab, other_tab = (filled(client, LESSON, "The second option", confidence) for confidence in (60, 95))
    client.post(one_tab.action, one_tab.sent)

    page = read(client.post(other_tab.action, other_tab.sent, **AS_PART))

    assert Answer.objects.get().confidence == 60
    assert FIRST_COUNTS in page.words


def test_text_that_came_second_is_shown_so_that_it_can_be_copied(db, client):
    make_quiz(kinds=["free"])
    one_tab, other_tab = (sheet_in(client.get(LESSON), "Q01.1") for _tab in range(2))
    one_tab.write("text", "My first words.")
    other_tab.write("text", "My <better> words.")
    client.post(one_tab.action, one_tab.sent)

    page = read(client.post(other_tab.action, other_tab.sent))

    assert Answer.objects.get().response == {"text": "My first words."}
    assert "What you sent now, to copy: it was not kept" in page.words
    assert "My <better> words." in [quote.words for quote in page.all("blockquote")]


@pytest.mark.parametrize("kind", ["tf-why", "free", "branch"])
def test_later_step_sent_twice_is_kept_once(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    source = question.revision.source
    first = sheet_in(client.get(LESSON), "Q01.1")
    fill(first, source, 0, RIGHT[kind])
    first.say(80)
    second = sheet_in(client.post(first.action, first.sent, **AS_PART), "Q01.1")
    fill(second, source, 1, RIGHT[kind])
    second.say(80)

    for _press in range(2):
        part = client.post(second.action, second.sent, **AS_PART)
    late = client.post(first.action, first.sent, **AS_PART)

    answer = Answer.objects.get()
    assert (answer.response, answer.score) == (RIGHT[kind], 1)
    assert {part.status_code, late.status_code} == {200}
    assert read(late).all("form", class_="ask") == []


@pytest.mark.parametrize("kind", ["tf-why", "free", "branch"])
def test_other_later_step_from_a_second_tab_is_told_that_the_first_counts(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    source = question.revision.source
    first = sheet_in(client.get(LESSON), "Q01.1")
    fill(first, source, 0, RIGHT[kind])
    first.say(80)
    between = client.post(first.action, first.sent, **AS_PART)
    one_tab, other_tab = sheet_in(between, "Q01.1"), sheet_in(between, "Q01.1")
    fill(one_tab, source, 1, RIGHT[kind])
    fill(other_tab, source, 1, WRONG[kind])
    for tab in (one_tab, other_tab):
        tab.say(80)
    client.post(one_tab.action, one_tab.sent)

    again = read(client.post(one_tab.action, one_tab.sent, **AS_PART))
    other = read(client.post(other_tab.action, other_tab.sent, **AS_PART))

    assert Answer.objects.get().response == RIGHT[kind]
    assert (FIRST_COUNTS in again.words, FIRST_COUNTS in other.words) == (False, True)


@pytest.mark.parametrize("kind", ["tf-why", "free", "branch"])
def test_later_step_without_its_first_is_asked_from_the_beginning(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    first = sheet_in(client.get(LESSON), "Q01.1")
    fill(first, question.revision.source, 0, RIGHT[kind])
    first.say(80)
    second = sheet_in(client.post(first.action, first.sent, **AS_PART), "Q01.1")
    fill(second, question.revision.source, 1, RIGHT[kind])
    client.cookies.clear()

    response = client.post(second.action, second.sent)

    assert response.status_code == 422
    assert "perhaps your session has ended. Please answer again." in read(response).words
    assert sheet_in(response, "Q01.1").sent["step"] == ["0"]
    assert Answer.objects.get().completed_at is None


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_answer_pressed_in_four_tabs_at_the_same_moment_is_one_row():
    make_quiz(kinds=["single"])
    member = make_user()
    tabs = [browser_of(member) for _tab in range(4)]
    texts = ("The first option", "The second option", "The third option", "The fourth option")
    sheets = [filled(tab, LESSON, text) for tab, text in zip(tabs, texts, strict=True)]

    pages = at_once(
        *[
            lambda tab=tab, sheet=sheet: tab.post(sheet.action, sheet.sent, **AS_PART)
            for tab, sheet in zip(tabs, sheets, strict=True)
        ]
    )

    assert [page.status_code for page in pages] == [200] * 4
    assert (Attempt.objects.count(), Answer.objects.count()) == (1, 1)
    assert sum(FIRST_COUNTS in read(page).words for page in pages) == 3
