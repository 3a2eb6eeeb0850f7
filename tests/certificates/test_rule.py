"""When a certificate is due: a pure rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.rule import Facts, Rule, in_runs, standing_of

STATED = {
    "stands_for": "A grounding.",
    "practised": ["L01", "L02", "L03"],
    "final_percent": 70,
    "activities": [{"id": "ACT17", "text": "Hand in the capstone"}],
}
MET = Facts({"L01", "L02", "L03"}, [0.7], {"ACT17"})


def standing(facts: Facts, stated: dict = STATED):
    return standing_of(Rule.of(stated), facts, passing_percent=80)


def test_everything_done_meets_the_rule():
    assert standing(MET).is_met
    assert standing(MET).met_count == 3


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (Facts({"L01", "L03"}, [0.7], {"ACT17"}), "practised"),
        (Facts({"L01", "L02", "L03"}, [0.69999], {"ACT17"}), "final"),
        (Facts({"L01", "L02", "L03"}, [], {"ACT17"}), "final"),
        (Facts({"L01", "L02", "L03"}, [0.7], {"ACT05"}), "activity"),
    ],
)
def test_one_thing_missing_does_not_meet_it_and_is_named(facts, missing):
    found = standing(facts)

    assert not found.is_met
    assert [condition.kind for condition in found.conditions if not condition.is_met] == [missing]


def test_condition_counts_what_is_there_and_names_what_is_not():
    practised, final, capstone = standing(Facts({"L02", "L99"}, [0.5, 0.61])).conditions

    assert (practised.done, practised.needed, practised.missing) == (1, 3, ("L01", "L03"))
    assert (final.done, final.needed) == (pytest.approx(61), 70)
    assert (capstone.done, capstone.needed, capstone.missing) == (0, 1, ("ACT17",))


def test_best_final_check_counts_whatever_came_after():
    assert standing(Facts(MET.practised, [0.4, 0.9, 0.1], MET.handed_in)).is_met


def test_share_that_floats_just_below_the_limit_is_enough():
    eighteen = [1.0] * 12 + [0.6] * 1 + [0.0] * 5

    assert standing(Facts(MET.practised, [sum(eighteen) / 18], MET.handed_in)).conditions[1].is_met


def test_rule_is_said_in_words_that_an_outsider_understands():
    assert [condition.text for condition in standing(Facts()).conditions] == [
        "Practise lessons 1–3: pass the quiz of each with at least 80%",
        "Get at least 70% right in a final check",
        "Hand in the capstone",
    ]


def test_course_that_states_nothing_has_no_rule():
    assert Rule.of({}) is None


def test_rule_asks_only_for_what_it_states():
    found = standing(Facts(), {"stands_for": "A grounding.", "practised": ["L05"]})

    assert [condition.text for condition in found.conditions] == ["Practise lesson 5: pass its quiz with at least 80%"]


@pytest.mark.parametrize(
    ("codes", "text"), [(["L05"], "5"), (["L03", "L01", "L02"], "1–3"), (["L01", "L03", "L04", "L10"], "1, 3–4, 10")]
)
def test_lessons_are_told_in_runs(codes, text):
    assert in_runs(codes) == text


@given(st.sets(st.sampled_from(["L01", "L02", "L03", "L04"])), st.lists(st.floats(0, 1)), st.booleans())
def test_doing_more_never_takes_the_certificate_away(practised, finals, has_decided):
    before = standing(Facts(practised, finals, {"ACT17"} if has_decided else set()))

    after = standing(Facts(practised | {"L01"}, [*finals, 0.5], {"ACT17"}))

    assert after.met_count >= before.met_count
    assert not before.is_met or after.is_met
