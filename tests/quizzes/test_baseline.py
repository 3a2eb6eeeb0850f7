"""The baseline: no word about what is right until its twin is done after the course; then both side by side."""

import pytest

from lessons.models import Lesson
from quizzes.models import Answer, Question
from tests.factories import make_user
from tests.quizzes.actions import answer_at, line
from tests.quizzes.factories import make_answer, make_attempt
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of
from tests.quizzes.real_items import ITEMS, explanations, responses, score_of

pytestmark = pytest.mark.usefixtures("course")
BASELINE = ["Q05.4b", "Q06.3b", "Q07.5b", "Q08.2b", "Q09.3b", "Q10.4b"]
TWIN = [code.removesuffix("b") for code in BASELINE]


@pytest.fixture
def member():
    return make_user()


def sit_check(learner, kind: str, codes, name: str, *, confidence: int = 60):
    """A finished check, with the response called `name` to each question."""
    questions = {question.code: question for question in Question.objects.filter(code__in=codes)}
    attempt = make_attempt(learner, codes, kind=kind, scope="")
    for code in codes:
        response = response_to(code, name)
        make_answer(questions[code], attempt, response=response, confidence=confidence)
    return attempt


def response_to(code: str, name: str) -> dict:
    """The right or a wrong response."""
    return next(response for found, response in responses(ITEMS[code]).items() if found.startswith(name))


def begin(client, kind: str) -> str:
    return client.post("/attempts/begin/", {"kind": kind})["Location"]


def told(code: str, response: dict, page: str) -> list[str]:
    return [
        text for text in explanations(ITEMS[code], response) if line(text) in page and text not in response.values()
    ]


def test_baseline_asks_one_question_of_each_core_area(member):
    client = browser_of(member)

    url = begin(client, "baseline")

    assert member.attempts.get().questions == BASELINE
    assert [Question.objects.get(code=code).lesson.code for code in BASELINE] == [f"L{n:02}" for n in range(5, 11)]
    assert client.get(url)["Location"] == f"{url}1/"


@pytest.mark.parametrize("name", ["right", "wrong"])
def test_answers_in_the_baseline_are_saved_and_nothing_is_told(member, name):
    client = browser_of(member)
    url = begin(client, "baseline")

    for number, code in enumerate(BASELINE, start=1):
        response = response_to(code, name)
        part = read(answer_at(client, f"{url}{number}/", Question.objects.get(code=code), response, confidence=95))
        page = read(client.get(f"{url}{number}/"))

        assert part.all(role="status")[0].words == "Saved."
        for seen in (part, page):
            assert told(code, response, seen.words) == []
            assert not any(word in seen.words for word in ("You were sure", "calibration points", "Read it again"))
        assert page.one("section", class_="question")["class"] == "question answered kept"
        assert {link["class"] for link in page.one("nav", class_="steps-nav").all("a")} <= {"kept", "open"}
    assert Answer.objects.count() == 6


@pytest.mark.parametrize("checks", [[], ["baseline"], ["baseline", "final"]])
@pytest.mark.parametrize("code", ["Q05.4", "Q05.4b"])
@pytest.mark.parametrize("name", ["right", "wrong"])
def test_question_of_the_comparison_practised_by_itself_is_saved_and_nothing_is_told(member, code, name, checks):
    for kind in checks:
        sit_check(member, kind, {"baseline": BASELINE, "final": ["Q05.1"]}[kind], "right")
    client, response = browser_of(member), response_to(code, name)

    part = read(answer_at(client, f"/questions/{code}/", Question.objects.get(code=code), response, confidence=95))
    page = read(client.get(f"/questions/{code}/?try=1"))

    for seen in (part, page):
        assert seen.one("section", class_="question").all(role="status")[0].words == "Saved."
        assert told(code, response, seen.words) == []
        assert not any(word in seen.words for word in ("You were sure", "calibration points", "Read it again"))


@pytest.mark.parametrize("checks", [["baseline", "final", "twin"], ["final"]])
def test_question_of_the_comparison_practised_by_itself_is_explained_when_that_is_over(member, checks):
    for kind in checks:
        sit_check(member, kind, {"baseline": BASELINE, "final": ["Q05.1"], "twin": TWIN}[kind], "right")
    client, response = browser_of(member), response_to("Q05.4b", "wrong")

    part = read(answer_at(client, "/questions/Q05.4b/", Question.objects.get(code="Q05.4b"), response))

    assert told("Q05.4b", response, part.words) != []


