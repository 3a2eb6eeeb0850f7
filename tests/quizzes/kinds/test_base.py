import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import kinds
from quizzes.kinds.base import Shuffle
from tests.quizzes.kinds.asking import content_of, errors_of, form_for, sent_by

RESPONSE = {"option": 1}


def sent_in(seconds: str):
    content = content_of("single")
    return form_for("single", content, sent_by("single", content, RESPONSE) | {"seconds": seconds})


def test_kinds_are_the_nine_of_the_course():
    assert sorted(kinds()) == sorted(
        ["single", "multiple", "tf-why", "order", "match", "categorise", "estimate", "free", "branch"]
    )


def test_only_free_text_is_not_graded_by_the_machine():
    assert [name for name, kind in kinds().items() if not kind.is_graded] == ["free"]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        *((name, [True]) for name in ("single", "multiple", "order", "match", "categorise", "estimate")),
        ("tf-why", [True, False]),
        ("free", [False, False]),
        ("branch", [False, True]),
    ],
)
def test_confidence_is_asked_where_nothing_is_known_yet(name, steps):
    kind, content = kinds()[name], content_of(name)

    assert [kind.asks_confidence(content, step) for step in range(kind.steps(content))] == steps


@pytest.mark.parametrize("name", sorted(set(kinds()) - {"tf-why", "free"}))
def test_confidence_has_five_steps_and_none_is_chosen_beforehand(name):
    content = content_of(name)
    last = kinds()[name].steps(content) - 1

    field = form_for(name, content, step=last)["confidence"]

    assert [label for _value, label in field.field.choices] == [
        *("20% guessing", "40% hunch", "60% leaning", "80% fairly sure", "95% would bet on it")
    ]
    assert field.value() is None


@pytest.mark.parametrize("confidence", ["", "50", "100", "eighty", "80%"])
def test_confidence_off_the_scale_is_asked_for_again(confidence):
    content = content_of("single")
    data = sent_by("single", content, RESPONSE) | {"confidence": confidence}

    errors = errors_of("single", content, data)

    assert errors == {"confidence": ["Say how likely it is that you are right."]}


def test_confidence_is_a_number_after_a_valid_form():
    content = content_of("single")

    form = form_for("single", content, sent_by("single", content, RESPONSE, confidence=95))

    assert form.is_valid()
    assert form.stated_confidence == 95


@pytest.mark.parametrize(("seconds", "kept"), [("12.4", 12.4), ("0", 0.0), ("86400", 86400.0), ("", None)])
def test_time_taken_is_kept(seconds, kept):
    form = sent_in(seconds)

    assert form.is_valid()
    assert form.cleaned_data["seconds"] == kept


@pytest.mark.parametrize("seconds", ["86401", "-1", "a while", "nan", "inf", "1e999", "\x00", "9" * 5000])
def test_time_that_makes_no_sense_refuses_no_answer(seconds):
    form = sent_in(seconds)

    assert form.is_valid()
    assert form.cleaned_data["seconds"] is None


@given(salt=st.integers(0, 2**31), seed=st.integers(0, 7), count=st.integers(0, 12))
def test_shuffle_is_a_permutation_and_the_same_each_time(salt, seed, count):
    order = Shuffle(salt, seed).order("options", count)

    assert sorted(order) == list(range(count))
    assert Shuffle(salt, seed).order("options", count) == order


def test_shuffles_of_the_eight_seeds_show_the_key_at_several_places():
    places = {Shuffle(11, seed).order("options", 4).index(0) for seed in range(8)}

    assert len(places) >= 3


def test_shuffle_differs_by_salt_so_that_a_seed_in_the_page_tells_no_order():
    orders = {tuple(Shuffle(salt, 0).order("options", 5)) for salt in range(20)}

    assert len(orders) > 10


def test_both_sides_of_a_match_are_shuffled_apart():
    shuffles = [Shuffle(salt, 0) for salt in range(20)]

    assert any(shuffle.order("lefts", 6) != shuffle.order("rights", 6) for shuffle in shuffles)
