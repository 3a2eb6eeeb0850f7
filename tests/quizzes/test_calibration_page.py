"""The learner's own calibration: which answers are in it, and what the page says of them."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.models import Question
from quizzes.rated import estimates_of, rated_answers_of
from tests.factories import make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

PAGE = "/calibration/"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def member(db):
    return make_user()


def question(code: str = "Q05.1", kind: str = "single") -> Question:
    return Question.objects.filter(code=code).first() or make_question(kind=kind, code=code)


def rate(learner, stated: int, right: int, count: int, code: str = "Q05.1", **fields) -> None:
    """`count` answers at one stated confidence, the first `right` of them right."""
    for number in range(count):
        fields.setdefault("answered_at", NOON)
        make_answer(question(code), learner=learner, is_right=number < right, confidence=stated, **fields)


def rows_of(page, label: str) -> list[list[str]]:
    table = page.one("div", **{"aria-label": label}).one("table")
    return [[cell.words for cell in row.children if not isinstance(cell, str)] for row in table.one("tbody").all("tr")]


def measures_of(page) -> list[str]:
    return [entry.words for entry in page.one("dl", class_="measures").all("dd") if entry["class"] != "meta"]


def test_visitor_learns_what_the_page_will_show(db, client):
    page = read(client.get(PAGE))

    assert page.one("h1").words == "Your calibration"
    assert page.one("section", class_="card").one("h2").words == "Answer 20 rated items to see your curve"
    assert "0 so far, 20 to go." in page.words
    assert page.all("figure") == []


def test_who_answers_too_fast_is_told_how_many_do_not_count(member):
    rate(member, 80, 1, 2, seconds=2.9)
    rate(member, 80, 1, 1, seconds=3)

    page = read(browser_of(member).get(PAGE))

    assert "1 so far, 19 to go." in page.words
    assert "2 answers are not counted: they were given in under three seconds" in page.words


def test_nothing_is_said_of_fast_answers_where_there_are_none(member):
    rate(member, 80, 1, 2, seconds=10)

    assert "not counted" not in read(browser_of(member).get(PAGE)).words


@pytest.mark.parametrize(("count", "is_shown"), [(19, False), (20, True)])
def test_curve_is_shown_from_20_rated_answers_on(member, count, is_shown):
    rate(member, 80, 10, count)

    page = read(browser_of(member).get(PAGE))

    assert (page.all("figure", class_="curve") != []) is is_shown
    assert ("19 so far, 1 to go." in page.words) is not is_shown


def test_worked_example_twice_over_has_its_figures(member):
    """L00: accuracy 60%, mean confidence 72.5%, Brier 0.267, so that an answer earns −1.7 points."""
    for stated, right, count in ((95, 4, 6), (80, 4, 6), (60, 2, 4), (40, 2, 4)):
        rate(member, stated, right, count)

    page = read(browser_of(member).get(PAGE))

    assert measures_of(page) == ["60%", "73%", "0.267", "−1.7"]
    assert rows_of(page, "Results at each level") == [
        ["40%", "4", "2", "50%", "too few"],
        ["60%", "4", "2", "50%", "too few"],
        ["80%", "6", "4", "67%", "41–85%"],
        ["95%", "6", "4", "67%", "41–85%"],
    ]


def test_hollow_dots_are_levels_with_fewer_than_five_answers(member):
    rate(member, 80, 12, 16)
    rate(member, 95, 4, 4)

    page = read(browser_of(member).get(PAGE))

    assert [dot["class"] for dot in page.one("svg", role="img").all("circle")] == ["full", "hollow"]
    assert len(page.one("svg", role="img").all("line", class_="interval")) == 1


def test_sentence_stands_under_the_curve_and_is_read_out_with_it(member):
    rate(member, 80, 14, 20)

    page = read(browser_of(member).get(PAGE))

    sentence = "When you said 80%, you were right 56–81% of the time (14 of 20): a little over-confident."
    assert page.one("figcaption").words == sentence
    assert page.one("desc").words.startswith(sentence)


def test_areas_and_periods_are_told_apart(member):
    rate(member, 80, 10, 10, "Q05.1", answered_at=NOON)
    rate(member, 60, 0, 10, "Q08.1", answered_at=NOON + timedelta(hours=1))
    rate(member, 95, 5, 5, "Q01.1", answered_at=NOON + timedelta(hours=2))

    page = read(browser_of(member).get(PAGE))

    assert rows_of(page, "Calibration by area") == [
        ["Value", "10/10", "80%", "−20.0", "0.040"],
        ["Trust", "0/10", "60%", "+60.0", "0.360"],
        ["The rest of the course", "5/5", "95%", "−5.0", "0.003"],
    ]
    assert [row[:2] for row in rows_of(page, "Calibration over time")] == [["1 to 20", "10/20"], ["21 to 25", "5/5"]]


def test_ranges_are_counted_and_their_width_is_told(member):
    make_question(kind="estimate", code="Q05.9")
    for low, high in ((40.0, 60.0), (45.0, 50.0), (51.0, 90.0)):
        response = {"guess": low, "low": low, "high": high}
        make_answer(question("Q05.9"), learner=member, response=response, confidence=60)

    page = read(browser_of(member).get(PAGE))

    assert "2 of 3 ranges held the answer; 2.4 was the target." in page.words
    assert "Half of your ranges were narrower than 40% of the answer" in page.words


LEFT_OUT = {
    "another try": {"ordinal": 2},
    "in under three seconds": {"seconds": 2.9},
    "without a confidence": {"confidence": None},
}


@pytest.mark.parametrize("fields", LEFT_OUT.values(), ids=LEFT_OUT)
def test_answer_that_says_nothing_about_knowledge_is_left_out(member, fields):
    make_answer(question(), learner=member, **fields)

    assert rated_answers_of(member) == []


def test_warm_up_free_text_and_open_answers_are_left_out(member):
    make_answer(question("Q00.1"), learner=member)
    make_answer(question("Q05.2", "free"), learner=member)
    make_answer(question("Q05.3", "tf-why"), learner=member, response={"verdict": False})
    make_answer(question("Q05.4"), learner=make_user())

    assert rated_answers_of(member) == []
    assert estimates_of(member) == []


@pytest.mark.parametrize("seconds", [None, 3.0, 4000.0])
def test_answer_whose_time_is_not_known_or_long_enough_is_in(member, seconds):
    make_answer(question(), learner=member, seconds=seconds, confidence=95)

    assert rated_answers_of(member) == [(95, True, "L05")]


def test_verdict_counts_and_not_the_reason(member):
    statement = question("Q05.3", "tf-why")
    make_answer(statement, learner=member, response={"verdict": False, "reason": 0}, confidence=80)

    assert rated_answers_of(member) == [(80, True, "L05")]


def test_partly_right_counts_as_not_right(member):
    several = question("Q05.3", "multiple")
    make_answer(several, learner=member, response={"options": [0]}, confidence=80)

    assert rated_answers_of(member) == [(80, False, "L05")]


def test_each_first_answer_of_an_attempt_is_in(member):
    """Asked in a quiz and again in its retry: both times it was the first answer there."""
    asked = question()
    for kind in ("lesson", "retry"):
        make_answer(asked, make_attempt(member, [asked], kind=kind), confidence=60)

    assert len(rated_answers_of(member)) == 2


def test_answers_of_a_guest_are_shown_to_the_guest_alone(db, client):
    asked = question()
    answer_at(client, "/questions/Q05.1/", asked, {"option": 1})

    assert "1 so far, 19 to go." in read(client.get(PAGE)).words
    assert "0 so far, 20 to go." in read(browser_of(make_user()).get(PAGE)).words


def test_what_was_missed_can_be_practised_from_here(member):
    form = read(browser_of(member).get(PAGE)).one("main").one("form")

    assert (form["action"], form.one("input")["value"]) == ("/attempts/begin/", "weak")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_is_only_read(db, client, method):
    assert getattr(client, method)(PAGE).status_code == 405


def test_page_is_not_kept_by_anybody(db, client):
    assert "no-store" in client.get(PAGE)["Cache-Control"]


def test_reason_leads_to_the_latest_answers_that_count(member):
    rate(member, 80, 10, 30)
    client = browser_of(member)

    reason = read(client.get(PAGE)).one("details", **{"data-why": "calibration"})

    links = [link["href"] for link in reason.all("a")]
    assert len(links) == 20
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.database
@pytest.mark.parametrize("count", [1, 19])
def test_page_without_a_curve_takes_seven_queries_however_many_answers(member, django_assert_num_queries, count):
    rate(member, 80, 1, count)
    client = browser_of(member)
    client.get(PAGE)

    with django_assert_num_queries(7):  # session, member, rated answers, estimates, too fast, the latest, what is due
        client.get(PAGE)


@pytest.mark.database
def test_page_with_a_curve_takes_six_queries(member, django_assert_num_queries):
    rate(member, 80, 10, 40)
    client = browser_of(member)
    client.get(PAGE)

    with django_assert_num_queries(6):
        client.get(PAGE)
