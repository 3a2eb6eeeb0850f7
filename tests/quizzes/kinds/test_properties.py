"""What holds for every kind of question, every question of it and every response to it."""

import json
from fractions import Fraction

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from quizzes.kinds import kinds
from quizzes.kinds.base import Shuffle
from quizzes.schema import entry_schema
from tests.quizzes.kinds.asking import taken
from tests.quizzes.kinds.keys import key_of
from tests.quizzes.kinds.renumbering import RENUMBERED, renumbered
from tests.quizzes.kinds.scoring_again import score_again
from tests.quizzes.kinds.strategies import NAMES, contents, responses, sources

every_kind = pytest.mark.parametrize("name", NAMES)
SHUFFLES = st.builds(Shuffle, st.integers(0, 2**31 - 1), st.integers(0, 7))
STATES = {"", "right", "wrong", "missed", "partly"}


@every_kind
@given(data=st.data())
def test_questions_that_are_tried_here_are_what_authors_may_write(name, data):
    source = data.draw(sources(name))

    Draft202012Validator(entry_schema(name)).validate(source)
    assert list(kinds()[name].mistakes(source)) == []


@every_kind
@given(data=st.data())
def test_score_is_that_of_a_second_computation(name, data):
    content = data.draw(contents(name))
    response = data.draw(responses(name, content))

    score, is_right = kinds()[name].grade(content, response)

    again, right_again = score_again(name, content, response)
    event(f"score {float(again):.1f}")
    assert score == pytest.approx(float(again), abs=1e-12)
    assert is_right is right_again


@every_kind
@given(data=st.data())
def test_score_is_never_below_0_or_above_1(name, data):
    content = data.draw(contents(name))
    response = data.draw(responses(name, content))

    score, _is_right = kinds()[name].grade(content, response)

    assert 0 <= score <= 1


@every_kind
@given(data=st.data())
def test_key_scores_full_marks(name, data):
    content = data.draw(contents(name))

    grade = kinds()[name].grade(content, key_of(name, content))

    assert grade == (1.0, None if name == "free" else True)


@every_kind
@given(data=st.data(), shuffle=SHUFFLES)
def test_what_a_learner_means_is_stored_whatever_the_order_on_the_page(name, data, shuffle):
    content = data.draw(contents(name))
    response = data.draw(responses(name, content))

    stored = taken(name, content, response, shuffle)

    assert stored == response
    assert json.loads(json.dumps(stored, allow_nan=False)) == stored


@every_kind
@given(data=st.data(), shuffles=st.tuples(SHUFFLES, SHUFFLES))
def test_order_on_the_page_changes_nothing_about_what_is_told(name, data, shuffles):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content))

    first, second = (kind.rows(content, response, shuffle) for shuffle in shuffles)

    assert sorted(first) == sorted(second)
    assert {row.state for row in first} <= STATES


@every_kind
@given(data=st.data(), shuffle=SHUFFLES)
def test_rows_tell_full_marks_and_less_apart(name, data, shuffle):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content))

    rows = kind.rows(content, response, shuffle)

    if rows and name != "tf-why":  # whose rows are about the reason alone
        states = {row.state for row in rows}
        assert (states <= {"", "right"}) is kind.grade(content, response).is_right


@pytest.mark.parametrize("name", sorted(RENUMBERED))
@given(data=st.data())
def test_grade_does_not_depend_on_where_the_author_put_what(name, data):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content))

    other_content, other_response = renumbered(name, content, response, data.draw)

    assert kind.grade(other_content, other_response) == kind.grade(content, response)
    assert sorted(kind.misconceptions(other_content, other_response)) == sorted(kind.misconceptions(content, response))


@given(data=st.data())
def test_order_turned_round_scores_what_is_missing_to_one(data):
    kind, content = kinds()["order"], data.draw(contents("order"))
    response = data.draw(responses("order", content))

    score = kind.grade(content, response).score
    turned = kind.grade(content, {"order": response["order"][::-1]}).score

    assert Fraction(score).limit_denominator(21) + Fraction(turned).limit_denominator(21) == 1


@given(data=st.data(), factor=st.sampled_from([0.25, 2, 1024]), shift=st.integers(-1000, 1000))
def test_estimate_is_graded_the_same_in_another_unit(data, factor, shift):
    kind, content = kinds()["estimate"], data.draw(contents("estimate"))
    response = data.draw(responses("estimate", content))

    def other(figure):
        return figure * factor + shift

    other_content = {
        "answer": other(content["answer"]),
        "accept": [other(figure) for figure in content["accept"]],
        "range_cap": content["range_cap"] * factor,
    }
    other_response = {name: other(figure) for name, figure in response.items()}

    assert kind.grade(other_content, other_response) == kind.grade(content, response)


@every_kind
@given(data=st.data())
def test_misconceptions_are_codes_of_the_catalogue_and_none_at_the_key(name, data):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content))

    codes = kind.misconceptions(content, response)

    assert set(codes) <= {"M01", "M10", "M20"}
    if name not in ("branch", "free"):
        assert kind.misconceptions(content, key_of(name, content)) == []
