"""The same rules with the questions of the real course: whether there are enough of them, and of the right kinds."""

from collections import Counter
from itertools import pairwise

import pytest

from quizzes.draws import (
    BASELINE,
    CHECKS,
    OWN_WORDS,
    check_of,
    check_questions,
    form_a,
    is_reserved,
    lesson_quiz,
    other_form,
    recap,
    retry,
)
from quizzes.pool import Pool
from tests.quizzes.pools import answered, past

MIXED = [check for check in CHECKS if check.kind not in ("baseline", "twin")]
SEEDS = range(25)


@pytest.fixture
def pool(course) -> Pool:
    return Pool()


@pytest.fixture
def lessons(pool) -> list[str]:
    """Codes of the lessons that have a quiz; the first lesson has a warm-up."""
    return [code for code in pool.lessons if code != "L00"]


def every_check(pool: Pool) -> list[tuple]:
    """(check, codes) for each check over several lessons, with many seeds."""
    questions = list(pool.questions.values())
    return [(check, check_questions(check, questions, {}, f"seed {seed}")) for check in MIXED for seed in SEEDS]


def test_every_question_says_what_it_says(pool):
    assert len(pool.questions) > 250
    assert all(question.revision.content["stem"] for question in pool.questions.values())


def test_every_lesson_has_a_quiz_of_six_with_one_in_own_words_at_its_end(pool, lessons):
    for lesson in lessons:
        codes = lesson_quiz(pool.of_lesson(lesson))
        kinds = [pool.get(code).kind for code in codes]

        assert len(codes) == 6, lesson
        assert [kind in OWN_WORDS for kind in kinds] == [False] * 5 + [True], lesson
        assert {pool.get(code).lesson.code for code in codes} == {lesson}
        assert not any(code.endswith("b") or is_reserved(code) for code in codes)


def test_warm_up_asks_its_three_statements(pool):
    codes = lesson_quiz(pool.of_lesson("L00"))

    assert codes == [question.code for question in pool.of_lesson("L00")]
    assert [pool.get(code).kind for code in codes] == ["tf-why"] * 3


def test_retakes_rotate_the_forms_in_every_lesson(pool, lessons):
    for lesson in lessons:
        questions, history, quizzes = pool.of_lesson(lesson), {}, []
        for _attempt in range(4):
            quizzes.append(lesson_quiz(questions, history))
            history = answered(quizzes[-1], history)

        graded = [{code for code in codes if pool.get(code).kind != "free"} for codes in quizzes]
        assert not graded[0] & graded[1], lesson
        for codes in quizzes:
            assert len({form_a(code) for code in codes}) == 6, lesson
            assert not any(map(is_reserved, codes)), lesson


def test_every_graded_question_of_a_quiz_has_another_form_for_a_retry(pool, lessons):
    for lesson in lessons:
        missed = [code for code in lesson_quiz(pool.of_lesson(lesson)) if pool.get(code).kind != "free"]

        again = retry(missed, pool.questions)

        assert again == [f"{code}b" for code in missed]
        for code in missed:
            mine, other = pool.get(code), pool.get(other_form(code))
            assert (mine.kind, mine.points, mine.difficulty) == (other.kind, other.points, other.difficulty)


def test_recap_of_every_lesson_is_two_questions_of_earlier_lessons(pool):
    for number in range(2, 18):
        asked = [pool.get(code) for code in recap(pool.questions.values(), number)]

        assert len({form_a(question.code) for question in asked}) == 2
        assert len({question.lesson.code for question in asked}) == (1 if number == 2 else 2)
        assert all(0 < question.lesson.number < number for question in asked)
        assert all(question.code.endswith("b") and not is_reserved(question.code) for question in asked)


def test_recap_asks_what_was_missed_first_whatever_it_was(pool):
    for code, question in pool.questions.items():
        if question.lesson.code in ("L01", "L06") and question.kind not in ("free", "branch", "estimate"):
            history = {"Q02.1": past(1.0, 95), code: past(0, 95)}

            first, _second = recap(pool.questions.values(), 12, history)

            assert (first == code) is not is_reserved(code)


def test_baseline_is_a_graded_question_of_each_core_area_and_its_twin_the_other_form(pool):
    questions = pool.questions.values()
    baseline = check_questions(check_of("baseline", ""), questions, {}, "seed")
    twin = check_questions(check_of("twin", ""), questions, {}, "seed")

    assert [pool.get(code).lesson.code for code in baseline] == ["L05", "L06", "L07", "L08", "L09", "L10"]
    assert twin == [other_form(code) for code in baseline]
    for before, after in zip(baseline, twin, strict=True):
        assert pool.get(before).kind == pool.get(after).kind != "free"
        assert pool.get(before).points == pool.get(after).points


def test_every_check_has_its_length_without_reserved_free_or_twofold_questions(pool):
    for check, codes in every_check(pool):
        assert len(codes) == check.length, (check.kind, check.scope)
        assert len({form_a(code) for code in codes}) == check.length
        assert not any(is_reserved(code) or pool.get(code).kind == "free" for code in codes)


def test_every_check_asks_about_its_lessons_with_different_neighbours(pool):
    for check, codes in every_check(pool):
        lessons = [pool.get(code).lesson.code for code in codes]

        assert set(lessons) <= {*check.lessons, *check.others}
        assert all(first != second for first, second in pairwise(lessons)), (check.kind, check.scope, codes)


def test_checks_are_mixed_as_the_course_says(pool):
    for check, codes in every_check(pool):
        lessons = [pool.get(code).lesson.code for code in codes]
        if check.kind == "final":
            assert Counter(lessons) == dict.fromkeys(check.lessons, 3)
        if check.scope == "B":
            assert Counter(lessons[1::2]) == {"L05": 3, "L07": 3}
        if check.scope == "D":
            assert sum(lesson in check.others for lesson in lessons) == 4


def test_second_final_check_asks_none_of_the_first_again(pool):
    questions, check = list(pool.questions.values()), check_of("final", "")
    first = check_questions(check, questions, {}, "1")

    second = check_questions(check, questions, answered(first), "2")

    assert not set(first) & set(second)


def test_reserved_questions_are_drawn_for_the_baseline_and_its_twin_alone(pool, lessons):
    questions = list(pool.questions.values())
    everywhere = {code for _check, codes in every_check(pool) for code in codes}
    for number, lesson in enumerate(lessons, start=1):
        history = {}
        for _attempt in range(6):
            history = answered(lesson_quiz(pool.of_lesson(lesson), history), history)
        everywhere |= history.keys() | set(recap(questions, number)) | set(retry(history, pool.questions))

    assert not everywhere & {*BASELINE, *map(other_form, BASELINE)}
