"""The figures of items are those of a second computation, and planted faults are found."""

import pytest

from insights.items.counting import refresh
from insights.items.figures import statistics_of
from insights.models import BeliefFigures, ItemFigures
from quizzes.services import store_question
from tests.insights import counted_again
from tests.insights.item_cohort import (
    answer_all,
    belief_is_held,
    both_are_right,
    key_is_wrong,
    make_learners,
    make_pool,
)
from tests.quizzes.factories import entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FIELDS = ("answers", "facility", "discrimination", "mean_confidence", "misled", "median_seconds")


def stored(is_simulated: bool = False) -> dict[str, ItemFigures]:
    rows = ItemFigures.objects.filter(is_simulated=is_simulated).select_related("question", "revision")
    return {row.question.code: row for row in rows if row.question.revision_id == row.revision_id}


def approximately(figures: dict) -> dict:
    return {name: None if figures[name] is None else pytest.approx(figures[name], abs=1e-5) for name in FIELDS}


def test_figures_of_each_kind_are_those_of_a_second_computation():
    questions = make_pool()
    answer_all(make_learners(120), questions, seed=1)

    refresh()

    again = counted_again.item_figures("L01")
    assert len(again) == len(questions)
    assert {code: {name: getattr(row, name) for name in FIELDS} for code, row in stored().items()} == {
        code: approximately(figures) for code, figures in again.items()
    }


def test_choices_of_each_kind_are_those_of_a_second_computation():
    answer_all(make_learners(60), make_pool(), seed=2)

    refresh()

    for code, figures in counted_again.item_figures("L01").items():
        item = statistics_of(stored()[code].revision, stored()[code].sums)
        counts = {
            (place, each.number): each.count
            for place, choices in enumerate(item.choices)
            for each in choices.chosen
            if each.count
        }
        assert counts == figures["picks"], code


def test_learners_are_counted_once_for_each_belief_in_a_lesson():
    answer_all(make_learners(80), make_pool(), seed=3)

    refresh()

    rows = BeliefFigures.objects.values_list("code", "offered", "shown")
    sums: dict[str, tuple[int, int]] = {}
    for code, offered, shown in rows:
        before = sums.get(code, (0, 0))
        sums[code] = (before[0] + offered, before[1] + shown)
    assert sums == counted_again.belief_shares("L01")


def test_simulated_learners_are_never_mixed_with_real_ones():
    questions = make_pool()
    answer_all(make_learners(30), questions, seed=4)
    answer_all(make_learners(40, is_simulated=True), questions, seed=5)

    refresh()

    for is_simulated in (False, True):
        again = counted_again.item_figures("L01", is_simulated)
        assert {code: row.answers for code, row in stored(is_simulated).items()} == {
            code: figures["answers"] for code, figures in again.items()
        }


def test_staff_who_try_questions_out_are_not_counted():
    questions = make_pool()
    answer_all(make_learners(3, is_staff=True), questions)

    refresh()

    assert not ItemFigures.objects.exists()


def test_changed_question_begins_with_no_answers_and_keeps_those_of_before():
    questions = make_pool()
    answer_all(make_learners(25), questions, seed=6)
    old = questions[0].revision_id
    changed = store_question(lesson=questions[0].lesson, source=entry(code="Q01.1", stem="Another?"), position=1)
    answer_all(make_learners(4), [changed], seed=7, share=1)

    refresh()

    counts = {row.revision_id: row.answers for row in ItemFigures.objects.filter(question=changed)}
    assert set(counts) == {old, changed.revision_id}
    assert counts[changed.revision_id] == 4


@pytest.mark.parametrize(
    ("plant", "verdict"), [(key_is_wrong, "wrong-key"), (both_are_right, "ambiguous")], ids=["wrong key", "ambiguous"]
)
@pytest.mark.parametrize("seed", [11, 12, 13])
def test_planted_fault_is_found_and_stands_first(plant, verdict, seed):
    questions = make_pool()
    answer_all(make_learners(150), questions, seed=seed, planted={"Q01.10": plant})

    refresh()

    found = {code: row.verdicts.split()[0] for code, row in stored().items()}
    assert found["Q01.10"] == verdict
    assert [code for code, first in found.items() if first in ("wrong-key", "ambiguous")] == ["Q01.10"]


def test_sound_items_are_not_suspected():
    answer_all(make_learners(150), make_pool(), seed=14)

    refresh()

    suspected = {"wrong-key", "ambiguous"}
    assert not [code for code, row in stored().items() if suspected & set(row.verdicts.split())]


def test_belief_that_half_of_the_learners_show_stands_in_the_figures():
    questions = make_pool()
    answer_all(make_learners(60), questions, seed=15, planted={"Q01.1": belief_is_held})

    refresh()

    row = stored()["Q01.1"]
    assert row.beliefs["M03"] / row.answers == pytest.approx(0.5, abs=0.15)


def test_below_20_first_answers_nothing_is_judged():
    answer_all(make_learners(19), make_pool(), seed=16, planted={"Q01.10": key_is_wrong}, share=1)

    refresh()

    assert {row.verdicts for code, row in stored().items() if code != "Q01.9"} == {" too-few "}
    assert stored()["Q01.9"].verdicts == " own-rating "
