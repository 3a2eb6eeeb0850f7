"""Checks over several lessons: when each is open, and what it asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.checks import states_of_checks
from quizzes.models import Answer, Attempt, Question
from tests.factories import make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz

BEGIN = "/attempts/begin/"
CHECKS = {
    "baseline": ("baseline", ""),
    "checkpoint A": ("checkpoint", "A"),
    "checkpoint B": ("checkpoint", "B"),
    "checkpoint C": ("checkpoint", "C"),
    "checkpoint D": ("checkpoint", "D"),
    "final": ("final", ""),
}
LENGTHS = {"baseline": 6, "A": 8, "B": 12, "C": 12, "D": 10, "final": 18, "twin": 6, "delayed": 12}


@pytest.fixture
def member(db):
    return make_user()


def finished(learner, kind: str, scope: str = "", *, days_ago: float = 0, **fields) -> Attempt:
    """An attempt at a check of one question that somebody finished."""
    question = Question.objects.filter(code="Q01.1").first() or make_question()
    attempt, at = make_attempt(learner, [question], kind=kind, scope=scope, **fields), timezone.now()
    make_answer(question, attempt, answered_at=at - timedelta(days=days_ago))
    return attempt


def open_checks(learner) -> set[str]:
    return {name for name, state in states_of_checks(learner).items() if state.is_open}


def test_everything_but_what_follows_the_final_check_is_open_from_the_start(member):
    from_the_start = {"baseline", "checkpointA", "checkpointB", "checkpointC", "checkpointD", "final"}

    assert open_checks(member) == open_checks(None) == from_the_start


@pytest.mark.parametrize(("kind", "scope"), CHECKS.values(), ids=CHECKS)
@pytest.mark.parametrize("is_member", [True, False], ids=["member", "visitor"])
def test_open_check_is_begun_with_as_many_questions_as_it_promises(course, client, kind, scope, is_member):
    client = browser_of(make_user()) if is_member else client

    response = client.post(BEGIN, {"kind": kind, "scope": scope})

    attempt = Attempt.objects.get()
    assert response["Location"] == attempt.get_absolute_url()
    assert (attempt.kind, attempt.scope, attempt.number) == (kind, scope, 1)
    assert len(set(attempt.questions)) == len(attempt.questions) == LENGTHS[scope or kind]


@pytest.mark.parametrize("kind", ["twin", "delayed"])
def test_closed_check_is_not_begun_and_says_so(member, kind):
    make_quiz()

    response = browser_of(member).post(BEGIN, {"kind": kind}, follow=True)

    assert response.redirect_chain == [("/course/", 302)]
    assert "This check is not open to you now." in read(response).words
    assert Attempt.objects.count() == 0


def test_visitor_at_a_closed_check_stays_a_visitor(db, client):
    make_quiz()

    client.post(BEGIN, {"kind": "twin"})

    assert Attempt.objects.count() == 0
    assert client.get("/calibration/").wsgi_request.session.get("guest_id") is None


def test_baseline_is_taken_once(member):
    attempt = finished(member, "baseline")

    response = browser_of(member).post(BEGIN, {"kind": "baseline"})

    assert response["Location"] == "/course/"
    assert Attempt.objects.get() == attempt


@pytest.mark.parametrize("kind", ["checkpoint", "final"])
def test_check_can_be_taken_again(course, kind):
    member, scope = make_user(), "A" if kind == "checkpoint" else ""
    finished(member, kind, scope)

    browser_of(member).post(BEGIN, {"kind": kind, "scope": scope})

    assert Attempt.objects.filter(kind=kind).count() == 2


def test_check_that_was_begun_is_gone_on_with(course):
    client = browser_of(make_user())

    first = client.post(BEGIN, {"kind": "final"})["Location"]
    second = client.post(BEGIN, {"kind": "final"})["Location"]

    assert first == second


@pytest.mark.parametrize(
    ("done", "is_open"),
    [
        ([], False),
        (["baseline"], False),
        (["final"], False),
        (["baseline", "final"], True),
        (["baseline", "final", "twin"], False),
    ],
)
def test_twin_is_open_after_baseline_and_final_check_and_once(member, done, is_open):
    for kind in done:
        finished(member, kind)

    assert ("twin" in open_checks(member)) is is_open


def test_twin_is_closed_while_the_final_check_is_not_finished(member):
    finished(member, "baseline")
    make_attempt(member, ["Q01.1"], kind="final", scope="")

    assert "twin" not in open_checks(member)


def test_twin_stays_open_while_a_second_final_check_is_not_finished(member):
    finished(member, "baseline")
    finished(member, "final")
    make_attempt(member, ["Q01.1"], kind="final", scope="")

    assert "twin" in open_checks(member)


@pytest.mark.parametrize(("days_ago", "is_open"), [(0, False), (29.9, False), (30.1, True), (300, True)])
def test_check_after_a_month_is_open_30_days_after_the_final_check(member, days_ago, is_open):
    finished(member, "final", days_ago=days_ago)

    assert ("delayed" in open_checks(member)) is is_open


def test_second_final_check_does_not_close_the_check_after_a_month(member):
    finished(member, "final", days_ago=40)
    finished(member, "final", days_ago=1)

    assert "delayed" in open_checks(member)


def test_checks_of_others_open_nothing(member):
    for kind in ("baseline", "final"):
        finished(make_user(), kind, days_ago=40)

    assert open_checks(member).isdisjoint({"twin", "delayed"})


def test_check_that_counts_one_more_try_as_an_answer_would_be_finished_too_early(member):
    """Two questions, of which one is answered twice: one is still open."""
    first, second = make_quiz(kinds=["single", "single"])
    attempt = make_attempt(member, [first, second], kind="final", scope="")
    make_answer(first, attempt, is_right=False)
    make_answer(first, attempt, ordinal=2)

    state = states_of_checks(member)["final"]

    assert (state.answered, state.length, state.is_finished, state.percent) == (1, 2, False, 0)
    assert Answer.objects.count() == 2


@pytest.mark.database
@pytest.mark.parametrize("attempts", [0, 1, 3])
def test_states_take_one_query_however_many_attempts(member, django_assert_num_queries, attempts):
    for _attempt in range(attempts):
        finished(member, "final")

    with django_assert_num_queries(1):
        states_of_checks(member)
