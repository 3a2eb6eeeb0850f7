"""Saying that a question seems wrong."""

import pytest
from django.test import Client

from accounts.models import User
from lessons.services import publish_changes
from quizzes.models import Report
from quizzes.services import store_question
from tests.factories import make_user
from tests.quizzes.factories import entry, make_answer, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

FORM, SEND = "/questions/Q01.1/report/", "/questions/Q01.1/report/send/"
SENT = {"reason": "key", "text": "Option 3 is right too."}


def test_form_shows_the_question_and_says_that_nobody_is_named(db, client):
    make_question()

    page = read(client.get(FORM))

    assert page.one("blockquote").words == "The stem of Q01.1?"
    assert "who wrote it is not stored" in page.words
    assert len(page.all("input", type="radio", name="reason")) == 6


def test_form_says_nothing_of_the_key(db, client):
    make_question()

    page = read(client.get(FORM)).words

    assert "The second option" not in page
    assert "threshold" not in page


def test_report_is_kept_with_the_revision_that_was_seen(db, client):
    question = make_question()

    response = client.post(SEND, SENT)

    report = Report.objects.get()
    assert (report.question, report.revision) == (question, question.revision)
    assert (report.reason, report.text, report.settled_at) == ("key", "Option 3 is right too.", None)
    assert response["Location"] == "/lessons/lesson-1/"  # and not to the question, which would explain itself
    assert "Thank you. An instructor will look at this question." in read(client.get(response["Location"])).words


def test_report_is_about_the_revision_that_was_read(db, client):
    question = make_question()
    store_question(lesson=question.lesson, source=entry(code="Q01.1", stem="Another?"), position=1)
    publish_changes()
    page = read(client.get(f"{FORM}?revision={question.revision_id}"))
    seen = page.one("input", name="revision")["value"]

    client.post(SEND, SENT | {"revision": seen})

    assert page.one("blockquote").words == "The stem of Q01.1?"
    assert Report.objects.get().revision == question.revision


@pytest.mark.parametrize("revision", ["", "0", "99999", "9" * 30, "²", "-1", "one", "\x00"])
def test_report_of_a_revision_that_is_not_there_is_about_the_one_in_use(db, client, revision):
    question = make_question()

    assert client.get(FORM, {"revision": revision}).status_code == 200
    assert client.post(SEND, SENT | {"revision": revision}).status_code == 302
    assert Report.objects.get().revision == question.revision


def test_report_of_a_revision_of_another_question_is_about_the_one_in_use(db, client):
    question, other = make_question(), make_question(code="Q01.2")

    client.post(SEND, SENT | {"revision": str(other.revision_id)})

    assert Report.objects.get().revision == question.revision


def test_report_does_not_say_who_sent_it(db):
    make_question()
    member = make_user()

    browser_of(member).post(SEND, SENT)

    columns = {field.name for field in Report._meta.get_fields()}
    dealt_with = {"status", "reply", "replied_at", "is_simulated"}
    assert columns == {"id", "question", "revision", "reason", "text", "reported_at", "settled_at", *dealt_with}
    assert str(member.email) not in str(Report.objects.values())


def test_visitor_who_reports_stays_a_visitor(db, client):
    make_question()

    client.post(SEND, SENT)

    assert (Report.objects.count(), User.objects.count()) == (1, 0)


def test_report_without_words_is_enough(db, client):
    make_question()

    assert client.post(SEND, {"reason": "language"}).status_code == 302
    assert Report.objects.get().text == ""


@pytest.mark.parametrize("reason", ["", "boring", "KEY", "key\x00"])
def test_report_without_a_reason_comes_back_with_its_words(db, client, reason):
    make_question()

    response = client.post(SEND, {"reason": reason, "text": "It is <odd>."})

    page = read(response)
    (link,) = page.one(class_="error-summary").all("a")
    assert response.status_code == 422
    assert page.one("title").words.startswith("Error: This question seems wrong")
    assert link.words.endswith("Choose what seems wrong.")
    assert page.all(id=link["href"].removeprefix("#")) != []
    assert page.one("textarea").text.strip() == "It is <odd>."
    assert Report.objects.count() == 0


def test_report_that_is_too_long_comes_back_whole(db, client):
    make_question()

    response = client.post(SEND, {"reason": "key", "text": "x" * 2001})

    assert response.status_code == 422
    assert "Keep it under 2000 characters; it has 2001." in read(response).words
    assert read(response).one("textarea").text.strip() == "x" * 2001
    assert "checked" in read(response).one("input", name="reason", value="key")


def test_one_address_cannot_flood_the_instructors(db, client, settings):
    make_question()
    settings.ACCOUNT_RATE_LIMITS = {"report": "2/h/ip"}

    statuses = [client.post(SEND, SENT).status_code for _report in range(3)]

    assert statuses == [302, 302, 429]
    assert Report.objects.count() == 2


def test_report_stays_when_the_question_changes_and_people_go(db, client):
    question, member = make_question(), make_user()
    make_answer(question, learner=member)
    browser_of(member).post(SEND, SENT)

    store_question(lesson=question.lesson, source=entry(code="Q01.1", stem="Another?"), position=1)
    member.delete()

    assert Report.objects.get().revision.source["stem"] == "The stem of Q01.1?"


@pytest.mark.parametrize(("method", "path"), [("post", FORM), ("get", SEND), ("put", SEND), ("delete", SEND)])
def test_wrong_method_is_refused(db, client, method, path):
    make_question()

    assert getattr(client, method)(path, SENT).status_code == 405
    assert Report.objects.count() == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_report_from_elsewhere_is_refused(db, site):
    make_question()

    assert Client().post(SEND, SENT, HTTP_SEC_FETCH_SITE=site).status_code == 403
    assert Report.objects.count() == 0


@pytest.mark.database
def test_form_takes_one_query(db, client, django_assert_num_queries):
    make_question()
    client.get(FORM)

    with django_assert_num_queries(1):
        client.get(FORM)
