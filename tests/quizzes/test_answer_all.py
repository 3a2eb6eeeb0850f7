"""Every question of the course, answered as a browser does: graded as its file says, and explained."""

import pytest

from lessons.models import Lesson
from quizzes.models import Answer, Question
from tests.factories import make_user
from tests.quizzes.actions import answer_at, line, practice_url
from tests.quizzes.factories import make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of
from tests.quizzes.real_items import ITEMS, explanations, responses, score_of

pytestmark = pytest.mark.usefixtures("course_for_all", "db")
CONFIDENCE = 80


def anchor_of_point(item: dict) -> str:
    """Where an item sends its learner to read again: the paragraph of its first point."""
    return f"#{item['points'][0].lower().replace('.', '-')}" if item["points"] else "/"


def was_right(item: dict, response: dict) -> bool | None:
    """Whether that came true of which the learner was sure."""
    if item["kind"] == "free":
        return None
    return response["verdict"] is item["verdict"] if item["kind"] == "tf-why" else score_of(item, response) == 1


def test_files_hold_the_questions_of_the_site():
    assert sorted(Question.objects.in_use().values_list("code", flat=True)) == sorted(ITEMS)


@pytest.fixture
def client():
    """Of somebody who did the final check, so that no question is kept back for a comparison."""
    learner = make_user()
    make_answer(Question.objects.get(code="Q05.1"), make_attempt(learner, ["Q05.1"], kind="final", scope=""))
    return browser_of(learner)


@pytest.mark.parametrize("code", ITEMS)
def test_question_is_graded_as_its_file_says_and_explained(client, code):
    item, question = ITEMS[code], Question.objects.select_related("revision").get(code=code)
    confidence = None if item["kind"] == "free" else CONFIDENCE

    for ordinal, (name, response) in enumerate(responses(item).items(), start=1):
        page = answer_at(client, practice_url(code), question, response, confidence=confidence, ordinal=ordinal)
        answer, card = (
            Answer.objects.get(question=question, ordinal=ordinal, attempt__kind="practice"),
            read(page).all("section")[0],
        )

        assert answer.response == response, name
        assert answer.score == pytest.approx(float(score_of(item, response)), abs=1e-12), name
        assert (answer.confidence, answer.is_right) == (confidence, was_right(item, response)), name
        assert [text for text in explanations(item, response) if line(text) not in card.words] == [], name
        reread = [link["href"] for link in card.all("a") if link.words.startswith("Read it again")]
        assert [href.endswith(anchor_of_point(item)) for href in reread] == [True], name


@pytest.mark.parametrize("code", [f"L{number:02}" for number in range(18)])
def test_paragraphs_to_read_again_are_there(client, code):
    lesson = Lesson.objects.get(code=code)
    taught = {item["points"][0] for item in ITEMS.values() if item["points"] and item["points"][0] in lesson.points}

    ids = {element["id"] for element in read(client.get(lesson.get_absolute_url()))}

    assert {point.lower().replace(".", "-") for point in taught} - ids == set()