def test_finished_baseline_says_nothing_of_how_it_went(member):
    attempt = sit_check(member, "baseline", BASELINE, "wrong", confidence=95)
    client = browser_of(member)

    page = read(client.get(attempt.get_absolute_url()))

    assert "Your six answers are saved." in page.words
    assert page.all("section", class_="question") == []
    assert not any(word in page.one("main").words for word in ("%", " right;", "One more try", "Try the"))


def test_lesson_of_the_baseline_says_only_that_it_is_saved(member):
    sit_check(member, "baseline", BASELINE, "right")
    lesson = Lesson.objects.get(code="L00")

    check = read(browser_of(member).get(lesson.get_absolute_url())).one("section", id="check-baseline")

    assert check.one("p", class_="score").words == "Your baseline is saved."
    assert "%" not in check.words
    assert check.all("form") == []


def test_confident_errors_of_the_baseline_are_not_asked_once_more(member):
    attempt = sit_check(member, "baseline", BASELINE, "wrong", confidence=95)

    response = browser_of(member).get(f"{attempt.get_absolute_url()}7/")

    assert response["Location"] == attempt.get_absolute_url()


def test_baseline_stays_closed_after_the_final_check_until_the_twin_is_done(member):
    baseline = sit_check(member, "baseline", BASELINE, "wrong")
    sit_check(member, "final", ["Q05.1"], "right")
    client = browser_of(member)
    begin(client, "twin")

    page = read(client.get(f"{baseline.get_absolute_url()}1/"))

    assert "Saved." in page.words
    assert told(BASELINE[0], response_to(BASELINE[0], "right"), page.words) == []


def test_twin_asks_the_other_forms_and_tells_at_once(member):
    sit_check(member, "baseline", BASELINE, "wrong")
    sit_check(member, "final", ["Q05.1"], "right")
    client = browser_of(member)
    url = begin(client, "twin")
    response = response_to(TWIN[0], "right")

    part = read(answer_at(client, f"{url}1/", Question.objects.get(code=TWIN[0]), response))

    assert member.attempts.get(kind="twin").questions == TWIN
    assert "Right answer" in part.words
    assert len(told(TWIN[0], response, part.words)) == len(explanations(ITEMS[TWIN[0]], response))


def test_after_the_twin_both_stand_side_by_side(member):
    sit_check(member, "baseline", BASELINE, "wrong", confidence=80)
    sit_check(member, "final", ["Q05.1"], "right")
    twin = sit_check(member, "twin", TWIN, "right", confidence=95)

    page = read(browser_of(member).get(twin.get_absolute_url()))

    rows = [
        [cell.words for cell in row.children if not isinstance(cell, str)]
        for row in page.one("section", **{"aria-labelledby": "gain-title"}).one("tbody").all("tr")
    ]
    shorts = [Lesson.objects.get(code=f"L{number:02}").short for number in range(5, 11)]
    before = [round(100 * score_of(ITEMS[code], response_to(code, "wrong"))) for code in BASELINE]
    assert rows == [[short, f"{percent}%", "100%", "80% → 95%"] for short, percent in zip(shorts, before, strict=True)]


def test_after_the_twin_the_baseline_is_explained(member):
    baseline = sit_check(member, "baseline", BASELINE, "wrong")
    sit_check(member, "final", ["Q05.1"], "right")
    sit_check(member, "twin", TWIN, "right")
    client = browser_of(member)

    finished = read(client.get(baseline.get_absolute_url()))
    cards = [read(client.get(f"{baseline.get_absolute_url()}{number}/")) for number in range(1, 7)]

    assert finished.one("p", class_="lead").words.startswith("0 of 6 right;")
    for code, card in zip(BASELINE, cards, strict=True):
        assert line(ITEMS[code]["idea"]) in card.words
        assert "Not right" in card.words or "Partly right" in card.words


def test_twin_of_somebody_else_opens_nothing(member):
    baseline = sit_check(member, "baseline", BASELINE, "wrong")
    other = make_user()
    for kind, codes in (("baseline", BASELINE), ("final", ["Q05.1"]), ("twin", TWIN)):
        sit_check(other, kind, codes, "right")

    assert "Saved." in read(browser_of(member).get(f"{baseline.get_absolute_url()}1/")).words
