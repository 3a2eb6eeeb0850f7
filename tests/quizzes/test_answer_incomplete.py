"""Answers that lack something or make no sense: refused with a remedy, nothing stored, nothing lost."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from quizzes.models import Answer, Attempt
from tests.conftest import SAME_ORIGIN
from tests.quizzes.actions import AS_PART, answer_url, fill, sheet_in
from tests.quizzes.factories import CONTENT, RIGHT, make_question
from tests.quizzes.page import Element, read
from tests.quizzes.quiz_lessons import make_quiz

LESSON = "/lessons/lesson-1/"
KINDS = sorted(CONTENT)
WITH_CONFIDENCE = [kind for kind in KINDS if kind not in ("free", "branch")]


def said_in_summary(page: Element) -> list[str]:
    return [link.words for link in page.one(class_="error-summary").all("a")]


def controls_linked_to(page: Element) -> list[Element]:
    """What the links of the error summary lead to."""
    return [page.one(id=link["href"].removeprefix("#")) for link in page.one(class_="error-summary").all("a")]


def nothing_is_stored() -> bool:
    return (Answer.objects.count(), Attempt.objects.count(), User.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("part", [{}, AS_PART], ids=["page", "part"])
@pytest.mark.parametrize("kind", KINDS)
def test_empty_form_comes_back_with_links_to_what_is_missing(db, client, kind, part):
    make_quiz(kinds=[kind])
    sheet = sheet_in(client.get(LESSON), "Q01.1")

    response = client.post(sheet.action, sheet.sent, **part)

    page = read(response)
    assert response.status_code == 422
    assert {control.tag for control in controls_linked_to(page)} <= {"input", "select", "textarea"}
    assert all(control["aria-invalid"] == "true" for control in controls_linked_to(page))
    assert nothing_is_stored()


def test_page_with_an_error_says_so_in_its_title(db, client):
    make_quiz(kinds=["single"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")

    page = read(client.post(sheet.action, sheet.sent))

    assert page.one("title").words.startswith("Error: Question Q01.1")
    assert said_in_summary(page) == ["Choose an answer.", "Say how likely it is that you are right."]


def test_missing_confidence_keeps_the_choice(db, client):
    make_quiz(kinds=["single"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    sheet.tick("The third option")

    again = client.post(sheet.action, sheet.sent)

    assert said_in_summary(read(again)) == ["Say how likely it is that you are right."]
    assert sheet_in(again, "Q01.1").sent == sheet.sent
    assert nothing_is_stored()


def test_missing_choice_keeps_the_confidence(db, client):
    make_quiz(kinds=["single"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    sheet.say(95)

    again = client.post(sheet.action, sheet.sent)

    assert said_in_summary(read(again)) == ["Choose an answer."]
    assert sheet_in(again, "Q01.1").sent == sheet.sent


def values_of(page: Element) -> dict[str, list[str]]:
    """Everything entered in a form: boxes, lists, texts."""
    form, found = page.one("form", class_="ask"), {}
    for control in form:
        if control.tag == "input" and (control["type"] not in ("radio", "checkbox") or "checked" in control):
            found.setdefault(control["name"], []).append(control["value"])
        elif control.tag == "option" and "selected" in control:
            found.setdefault(control.parent["name"], []).append(control["value"])
        elif control.tag == "textarea":
            found[control["name"]] = [control.text]
    return found


@pytest.mark.parametrize("kind", WITH_CONFIDENCE)
def test_whatever_was_entered_stands_in_the_form_again(db, client, kind):
    (question,) = make_quiz(kinds=[kind])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    fill(sheet, question.revision.source, 0, RIGHT[kind])

    again = read(client.post(sheet.action, sheet.sent))

    assert {name: sorted(values) for name, values in values_of(again).items()} == {
        name: sorted(values) for name, values in sheet.sent.items()
    }
    assert said_in_summary(again) == ["Say how likely it is that you are right."]


def test_text_that_is_too_long_stands_in_the_form_again(db, client):
    make_quiz(kinds=["free"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    sheet.write("text", "\nA line & <b>another</b>.\n" * 500)

    again = client.post(sheet.action, sheet.sent)

    assert again.status_code == 422
    assert read(again).one("textarea").text.strip() == sheet.sent["text"][0].strip()
    assert said_in_summary(read(again)) == ["Keep it under 5000 characters; it has 12998."]


def test_form_mended_after_an_error_is_taken(db, client):
    make_quiz(kinds=["single"])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    sheet.tick("The second option")
    again = sheet_in(client.post(sheet.action, sheet.sent), "Q01.1")
    again.say(80)

    response = client.post(again.action, again.sent)

    assert (response.status_code, response["Location"]) == (302, f"{LESSON}#q01-1")
    assert (Answer.objects.get().score, Answer.objects.get().attempt.kind) == (1, "lesson")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("confidence", ["100", "0", "50.5", "81", "-80", "80\x00", "eighty"])
def test_confidence_that_is_not_on_the_scale_is_refused(db, client, kind, confidence):
    (question,) = make_quiz(kinds=[kind])
    sheet = sheet_in(client.get(LESSON), "Q01.1")
    if not sheet.asks_confidence:
        return
    fill(sheet, question.revision.source, 0, RIGHT[kind])
    sheet.write("confidence", confidence)

    response = client.post(sheet.action, sheet.sent)

    assert (response.status_code, Answer.objects.count()) == (422, 0)


GARBAGE = {
    "an option that is not there": {"option": "4", "confidence": "80"},
    "a negative option": {"option": "-1", "confidence": "80"},
    "a word": {"option": "second", "confidence": "80"},
    "a digit of another script": {"option": "١", "confidence": "80"},
    "no character": {"option": "\x00", "confidence": "80", "place": "\x00", "seed": "\x00", "step": "\x00"},
    "a revision of nothing": {"option": "1", "confidence": "80", "revision": str(10**30)},
    "half a character": {"option": "\ud83d".encode("utf-8", "surrogatepass"), "confidence": "80"},
}


@pytest.mark.parametrize("sent", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_refused_and_nothing_is_stored(db, client, sent):
    make_question()

    response = client.post(answer_url("Q01.1"), sent)

    assert 400 <= response.status_code < 500
    assert nothing_is_stored()


NAMES = [
    *("place", "revision", "ordinal", "seed", "step", "seconds", "send", "confidence"),
    *("option", "options", "verdict", "reason", "choice", "rating", "text", "guess", "low", "high"),
    *(f"{name}-{row}" for name in ("place", "right", "card") for row in range(5)),
]
VALUES = st.one_of(
    st.text(max_size=40),
    st.integers(-2, 9).map(str),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(["80", "true", "quiz:L01", "quiz:L99", "recap:L01", "practice", "\x00", "9" * 400, "1e400"]),
    st.uuids().map(str),
)


@pytest.fixture
def asked(db, kind):
    make_quiz(kinds=[kind])


@pytest.mark.parametrize("kind", KINDS)
@given(sent=st.dictionaries(st.sampled_from(NAMES), VALUES | st.lists(VALUES, max_size=3), max_size=12))
@example(sent={"place": "quiz:L99", "option": "0", "confidence": "80"})
@example(sent={"place": "recap:L01", "option": "0", "confidence": "80"})
@example(sent={"guess": "1e308", "low": "-1e308", "high": "1e308", "confidence": "80"})
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_posted_is_stored_or_refused(asked, kind, sent):
    cache.clear()  # there is a limit for new guests
    with transaction.atomic():
        response = Client(**SAME_ORIGIN).post(answer_url("Q01.1"), sent)
        is_stored = Answer.objects.exists()
        transaction.set_rollback(True)

    assert response.status_code in ((302,) if is_stored else (404, 422))
