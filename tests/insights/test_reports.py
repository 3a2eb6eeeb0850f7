"""Reports about questions: found, dealt with, and answered where learners can read it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes.models import Report
from quizzes.reports import ChangedMeanwhile, deal_with
from tests.accounts.actions import sign_in_with_app
from tests.comments.factories import make_waiting
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user
from tests.insights.factories import browser_of, make_instructor, make_report
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of as browser_of_learner

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REPORTS = "/insights/reports/"


@pytest.fixture
def question():
    return make_question(make_lesson(1))


@pytest.fixture
def iris():
    return make_instructor()


@pytest.fixture
def instructor(iris):
    return browser_of(iris)


def send(client, report: Report, *, follow=True, **values):
    sent = {"status": "settled", "reply": "The key was wrong. It is mended.", "seen": report.version} | values
    return client.post(f"{REPORTS}{report.pk}/", sent, follow=follow)


def titles_of(response) -> list[str]:
    return [each.one("h2").words for each in read(response).all("article", class_="report")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["open", "in-work"]),
        ("?status=settled", ["settled"]),
        ("?status=declined", ["declined"]),
        ("?status=all", ["open", "in-work", "settled", "declined"]),
        ("?reason=language", ["in-work"]),
        ("?question=Q01", ["open", "in-work"]),
        ("?question=Q02", []),
        ("?status=nonsense&reason=nonsense", ["open", "in-work"]),
        ("?report=nonsense", ["open", "in-work"]),
    ],
)
def test_reports_are_found_by_status_reason_and_question(instructor, question, query, found):
    now = timezone.now()
    for place, status in enumerate(Report.Status.values):
        make_report(
            question,
            status=status,
            text=f"<b>{status}</b>",
            reason="language" if status == "in-work" else "key",
            settled_at=now if status in ("settled", "declined") else None,
            reported_at=now + timedelta(minutes=place),
        )

    page = read(instructor.get(f"{REPORTS}{query}"))

    said = [each.one("div", class_="said").words for each in page.all("article")]
    assert said == [f"In their words:<b>{status}</b>" for status in found]


def test_report_gets_a_status_and_a_reply(instructor, question):
    report = make_report(question)

    response = send(instructor, report, back="reason=key")

    report.refresh_from_db()
    assert (report.status, report.reply) == ("settled", "The key was wrong. It is mended.")
    assert report.settled_at is not None
    assert report.replied_at is not None
    assert response.redirect_chain == [(f"{REPORTS}?reason=key", 302)]
    assert "Question Q01.1: the report is settled now." in read(response).words


def test_report_that_is_opened_again_is_settled_no_longer(instructor, question):
    report = make_report(question)
    send(instructor, report)
    report.refresh_from_db()

    send(instructor, report, status="in-work")

    report.refresh_from_db()
    assert (report.status, report.settled_at) == ("in-work", None)


def test_declining_asks_for_the_reason_and_keeps_what_was_chosen(instructor, question):
    report = make_report(question)

    response = send(instructor, report, status="declined", reply="", follow=False)

    page = read(response)
    assert response.status_code == 422
    assert "Write in the reply why nothing is changed" in page.one("div", class_="error-summary").words
    options = page.one("select", id=f"report-{report.pk}-status").all("option")
    assert [option.words for option in options if "selected" in option] == ["Declined"]
    assert Report.objects.get().status == "open"


def test_reply_that_is_too_long_comes_back(instructor, question):
    report = make_report(question)

    response = send(instructor, report, reply="x" * 2001)

    page = read(response)
    assert "Keep the reply under 2000 characters; it has 2001." in page.words
    assert len(page.one("textarea", name="reply").text.strip()) == 2001


def test_second_of_two_instructors_is_told_and_loses_nothing(instructor, question):
    report = make_report(question)
    deal_with(report=report, status="in-work", reply="I look at it.", seen=report.version)

    response = send(instructor, report, reply="Nothing is wrong.")

    page = read(response)
    assert "Somebody else has changed this in the meantime, to: In work; “I look at it.”" in page.words
    assert page.one("textarea", name="reply").text.strip() == "Nothing is wrong."
    again = send(instructor, report, reply="Nothing is wrong.", seen=page.one("input", name="seen")["value"])
    assert "the report is settled now" in read(again).words


def test_same_form_sent_twice_changes_nothing_the_second_time(question):
    report = make_report(question)

    first = deal_with(report=report, status="settled", reply="Mended.", seen=report.version)
    second = deal_with(report=report, status="settled", reply="Mended.", seen=report.version)

    assert (first, second) == (True, False)
    with pytest.raises(ChangedMeanwhile):
        deal_with(report=report, status="declined", reply="No.", seen=report.version)


def test_what_was_written_while_signed_out_is_there_after_signing_in(iris, question):
    report, client = make_report(question), Client(**SAME_ORIGIN)

    sent = send(client, report, reply="A long reply.", follow=False)
    sign_in_with_app(client, iris)
    page = read(client.get(sent["Location"].partition("next=")[2].replace("%3F", "?").replace("%3D", "=")))

    assert Report.objects.get().status == "open"
    assert page.one("textarea", name="reply").text.strip() == "A long reply."
    assert "What you had written is still here" in page.words


def test_learner_who_answered_reads_the_reply_and_others_do_not(question):
    make_report(question, status="settled", reply="The second option <is> right too.", replied_at=timezone.now())
    make_report(question, reply="A reply nobody made.", replied_at=timezone.now(), is_simulated=True)
    answered, other = make_user(), make_user()
    make_answer(question, learner=answered, attempt=make_attempt(answered, [question], kind="practice"))

    pages = {
        (name, path): browser_of_learner(learner).get(f"/questions/Q01.1/{path}").content.decode()
        for name, learner in (("answered", answered), ("other", other))
        for path in ("", "?try=1", "report/")
    }

    shown = {where for where, page in pages.items() if "The second option &lt;is&gt; right too." in page}
    assert shown == {("answered", "?try=1"), ("answered", "report/")}
    assert not any("A reply nobody made." in page for page in pages.values())


def test_answer_in_the_baseline_opens_no_reply(question):
    make_report(question, reply="The key is the second.", replied_at=timezone.now())
    learner = make_user()
    make_answer(question, make_attempt(learner, [question], kind="baseline"))

    assert b"The key is the second." not in browser_of_learner(learner).get("/questions/Q01.1/report/").content


def test_settling_in_the_admin_shows_here(instructor, question):
    report = make_report(question)
    staff = browser_of(make_user(is_staff=True, is_superuser=True))

    staff.post("/admin/quizzes/report/", {"action": "settle", "_selected_action": [report.pk]})

    assert titles_of(instructor.get(f"{REPORTS}?status=settled")) == [
        "Q01.1: The answer given as right is wrong, or another is right too"
    ]


def test_overview_says_what_waits(instructor, iris, question):
    make_report(question, reported_at=timezone.now() - timedelta(days=15))
    make_report(question)
    make_waiting()

    before = read(instructor.get("/insights/")).words
    iris.is_superuser = True
    iris.save()
    after = read(instructor.get("/insights/")).words

    assert "2 reports about questions are open or in work; 1 of them for more than two weeks" in before
    assert "comments wait" not in before
    assert "1 comment waits for a decision" in after


@pytest.mark.parametrize("make", [make_user, lambda: make_user(is_staff=True)], ids=["learner", "staff in no group"])
def test_nobody_else_can_deal_with_a_report(question, make):
    report, client = make_report(question), Client(**SAME_ORIGIN)
    client.force_login(make())

    assert send(client, report, follow=False).status_code == 403
    assert Report.objects.get().status == "open"


def test_reading_a_report_changes_nothing(instructor, question):
    report = make_report(question)

    assert instructor.get(f"{REPORTS}{report.pk}/").status_code == 405
