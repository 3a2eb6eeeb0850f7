"""Trying a question: the real page of it, from what stands in the form, with feedback, and nothing is stored."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quizzes.models import Answer, Attempt, Question, Revision
from tests.authoring.question_pages import address, browser, sent
from tests.quizzes.factories import CONTENT, entry, make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TRY, ANSWER = "/admin/quizzes/question/try/", "/admin/quizzes/question/try/answer/"
GIVEN = {
    "order": {f"place-{row}": str(row + 1) for row in range(4)},
    "match": {f"right-{row}": "0" for row in range(3)},
    "categorise": {f"card-{row}": "0" for row in range(4)},
    "estimate": {"guess": "50", "low": "40", "high": "60"},
}
KINDS = sorted(CONTENT)


@pytest.fixture
def client() -> Client:
    return browser()


def begin(client, question: Question, **typed):
    return client.post(TRY, sent(client.get(address(question))) | {"do": "try"} | typed)


def card(response):
    return read(response).one("section", class_="question")


def step(client, response, given: dict | None = None):
    """Answer the step that is shown, with the first of all choices where nothing is `given`."""
    form = card(response).one("form", class_="ask")
    values = {each["name"]: each["value"] for each in form.all("input", type="hidden")}
    for each in form.all("input"):
        if each["type"] in ("radio", "checkbox"):
            values.setdefault(each["name"], each["value"])
    values |= {each["name"]: "Some words." for each in form.all("textarea")}
    return client.post(ANSWER, values | (given or {}))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_tried_to_its_end_and_nothing_is_stored(client, kind):
    question = make_question(kind=kind)
    rows = [model.objects.count() for model in (Question, Revision, Attempt, Answer)]

    with CaptureQueriesContext(connection) as queries:
        response = begin(client, question, idea="An idea typed just now.")
        for _step in range(3):
            if card(response).all("form", class_="ask"):
                response = step(client, response, GIVEN.get(kind))

    assert "An idea typed just now." in card(response).one("p", class_="idea").words
    assert [model.objects.count() for model in (Question, Revision, Attempt, Answer)] == rows
    written = [each["sql"] for each in queries if not each["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert [sql for sql in written if "django_session" not in sql and "accounts_" not in sql] == []
    assert "This question seems wrong" not in card(response).words


def test_feedback_is_that_of_the_form_and_not_of_what_is_stored(client):
    question = make_question()
    typed = {f"options-{row}-feedback": f"Typed feedback {row}." for row in range(4)}

    response = step(client, begin(client, question, **typed))

    assert sum(f"Typed feedback {row}." in card(response).words for row in range(4)) == 4


def test_step_that_lacks_something_comes_back_with_what_is_missing(client):
    response = step(client, begin(client, make_question()), {"option": "", "confidence": ""})

    assert response.status_code == 422
    assert len(card(response).one("div", class_="error-summary").all("a")) == 2


def test_new_question_is_tried_before_it_is_stored(client):
    question = make_question()
    values = sent(client.get("/admin/quizzes/question/add/?kind=single&lesson=L01"))
    typed = {name: text for name, text in sent(client.get(address(question))).items() if name not in ("code", "seen")}

    response = client.post(TRY, values | typed | {"id": "Q01.5", "stem": "Not stored yet?"})

    assert "Not stored yet?" in card(response).words
    assert Question.objects.count() == 1


def test_question_with_mistakes_says_why_it_cannot_be_tried(client):
    response = begin(client, make_question(), stem="")

    assert response.status_code == 422
    assert "Stem: 'stem' is empty." in read(response).one("div", class_="error-summary").words


def test_trial_begins_again(client):
    response = step(client, begin(client, make_question()))
    again = read(response).one("main").all("form")[-1]

    fresh = client.post(ANSWER, {"again": "1"} | {each["name"]: each["value"] for each in again.all("input")})

    assert card(fresh).all("form", class_="ask") != []


def test_page_that_asks_for_the_card_gets_that_alone(client):
    question = make_question()
    form = card(begin(client, question)).one("form", class_="ask")
    values = {each["name"]: each["value"] for each in form.all("input", type="hidden")}

    response = client.post(ANSWER, values, headers={"X-Part": "1"})

    assert [each.tag for each in read(response).children if not isinstance(each, str)] == ["section"]


@pytest.mark.parametrize("trial", ["", "x", "a:b:c"])
def test_trial_that_we_did_not_make_leads_back_to_the_list(client, trial):
    assert client.post(ANSWER, {"trial": trial})["Location"] == "/admin/quizzes/question/"


@pytest.mark.parametrize("change", [{"kind": "essay"}, {"kind": ""}, {"lesson": "L77"}])
def test_trial_of_nothing_known_is_refused(client, change):
    assert client.post(TRY, {"kind": "single", "lesson": "L01"} | change).status_code in (302, 404)


def test_trial_from_another_site_is_refused(client):
    assert client.post(ANSWER, {"trial": "x"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_question_in_yaml_is_tried_too(client):
    question = make_question()
    written = client.post(address(question), sent(client.get(address(question))) | {"do": "yaml"})
    values = sent(written) | {"do": "try"}
    values["yaml"] = values["yaml"].replace(entry()["stem"], "A stem in YAML?")

    assert "A stem in YAML?" in card(client.post(TRY, values)).words
