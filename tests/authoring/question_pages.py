"""The editor of questions as a browser meets it: pages read back into what the form would send."""

from io import StringIO

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Question
from tests.accounts.actions import sign_in_with_app
from tests.conftest import SAME_ORIGIN
from tests.factories import make_user
from tests.quizzes.page import Element, read

ADD = "/admin/quizzes/question/add/"
LIST = "/admin/quizzes/question/"


def instructor(**fields) -> User:
    user = make_user(**fields)
    call_command("make_instructor", user.email, stdout=StringIO())
    return User.objects.get(pk=user.pk)


def browser(user: User | None = None) -> Client:
    """An instructor's, signed in with the second factor."""
    client = Client(**SAME_ORIGIN)
    sign_in_with_app(client, user or instructor())
    return client


def address(question: Question, page: str = "") -> str:
    if page:
        return reverse(f"admin:authoring_question_{page}", args=[question.pk])
    return reverse("admin:quizzes_question_change", args=[question.pk])


def form_in(response) -> Element:
    return read(response).one("form", id="question_form")


def sent(response) -> dict[str, str]:
    """What a browser sends, besides its token, when nothing is touched and the form is saved."""
    values = {"do": "save"}
    for field in form_in(response):
        name = field["name"]
        if name == "csrfmiddlewaretoken":
            continue
        if field.tag == "textarea":
            values[name] = field.text.removeprefix("\n")
        elif field.tag == "select":
            options = field.all("option")
            values[name] = next((each for each in options if "selected" in each), options[0])["value"]
        elif field.tag == "input" and (field["type"] not in ("radio", "checkbox") or "checked" in field):
            values[name] = field["value"]
    return values


def errors_in(response) -> dict[str, list[str]]:
    """By id of the field: what is said to be wrong beside it."""
    places = [each for each in form_in(response).all("div", class_="error") if each.words]
    return {each["id"].removesuffix("_error"): [one.words for one in each.all("p")] for each in places}


def advice_in(response) -> dict[str, list[str]]:
    places = [each for each in form_in(response).all("div", class_="advice") if each.words]
    return {each["id"].removesuffix("_advice"): [one.words for one in each.all("p")] for each in places}


def messages_in(response) -> list[str]:
    return [each.words for each in read(response).one("ul", class_="messagelist").all("li")]
