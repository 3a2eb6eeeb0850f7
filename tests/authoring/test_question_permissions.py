"""Who may do what with questions: instructors and administrators edit, some may only look, others see none."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from quizzes.models import Question
from tests.authoring.question_pages import ADD, LIST, address, browser, form_in, sent
from tests.comments.factories import make_moderator
from tests.conftest import SAME_ORIGIN
from tests.factories import make_user
from tests.quizzes.factories import make_question
from tests.quizzes.page import read

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def question() -> Question:
    return make_question()


def pages(question: Question) -> list[str]:
    order = "/admin/quizzes/question/order/L01/"
    return [LIST, ADD, f"{ADD}?kind=single&lesson=L01", address(question), address(question, "history"), order]


def posts(question: Question) -> list[tuple[str, dict]]:
    changed = {"stem": "Taken over?", "seen": "1", "do": "save", "kind": "single", "lesson": "L01", "id": "Q01.5"}
    return [
        (ADD, changed),
        (address(question), changed),
        (address(question, "retire"), {"retire": "yes"}),
        (f"/admin/quizzes/question/{question.pk}/restore/1/", {"seen": "1"}),
        ("/admin/quizzes/question/order/L01/", {"seen": "Q01.1", "do": "save"}),
        ("/admin/quizzes/question/try/", changed),
        ("/admin/quizzes/question/try/answer/", {"trial": "x"}),
    ]


def statuses(client, question) -> set[int]:
    got = [client.get(path).status_code for path in pages(question)]
    return {*got, *(client.post(path, values).status_code for path, values in posts(question))}


def assert_untouched(question):
    question.refresh_from_db()
    assert (question.revision.number, question.retired_at, Question.objects.count()) == (1, None, 1)


def test_instructor_opens_each_page(question):
    client = browser()

    assert {client.get(path).status_code for path in pages(question)} == {200}


def test_administrator_opens_each_page(question):
    client = browser(make_user(is_staff=True, is_superuser=True))

    assert {client.get(path).status_code for path in pages(question)} == {200}


def test_moderator_is_refused_everything(question):
    assert statuses(browser(make_moderator()), question) == {403}
    assert_untouched(question)


def test_learner_is_sent_away_from_everything(question):
    client = Client(**SAME_ORIGIN)
    client.force_login(make_user())

    assert statuses(client, question) <= {302, 403}
    assert_untouched(question)


def test_visitor_is_asked_to_sign_in(question):
    client = Client(**SAME_ORIGIN)

    assert {client.get(path)["Location"].split("?")[0] for path in pages(question)} == {"/admin/login/"}
    assert_untouched(question)


def test_who_may_only_look_sees_a_form_that_cannot_be_sent(question):
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client = browser(user)

    page = client.get(address(question))

    assert "disabled" in form_in(page).one("fieldset", class_="all")
    assert [each.words for each in read(page).all("button", value="save")] == []
    assert client.get(ADD).status_code == 403
    assert {client.post(path, values).status_code for path, values in posts(question)} == {403}
    assert_untouched(question)


@pytest.mark.parametrize("place", ["retire", "restore/1"])
def test_looking_at_what_changes_something_changes_nothing(question, place):
    assert browser().get(f"/admin/quizzes/question/{question.pk}/{place}/").status_code == 403
    assert_untouched(question)


@pytest.mark.parametrize("key", ["0", "999", "x", "1_2F", "9" * 50])
def test_question_that_is_not_there_is_not_found(question, key):
    assert browser().get(f"/admin/quizzes/question/{key}/change/").status_code == 404


def test_form_without_its_token_is_refused(question):
    client = Client(enforce_csrf_checks=True)
    client.cookies = browser().cookies
    values = sent(client.get(address(question)))

    assert client.post(address(question), values | {"stem": "From elsewhere?"}).status_code == 403
    assert_untouched(question)
