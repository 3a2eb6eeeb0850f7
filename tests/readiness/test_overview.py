"""The page where a learner sees all of it: passes, linked answers, the plan."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models import Question
from readiness.models import Pass, Task
from readiness.services import give_feedback, share
from tests.factories import make_user
from tests.quizzes.factories import make_answer, make_attempt, make_question
from tests.quizzes.page import read
from tests.readiness.actions import OVERVIEW, plan_of, row_of
from tests.readiness.factories import LINKED, Said, answer_linked, make_sheet, rate

LENAS_ANSWERS = {
    **{"Q05.1": (True, 95), "Q05.3": (True, 80), "Q05.3b": (True, 80), "Q05.4": (True, 60), "Q05.5": (False, 95)},
    **{"Q05.7": (False, 95), "Q05.7b": (False, 80), "Q13.3": (False, 80), "Q17.2": (False, 40)},
}


@pytest.fixture
def learner(client, db):
    make_question(code="Q01.1")
    make_sheet()
    learner = make_user()
    client.force_login(learner)
    return learner


def lena() -> tuple:
    """Lena in the real course, with the 9 linked answers of the worked example: (learner, her attempt)."""
    learner = make_user(display_name="Lena")
    attempt = make_attempt(learner, list(LENAS_ANSWERS), kind="final", scope="")
    for code, (is_right, confidence) in LENAS_ANSWERS.items():
        question = Question.objects.select_related("revision").get(code=code)
        answer = make_answer(question, attempt, response={}, confidence=confidence, completed_at=None)
        answer.score, answer.is_right, answer.completed_at = float(is_right), is_right, answer.answered_at
        answer.save()
    return learner, attempt


def test_visitor_is_told_how_to_begin(client, db):
    make_question(code="Q01.1")
    make_sheet()

    page = read(client.get(OVERVIEW))

    assert page.one("a", class_="btn").attributes["href"] == "/readiness/first/"
    assert "Can I do what R2 asks?" in page.words


def test_passes_stand_side_by_side(client, learner):
    rate(learner, with_evidence=False, R1=3, R2=0)
    rate(learner, number=2, R1=Said(2, "A text."), R2=1)

    rows = [row.words for row in read(client.get(OVERVIEW)).one("table", class_="passes").all("tr")][1:]

    assert rows == [
        "R1 Subject of R1 3 · Ready to show 2 · Working 2 · Working –",
        "R2 Subject of R2 0 · Not yet 1 · Starting 1 · Starting –",
    ]


def test_too_few_answers_say_nothing_and_how_many_are_missing(client, learner):
    rate(learner, R1=Said(2, "A text."), R2=0)
    answer_linked(learner, {code: (False, 95) for code in LINKED[:5]})

    words = row_of(client.get(OVERVIEW), "R1").words

    assert "Not enough linked answers yet: 5 so far, 1 to go." in words
    assert "on linked questions" not in words


def test_level_stays_where_answers_speak_against_it(client, learner):
    rate(learner, R1=Said(2, "A text."), R2=0)
    answer_linked(learner, {code: (code < "Q01.3", 40) for code in LINKED})

    row = row_of(client.get(OVERVIEW), "R1")

    assert (
        "You rated this 2; on linked questions you were right 2 of 7 times. The level stays as you set it" in row.words
    )


@pytest.mark.parametrize(
    ("is_right", "confidence", "words"),
    [
        (
            True,
            60,
            "60% sure, and 100% were right: −40 points. You know more than you claim: write up one example.",
        ),
        (
            False,
            80,
            "80% sure, and 0% were right: +80 points. That is too sure: predict before you check.",
        ),
        (True, 95, "95% sure, and 100% were right: −5 points."),
    ],
)
def test_gap_of_confidence_says_what_to_do(client, learner, is_right, confidence, words):
    rate(learner, R1=1, R2=1)
    answer_linked(learner, {code: (is_right, confidence) for code in LINKED})

    assert words in row_of(client.get(OVERVIEW), "R1").words


def test_every_answer_behind_a_figure_is_reachable(client, learner):
    rate(learner, R1=1, R2=1)
    answer_linked(learner, {code: (code == "Q01.1", 80) for code in LINKED})

    answers = row_of(client.get(OVERVIEW), "R1").one("ul", class_="answers")

    assert [entry.words.rsplit(" ", 3)[0] for entry in answers.all("li")] == [
        "Q01.1: ✓ right, said 80%",
        *(f"{code}: ✕ not right, said 80%" for code in LINKED[1:]),
    ]
    assert {client.get(link["href"]).status_code for link in answers.all("a")} == {200}


def test_lena_reads_the_numbers_and_the_sentence_of_the_worked_example(client, course):
    learner, _attempt = lena()
    client.force_login(learner)
    ratings = {f"R{number}": Said(3, "A case.", confirmed_by="Mara") for number in range(1, 7)}
    rate(learner, **{**ratings, "R2": Said(3, "I compared a chatbot with a line on the page.")})

    page = client.get(OVERVIEW)

    words = row_of(page, "R2").words
    assert "With the evidence that is there it counts as 2." in words
    assert "on linked questions you were right 4 of 9 times." in words
    assert "Right: 4 ÷ 9 = 44%." in words
    assert "Confidence: mean 78% less 44% right = +34 points." in words
    first = read(page).one("ol", class_="plan").all("li")[0]
    assert first.one("h3").words == "R2 · Right approach"
    assert "Priority 2.5: why this number?" in first.words
    assert (
        "You rated yourself ready. There is one example, and linked questions came out 4 of 9 at 78% confidence. "
        "First: Q05.3–Q05.7 with predict before you check. "
        "Then: one AI idea against its plainest alternative, half a page."
    ) in first.words


def test_everything_said_before_is_there_to_read(client, learner):
    rate(learner, R1=Said(1, "The first text."), R2=1)
    rate(learner, R1=Said(2, "The second text."), R2=1)

    words = row_of(client.get(OVERVIEW), "R1").words

    assert "The first text." in words
    assert words.count("The second text.") == 2  # as what counts, and in its history


def test_text_is_shown_as_it_was_written_and_never_as_html(client, learner):
    rate(learner, R1=Said(1, "<script>alert(1)</script>", confirmed_by="<b>Mara</b>"), R2=1)

    page = client.get(OVERVIEW).content.decode()

    assert "<script>alert" not in page
    assert "&lt;b&gt;Mara" in page


@pytest.mark.parametrize(("days", "is_invited"), [(20, False), (21, True)])
def test_after_three_weeks_the_learner_is_invited_to_rate_again(client, learner, days, is_invited):
    rate(learner, R1=1, R2=1)
    Pass.objects.update(begun_at=timezone.now() - timedelta(days=days))

    assert ("It is time to look again" in read(client.get(OVERVIEW)).words) is is_invited


def test_after_all_tasks_the_learner_is_invited_to_rate_again(client, learner):
    rate(learner, R1=1, R2=1)
    assert "It is time to look again" not in read(client.get(OVERVIEW)).words

    Task.objects.update(done_at=timezone.now(), kept_at=timezone.now())

    assert "It is time to look again" in read(client.get(OVERVIEW)).words


def test_what_somebody_else_said_is_not_there(client, learner):
    rate(make_user(), R1=Said(3, "A secret."), R2=3)

    assert "A secret." not in client.get(OVERVIEW).content.decode()
    assert plan_of(client.get(OVERVIEW)) == []


def busy(learner, times: int) -> None:
    """So many passes, each with feedback, shares and as many attempts at the linked questions."""
    for number in range(1, times + 1):
        one = rate(learner, number=number, R1=Said(2, f"Text {number}."), R2=number % 4)
        answer_linked(learner, {code: (number % 2 == 0, 80) for code in LINKED})
        give_feedback(rating=one.ratings.get(question="R1"), by="Ada", comment="Good.", confirms=True)
    for code in ("R1", "R2"):
        share(learner=learner, question=code)


@pytest.mark.database
@pytest.mark.parametrize("times", [1, 3])
def test_page_takes_ten_queries_whatever_the_history(client, learner, django_assert_num_queries, times):
    busy(learner, times)
    client.get(OVERVIEW)

    with django_assert_num_queries(10):  # session, member, edition, passes, ratings, feedback, answers, shares, tasks
        client.get(OVERVIEW)
