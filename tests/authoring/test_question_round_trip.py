"""Opening the form of a question and saving it changes nothing; changing one thing changes that and nothing else."""

import pytest
from django.test import Client

from authoring.files.course_keys import trimmed
from authoring.files.yaml_lines import read_yaml
from authoring.questions.course import surroundings_of
from authoring.questions.fields import read
from authoring.questions.forms import QuestionForm
from authoring.questions.yaml import yaml_of
from lessons.models import Lesson
from quizzes.models import Question, Revision
from tests.authoring.question_pages import address, browser, sent
from tests.quizzes.factories import CONTENT, entry, make_question
from tests.quizzes.real_items import ITEMS

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KINDS = sorted(CONTENT)


@pytest.fixture
def client() -> Client:
    return browser()


def test_each_question_of_the_course_is_posted_back_as_it_was(course, client):
    count = Revision.objects.count()
    assert count == len(ITEMS)

    for question in Question.objects.select_related("revision").order_by("code"):
        response = client.post(address(question), sent(client.get(address(question))))
        assert response.status_code == 302, question.code

    assert Revision.objects.count() == count


def test_each_question_of_the_course_is_the_same_in_yaml(course):
    for question in Question.objects.select_related("revision", "lesson"):
        form = QuestionForm.of(question, surroundings_of(Lesson.objects.get(pk=question.lesson_id)))

        assert trimmed(read_yaml(yaml_of(form.entry, form.schema)).values) == question.revision.source


@pytest.mark.parametrize(
    ("kind", "change", "path"),
    [
        ("single", {"options-0-text": "Another text"}, ("options", 0, "text")),
        ("multiple", {"options-1-misconception": "M07"}, ("options", 1, "misconception")),
        ("tf-why", {"verdict": "true"}, ("verdict",)),
        ("order", {"steps-2": "Another step"}, ("steps", 2)),
        ("match", {"pairs-1-right": "Another side"}, ("pairs", 1, "right")),
        ("categorise", {"cards-1-category": "0", "cards-0-category": "1"}, ("cards",)),
        ("estimate", {"accept-1": "57.5"}, ("accept", 1)),
        ("free", {"rubric-3": "All and more"}, ("rubric", 3)),
        ("branch", {"nodes-0-choices-0-score": "0.5"}, ("nodes", 0, "choices", 0, "score")),
    ],
)
def test_one_changed_field_changes_that_and_nothing_else(client, kind, change, path):
    question = make_question(kind=kind)

    client.post(address(question), sent(client.get(address(question))) | change)

    question.refresh_from_db()
    wanted = entry(kind)
    if kind == "categorise":
        wanted["cards"][0]["category"], wanted["cards"][1]["category"] = "Rules", "AI"
    else:
        at = wanted
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = question_value(change)
    assert question.revision.source == wanted
    assert question.revision.number == 2


def question_value(change: dict):
    """The value that a change stands for, as an author writes it in YAML."""
    value = next(iter(change.values()))
    return {"true": True, "57.5": 57.5, "0.5": 0.5}.get(value, value)


def test_another_key_takes_the_place_of_the_first(client):
    question = make_question()

    client.post(address(question), sent(client.get(address(question))) | {"options-key": "3"})

    question.refresh_from_db()
    assert [option.get("key") for option in question.revision.source["options"]] == [None, None, None, True]


def test_renamed_heading_is_renamed_at_its_cards(client):
    question = make_question(kind="categorise")

    client.post(address(question), sent(client.get(address(question))) | {"categories-1": "Fixed rules"})

    question.refresh_from_db()
    assert [card["category"] for card in question.revision.source["cards"]] == ["AI", "Fixed rules"] * 2


def test_what_is_optional_and_empty_is_left_out(client):
    question = make_question(why="Because.", case="")

    client.post(address(question), sent(client.get(address(question))) | {"why": " "})

    question.refresh_from_db()
    assert "why" not in question.revision.source


@pytest.mark.parametrize("kind", KINDS)
def test_any_kind_is_read_back_from_its_form(kind):
    question = make_question(kind=kind)
    form = QuestionForm.of(question, surroundings_of(question.lesson))

    assert read(dict(form.typed()), form.schema, form.surroundings.choices) == entry(kind)
