"""What a quiz comes to: a retry mends it, the best counts, and nothing ever counts less than before."""

import pytest

from progress.models import Reading
from quizzes.models import Answer, Question
from quizzes.results import practised_lessons
from tests.factories import make_user
from tests.quizzes.actions import answer_at
from tests.quizzes.factories import RIGHT
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of, make_quiz, sit

LESSON = "/lessons/lesson-1/"
PRACTISED, NOT_YET = "You have practised this lesson.", "80% makes it practised."


@pytest.fixture
def member(db):
    return make_user()


def other_forms(*codes: str) -> list[Question]:
    return [Question.objects.get(code=f"{code}b") for code in codes]


def summary_on_page(learner) -> str:
    return read(browser_of(learner).get(LESSON)).one("section", id="quiz-summary").words


def how_it_went(learner, attempt) -> str:
    return read(browser_of(learner).get(attempt.get_absolute_url())).one("main").words


@pytest.mark.parametrize(("misses", "percent", "is_passed"), [(0, 100, True), (1, 80, True), (2, 60, False)])
def test_quiz_is_passed_from_80_percent_on(member, misses, percent, is_passed):
    attempt = sit(member, make_quiz(), misses=[f"Q01.{place + 1}" for place in range(misses)])

    verdict = PRACTISED if is_passed else NOT_YET
    assert summary_on_page(member).startswith(f"{5 - misses} of 5 right, {percent}%. {verdict}")
    assert (PRACTISED in how_it_went(member, attempt)) is is_passed
    assert practised_lessons(member) == ({"L01"} if is_passed else set())


def test_quiz_that_is_not_finished_is_not_passed(member):
    questions = make_quiz()
    sit(member, questions)
    Answer.objects.filter(question=questions[2]).delete()

    assert "5 of 6 answered." in summary_on_page(member)
    assert practised_lessons(member) == set()


def test_own_rating_of_free_text_is_not_in_the_score(member):
    sit(member, make_quiz(), misses=["Q01.6"])

    assert "5 of 5 right, 100%." in summary_on_page(member)


def test_retry_mends_what_went_better(member):
    quiz = sit(member, make_quiz(), misses=["Q01.1", "Q01.2"])

    retry = sit(member, other_forms("Q01.1", "Q01.2"), misses=["Q01.1b"], kind="retry", repairs=quiz)

    assert "Together with the quiz before it, that makes 80%." in how_it_went(member, retry)
    assert PRACTISED in how_it_went(member, retry)
    assert "Your best: 80%." in summary_on_page(member)
    assert practised_lessons(member) == {"L01"}


def test_retry_that_went_no_better_lowers_nothing(member):
    quiz = sit(member, make_quiz(), misses=["Q01.1"])

    sit(member, other_forms("Q01.1"), misses=["Q01.1b"], kind="retry", repairs=quiz)

    assert "Your best: 80%." in summary_on_page(member)
    assert practised_lessons(member) == {"L01"}


def test_what_went_worse_in_a_retry_counts_as_it_was(member):
    """Before: half right, wrong, and three right. Again: wrong and right."""
    questions = make_quiz(kinds=["multiple", "single", "single", "single", "single", "free"])
    quiz = sit(member, questions, misses=["Q01.1", "Q01.2"])
    Answer.objects.filter(question=questions[0]).update(response={"options": [0]}, score=0.5)

    retry = sit(member, other_forms("Q01.1", "Q01.2"), misses=["Q01.1b"], kind="retry", repairs=quiz)

    assert "Together with the quiz before it, that makes 90%." in how_it_went(member, retry)


def test_retry_of_a_retry_mends_the_quiz_it_began_with(member):
    quiz = sit(member, make_quiz(), misses=["Q01.1", "Q01.2", "Q01.3"])
    missed = other_forms("Q01.1", "Q01.2", "Q01.3")
    retry = sit(member, missed, misses=["Q01.1b", "Q01.2b"], kind="retry", repairs=quiz)

    again = sit(member, [Question.objects.get(code="Q01.1")], kind="retry", repairs=retry)

    assert "Together with the quiz before it, that makes 80%." in how_it_went(member, again)
    assert practised_lessons(member) == {"L01"}


def test_retry_that_is_not_finished_mends_nothing_yet(member):
    quiz = sit(member, make_quiz(), misses=["Q01.1", "Q01.2"])
    sit(member, other_forms("Q01.1", "Q01.2"), kind="retry", repairs=quiz)
    Answer.objects.get(question__code="Q01.2b").delete()

    assert practised_lessons(member) == set()


def test_worse_quiz_later_lowers_nothing(member):
    questions = make_quiz()
    sit(member, questions)

    worse = sit(member, other_forms(*(question.code for question in questions)), misses=["Q01.1b", "Q01.2b", "Q01.3b"])

    assert "5 of 5 right, 100%." in summary_on_page(member)
    assert "Your best: 100%." in summary_on_page(member)
    assert "40%" in how_it_went(member, worse)
    assert practised_lessons(member) == {"L01"}


def test_all_attempts_are_listed_and_the_best_is_marked(member):
    questions = make_quiz()
    for misses in (["Q01.1", "Q01.2"], ["Q01.1"], ["Q01.1", "Q01.2", "Q01.3"]):
        last = sit(member, questions, misses=misses)

    page = read(browser_of(member).get(last.get_absolute_url()))

    listed = [entry.words for entry in page.one("section", **{"aria-labelledby": "all-title"}).all("li")]
    assert [entry.rsplit(": ", 1)[1] for entry in listed] == ["60%", "80% · best, and what counts", "40%"]


def test_attempts_of_others_and_other_lessons_count_nothing(member):
    questions = make_quiz(1)
    sit(make_user(), questions)
    sit(member, make_quiz(2))

    assert practised_lessons(member) == {"L02"}


@pytest.mark.parametrize("kind", ["practice", "weak", "recap", "checkpoint", "final"])
def test_only_quizzes_make_a_lesson_practised(member, kind):
    sit(member, make_quiz(), kind=kind)

    assert practised_lessons(member) == set()


def test_who_passes_the_quiz_before_reading_has_practised_the_lesson(db, client):
    questions = make_quiz()
    offered = read(client.get(LESSON)).one("form", class_="test-out")
    fields = {control["name"]: control["value"] for control in offered.all("input")}
    attempt = client.post(offered["action"], fields)["Location"]

    for number, question in enumerate(questions, start=1):
        answer_at(client, f"{attempt}{number}/", question, RIGHT[question.kind])

    outline = read(client.get("/course/"))
    assert Reading.objects.count() == 0
    assert outline.one("span", class_="practised").words == "Practised"
    assert "1 of 1 done" in outline.words
    assert read(client.get(LESSON)).all("form", class_="test-out") == []


def test_who_does_not_pass_the_quiz_before_reading_has_the_lesson_before_them(member):
    sit(member, make_quiz(), misses=["Q01.1", "Q01.2"])

    assert read(browser_of(member).get("/course/")).one("span", class_="state").words == "New"


def test_practised_lesson_that_is_read_afterwards_stays_practised(member):
    sit(member, make_quiz())
    client = browser_of(member)

    client.post(f"{LESSON}read/")

    assert Reading.objects.get().read_at is not None
    assert read(client.get("/course/")).one("span", class_="state").words == "Practised"


@pytest.mark.database
@pytest.mark.parametrize("attempts", [1, 3])
def test_practised_lessons_take_one_query_however_many_attempts(member, django_assert_num_queries, attempts):
    questions = make_quiz()
    for _attempt in range(attempts):
        sit(member, questions)

    with django_assert_num_queries(1):
        practised_lessons(member)
