"""Storing the readiness questions, and taking them out of use."""

import json

import pytest

from authoring.files.course_checks import read_course
from authoring.twin.services import load_course
from lessons.models import Edition
from readiness.models import Sheet
from readiness.services import render_again
from tests.authoring.readiness_files import READINESS, add_readiness
from tests.quizzes.page import read

pytestmark = pytest.mark.django_db
NAME = "readiness questions"


@pytest.fixture
def folder(folder, edit):
    return add_readiness(folder, edit)


def load(folder, **options):
    return load_course(read_course(folder), **options)


def levels_shown(client) -> list[str]:
    return [label.words for label in read(client.get("/readiness/first/")).all("label", class_="option")]


def test_file_is_stored_with_its_texts_as_html(folder):
    assert NAME in load(folder).added

    content = Sheet.objects.get().content
    assert content["questions"][0]["levels"][3] == "I have <em>set</em> one."


def test_unsafe_text_is_cleaned_on_save(folder, edit):
    edit(READINESS, "I have *set* one.", "'[I](javascript:alert) <script>have</script> *set* one.'")
    load(folder)

    stored = json.dumps(Sheet.objects.get().content)
    assert "<script" not in stored
    assert "href" not in stored


def test_same_file_again_changes_nothing(folder):
    load(folder)
    edition = Edition.objects.get().number

    report = load(folder)

    assert NAME in report.unchanged
    assert Edition.objects.get().number == edition


def test_change_is_shown_at_once(folder, edit, client):
    load(folder)
    assert levels_shown(client)[0] == "0 · Not yet I guess."

    edit(READINESS, "I guess.", "I toss a coin.")
    report = load(folder)

    assert report.changed == [NAME]
    assert levels_shown(client)[0] == "0 · Not yet I toss a coin."


def test_without_the_file_they_retire_and_come_back_with_it(folder, client):
    load(folder)
    text = (folder / READINESS).read_text()

    (folder / READINESS).unlink()
    report = load(folder)
    assert report.changed == [f"{NAME} (retired)"]
    assert client.get("/readiness/").status_code == 404
    assert not load(folder).did_anything()

    (folder / READINESS).write_text(text)
    assert load(folder).added == [NAME]
    assert client.get("/readiness/").status_code == 200


def test_rendering_again_renews_what_is_stored(folder):
    load(folder)
    Sheet.objects.update(content={})

    assert render_again() == 1
    assert Sheet.objects.get().content["questions"][0]["id"] == "R1"


def test_tasks_lead_to_lessons_questions_and_activities(folder, client):
    load(folder)
    page = client.get("/readiness/first/")
    number = read(page).one("input", name="number")["value"]
    client.post("/readiness/first/keep/", {"number": number, "R1-level": "1"})

    (task,) = read(client.get("/readiness/")).all("div", class_="task")

    assert [(link.words, link["href"]) for link in task.all("a")] == [("Strip the hype", "/activities/ACT01/")]


def test_schema_is_published(client):
    schema = client.get("/schemas/readiness.json").json()

    assert schema["$id"].endswith("/schemas/readiness.json")
    assert schema["properties"]["questions"]["items"]["properties"]["linked"]["minItems"] == 1
