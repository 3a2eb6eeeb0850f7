"""What is wrong with a question is said at the field that it is about; nothing that was typed is lost."""

import pytest
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import address, advice_in, browser, errors_in, sent
from tests.quizzes.factories import make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LONG = "x" * 2001


@pytest.fixture
def client() -> Client:
    return browser()


def post(client, question: Question, **changes):
    values = sent(client.get(address(question)))
    return client.post(address(question), values | {name.replace("__", "-"): value for name, value in changes.items()})


@pytest.mark.parametrize(
    ("kind", "change", "where", "words"),
    [
        ("single", {"stem": ""}, "id_stem", "'stem' is empty. Write a text."),
        ("single", {"stem": LONG}, "id_stem", "'stem' has 2001 characters. Keep it under 2000."),
        ("single", {"idea": "x" * 141}, "id_idea", "'idea' has 141 characters. Keep it under 140."),
        ("single", {"level": "know"}, "id_level", "'know' is not a value of 'level'. Use one of: remember"),
        ("single", {"difficulty": ""}, "id_difficulty", "'' is not a value of 'difficulty'. Use one of: 1, 2, 3."),
        ("single", {"points": "five"}, "id_points", "'five' is not a value of 'points'."),
        ("single", {"points": "A1.1 A1.1"}, "id_points", "'points' says something twice. Take one out."),
        ("single", {"case": "nowhere"}, "id_case", "There is no case 'nowhere'."),
        ("single", {"options__1__feedback": ""}, "id_options-1-feedback", "'feedback' is empty. Write a text."),
        ("single", {"options__1__text": "The first option"}, "id_options-1-text", "This text stands twice."),
        ("single", {"options__key": ""}, "id_options", "0 of the options have 'key: true'. Mark one."),
        ("single", {"options__1__misconception": "M03"}, "id_options-1-misconception", "A key shows no misconception."),
        ("multiple", {"options__0__misconception": "M99"}, "id_options-0-misconception", "'M99' is not a value"),
        ("tf-why", {"verdict": ""}, "id_verdict", "The value of 'verdict' is not right. Write true or false."),
        ("order", {"steps__1": "Find the job"}, "id_steps-1", "This step stands twice."),
        ("match", {"pairs__0__left": ""}, "id_pairs-0-left", "'left' is empty."),
        ("categorise", {"cards__0__category": ""}, "id_cards-0-category", "'category' is empty."),
        ("categorise", {"cards__0__category": "9"}, "id_cards-0-category", "There is no category '9'."),
        ("categorise", {"categories__1": "AI"}, "id_categories", "'categories' says something twice."),
        ("estimate", {"answer": "many"}, "id_answer", "The value of 'answer' is not right. Write a number."),
        ("estimate", {"answer": "1e999"}, "id_answer", "The value of 'answer' is not right. Write a number."),
        ("estimate", {"answer": "nan"}, "id_answer", "The value of 'answer' is not right. Write a number."),
        ("estimate", {"answer": "9" * 5000}, "id_answer", "The value of 'answer' is not right. Write a number."),
        ("estimate", {"accept__0": ""}, "id_accept-0", "The value of 'accept' is not right. Write a number."),
        ("estimate", {"answer": "99"}, "id_accept", "The answer lies outside 'accept'."),
        ("estimate", {"range_cap": "2"}, "id_range_cap", "'range_cap' is not wider than 'accept'."),
        ("free", {"rubric__2": ""}, "id_rubric-2", "'rubric' is empty."),
        ("branch", {"nodes__0__choices__0__then": ""}, "id_nodes-0-choices-0-then", "What follows is missing."),
        ("branch", {"nodes__1__choices__0__score": "0"}, "id_nodes-1-choices", "One choice of each node scores 1."),
    ],
)
def test_mistake_is_said_at_its_field(client, kind, change, where, words):
    question = make_question(kind=kind)

    response = post(client, question, **change)

    assert response.status_code == 422
    said = errors_in(response)
    assert list(said) == [where]
    assert said[where][0].startswith(words)
    page = read(response)
    assert page.one("title").words.startswith("Error:")
    assert [link["href"] for link in page.one("div", class_="errornote").all("a")] == [f"#{where}"]
    assert len([each for each in page if each["id"] == where]) == 1


@pytest.mark.parametrize("kind", ["single", "match", "branch"])
def test_what_was_typed_stands_in_the_form_that_comes_back(client, kind):
    question = make_question(kind=kind)
    values = sent(client.get(address(question))) | {"stem": "", "idea": "  Typed, with <b>marks</b> & “quotes”."}

    again = sent(client.post(address(question), values))

    assert again == values | {"idea": values["idea"].strip()}
    assert Question.objects.get().revision.number == 1


def test_value_that_cannot_be_chosen_any_more_is_kept_in_its_box(client):
    question = make_question()

    response = post(client, question, level="know", options__0__misconception="M77")

    again = sent(response)
    assert (again["level"], again["options-0-misconception"]) == ("=know", "=M77")
    assert [len(errors_in(client.post(address(question), again))), question.revision.number] == [2, 1]


def test_advice_stands_beside_the_field_and_hinders_nobody(client):
    question = make_question()

    response = post(client, question, do="check", options__0__feedback="No, that is wrong.")

    assert response.status_code == 200
    assert advice_in(response)["id_options-0-feedback"] == ["The feedback says right or wrong and no more. Say why."]
    assert post(client, question, options__0__feedback="No, that is wrong.").status_code == 302


def test_mistake_in_one_field_hides_no_advice_on_another(client):
    question = make_question()

    response = post(client, question, stem="", options__0__feedback="No, that is wrong.")

    assert response.status_code == 422
    advice = advice_in(response)
    assert advice["id_options-0-feedback"] == ["The feedback says right or wrong and no more. Say why."]
    assert "id_stem" not in advice


def test_field_that_has_a_mistake_gets_no_advice_besides(client):
    question = make_question()

    response = post(client, question, options__0__feedback="")

    assert list(errors_in(response)) == ["id_options-0-feedback"]
    assert "id_options-0-feedback" not in advice_in(response)


def test_other_form_that_measures_something_else_is_advice_at_the_field(client):
    question = make_question()
    make_question(code="Q01.1b", difficulty=2)

    response = client.get(address(question))

    words = "'difficulty' differs from that of Q01.1b. The two forms of a question measure the same: change both."
    assert advice_in(response)["id_difficulty"] == [words]


def test_page_that_asks_while_somebody_writes_is_told_by_field(client):
    question = make_question()
    values = sent(client.get(address(question))) | {"do": "check", "stem": ""}

    told = client.post(address(question), values, headers={"X-Part": "told"}).json()["told"]

    assert told["id_stem"] == {"error": ["'stem' is empty. Write a text."], "advice": []}
    assert [field for field, said in told.items() if said["error"]] == ["id_stem"]


def test_checking_stores_nothing(client):
    question = make_question()

    post(client, question, do="check", stem="Another stem?")

    question.refresh_from_db()
    assert question.revision.number == 1
