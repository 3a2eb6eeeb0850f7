"""Two cards that are due open the next lesson."""

import pytest
from django.utils import timezone

from reviews.models import Card, Mark
from tests.factories import make_lesson, make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import RIGHT
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz
from tests.reviews.factories import make_card

LESSON = "/lessons/lesson-4/"


@pytest.fixture
def member(db):
    return make_user()


@pytest.fixture
def mine(member):
    return browser_of(member)


@pytest.fixture
def quizzes(db):
    return [make_quiz(number)[0] for number in (1, 2, 3, 4)]


def in_recap(mine) -> list[str]:
    recap = read(mine.get(LESSON)).one("section", id="recap")
    return [
        element["id"]
        for element in recap.all()
        if "data-part" in element and element["id"] and "again" not in element["id"]
    ]


def test_two_due_prompts_of_different_lessons_are_the_recap(member, mine, quizzes):
    first = make_card(member, quizzes[0].lesson, due_in_days=-3)
    make_card(member, quizzes[0], due_in_days=-2)
    third = make_card(member, quizzes[2].lesson, due_in_days=-1)

    assert in_recap(mine) == [f"{first.prompt.anchor}-recap", f"{third.prompt.anchor}-recap"]


def test_one_due_card_is_too_few_and_questions_open_the_lesson(member, mine, quizzes):
    make_card(member, quizzes[0].lesson, due_in_days=-3)
    make_card(member, quizzes[1].lesson, due_in_days=3)
    make_card(member, quizzes[3].lesson, due_in_days=-3)  # of the lesson itself

    assert in_recap(mine) == ["q03-3b", "q02-3b"]


def test_prompt_marked_in_the_recap_counts_as_its_review_and_stays(member, mine, quizzes):
    cards = [make_card(member, question.lesson, due_in_days=-1) for question in quizzes[:2]]
    make_card(member, quizzes[2].lesson, due_in_days=-0.9)
    before = in_recap(mine)

    response = mine.post("/prompts/P01.1/mark/", {"rating": "got-it", "recap": "L04"})

    assert response["Location"] == "/lessons/lesson-4/#p01-1-recap"
    assert in_recap(mine) == before
    assert "You recalled this. Returns" in read(mine.get(LESSON)).one("div", id="p01-1-recap").words
    cards[0].refresh_from_db()
    assert cards[0].due > timezone.now()
    assert Mark.objects.latest("pk").recap == "L04"


def test_question_card_is_answered_in_the_recap_and_moves(member, mine, quizzes):
    card = make_card(member, quizzes[0], due_in_days=-2)
    make_card(member, quizzes[1].lesson, due_in_days=-1)

    answer_at(mine, LESSON, quizzes[0], RIGHT["single"])

    card.refresh_from_db()
    assert card.due > timezone.now()
    assert in_recap(mine) == ["q01-1", "p02-1-recap"]
    assert "Right answer" in read(mine.get(LESSON)).one("section", id="q01-1").words


def test_recap_begun_with_questions_goes_on_with_them(member, mine, quizzes):
    before = in_recap(mine)
    code = before[0].upper().replace("-", ".").replace("B", "b")
    answer_at(mine, LESSON, quizzes[2].__class__.objects.get(code=code), RIGHT["single"])

    make_card(member, quizzes[0].lesson, due_in_days=-2)
    make_card(member, quizzes[1].lesson, due_in_days=-1)

    assert in_recap(mine) == before


def test_others_and_put_away_cards_are_not_in_it(member, mine, quizzes):
    for question in quizzes[:2]:
        make_card(make_user(), question.lesson)
        make_card(member, question.lesson)
    Card.objects.for_learner(member).update(suspended_at=timezone.now())

    assert in_recap(mine) == ["q03-3b", "q02-3b"]


def test_first_lessons_have_no_recap_of_cards(member, mine):
    make_lesson(0)
    make_card(member, make_lesson(1))

    assert 'id="recap"' not in mine.get("/lessons/lesson-1/").content.decode()
