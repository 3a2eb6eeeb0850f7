"""Which questions a checkpoint, the final check, the baseline, its twin and the delayed check ask."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.draws import BASELINE, CHECKS, apart, check_of, check_questions, form_a, is_reserved
from tests.quizzes.pools import answered, both_forms, course_pool, item, past

POOL = course_pool(graded=9)
BY_CODE = {each.code: each for each in POOL}
MIXED = [check for check in CHECKS if check.kind not in ("baseline", "twin")]
SEEDS = st.text(max_size=12)
every_mixed_check = pytest.mark.parametrize("check", MIXED, ids=lambda check: f"{check.kind}{check.scope}")


def numbers(first: int, last: int) -> set[str]:
    return {f"L{number:02}" for number in range(first, last + 1)}


def lessons_of(codes: list[str]) -> list[str]:
    return [BY_CODE[code].lesson.code for code in codes]


def draw(kind: str, scope: str = "", history=None, seed: str = "seed", pool=None) -> list[str]:
    return check_questions(check_of(kind, scope), POOL if pool is None else pool, history or {}, seed)


def test_checks_stand_where_the_course_says_and_are_as_long():
    assert [(check.kind, check.scope, check.after, check.length) for check in CHECKS] == [
        ("baseline", "", "L00", 6),
        ("checkpoint", "A", "L03", 8),
        ("checkpoint", "B", "L07", 12),
        ("checkpoint", "C", "L10", 12),
        ("checkpoint", "D", "L13", 10),
        ("final", "", "L17", 18),
        ("twin", "", "L17", 6),
        ("delayed", "", "L17", 12),
    ]


def test_check_that_is_not_there_is_none():
    assert check_of("checkpoint", "E") is None
    assert check_of("final", "A") is None


@every_mixed_check
@given(seed=SEEDS)
def test_check_has_its_length_and_never_both_forms_or_a_reserved_question(check, seed):
    codes = check_questions(check, POOL, {}, seed)

    assert len(codes) == check.length
    assert len({form_a(code) for code in codes}) == check.length
    assert not any(is_reserved(code) or BY_CODE[code].kind == "free" for code in codes)


@every_mixed_check
@given(seed=SEEDS)
def test_neighbours_are_of_different_lessons(check, seed):
    codes = check_questions(check, POOL, {}, seed)

    assert all(first != second for first, second in pairwise(lessons_of(codes)))


@every_mixed_check
def test_same_seed_gives_the_same_questions_and_another_seed_others(check):
    first, again, other = (check_questions(check, POOL, {}, seed) for seed in ("1:2", "1:2", "3:4"))

    assert first == again
    assert set(first) != set(other)


@every_mixed_check
@given(seed=SEEDS)
def test_retake_asks_what_was_not_asked_yet(check, seed):
    first = check_questions(check, POOL, {}, seed)

    second = check_questions(check, POOL, answered(first), seed + "2")

    assert not set(first) & set(second)


@pytest.mark.parametrize(
    ("scope", "lessons"), [("A", numbers(1, 3)), ("B", numbers(4, 7)), ("C", numbers(4, 10))], ids=["A", "B", "C"]
)
@given(seed=SEEDS)
def test_checkpoint_asks_about_each_of_its_lessons_evenly(scope, lessons, seed):
    counts = Counter(lessons_of(draw("checkpoint", scope, seed=seed)))

    assert set(counts) == lessons
    assert max(counts.values()) - min(counts.values()) <= 1


@given(seed=SEEDS)
def test_every_second_question_of_checkpoint_b_is_from_a_confusable_pair(seed):
    lessons = lessons_of(draw("checkpoint", "B", seed=seed))

    assert Counter(lessons[1::2]) == {"L05": 3, "L07": 3}
    assert Counter(lessons[0::2]) == {"L04": 3, "L06": 3}


@given(seed=SEEDS)
def test_checkpoint_d_has_four_questions_of_the_core_areas(seed):
    counts = Counter(lessons_of(draw("checkpoint", "D", seed=seed)))

    assert {lesson: count for lesson, count in counts.items() if lesson in numbers(11, 13)} == dict.fromkeys(
        ("L11", "L12", "L13"), 2
    )
    assert sum(count for lesson, count in counts.items() if lesson in numbers(4, 10)) == 4


def test_checkpoint_d_comes_to_all_core_areas_over_the_seeds():
    seen = {lesson for seed in range(40) for lesson in lessons_of(draw("checkpoint", "D", seed=str(seed)))}

    assert seen == numbers(4, 13)


@given(seed=SEEDS)
def test_final_check_has_three_questions_of_each_core_area(seed):
    counts = Counter(lessons_of(draw("final", seed=seed)))

    assert counts == dict.fromkeys(numbers(5, 10), 3)


@given(seed=SEEDS)
def test_delayed_check_is_from_twelve_lessons(seed):
    assert len(set(lessons_of(draw("delayed", seed=seed)))) == 12


def test_delayed_check_comes_to_every_lesson_over_the_seeds():
    seen = {lesson for seed in range(40) for lesson in lessons_of(draw("delayed", seed=str(seed)))}

    assert seen == numbers(1, 17)


def test_baseline_is_one_question_of_each_core_area_and_its_twin_the_other_forms():
    baseline, twin = draw("baseline"), draw("twin")

    assert baseline == list(BASELINE)
    assert [code[1:3] for code in baseline] == ["05", "06", "07", "08", "09", "10"]
    assert twin == [code.removesuffix("b") for code in baseline]


def test_check_asks_first_what_was_answered_least_often():
    pool = [each for number in range(1, 4) for each in both_forms(f"Q{number:02}.1")]
    history = {code: past(times=times) for code, times in {"Q01.1": 3, "Q01.1b": 2, "Q02.1": 1, "Q03.1b": 1}.items()}

    codes = draw("checkpoint", "A", history, pool=pool)

    assert sorted(codes) == ["Q01.1b", "Q02.1b", "Q03.1"]


@every_mixed_check
def test_check_of_a_pool_that_is_too_small_asks_what_there_is(check):
    pool = [item(f"Q{number:02}.1") for number in range(1, 18)]

    codes = check_questions(check, pool, {}, "seed")

    available = {f"Q{lesson[1:]}.1" for lesson in (*check.lessons, *check.others)}
    assert 0 < len(codes) <= check.length
    assert len(set(codes)) == len(codes)
    assert set(codes) <= available


@given(st.lists(st.sampled_from(["Q01", "Q02", "Q03", "Q04"]), max_size=14))
def test_questions_are_put_apart_wherever_that_can_be(codes):
    questions = [item(f"{code}.{number}") for number, code in enumerate(codes, start=1)]

    ordered = apart(questions)

    assert sorted(each.code for each in ordered) == sorted(each.code for each in questions)
    most = max(Counter(codes).values(), default=0)
    touching = sum(first.lesson == second.lesson for first, second in pairwise(ordered))
    assert touching == max(0, 2 * most - 1 - len(codes))
