"""What can be counted of answers: for every kind, every question of it and every response to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import kinds
from quizzes.kinds.base import FULL
from tests.quizzes.factories import CONTENT, RIGHT, WRONG, entry
from tests.quizzes.kinds.keys import key_of
from tests.quizzes.kinds.strategies import NAMES, contents, responses

every_kind = pytest.mark.parametrize("name", NAMES)


@every_kind
@given(data=st.data())
def test_what_is_chosen_is_there_to_choose_and_counted_once(name, data):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content))

    parts, picks = kind.parts(content), kind.picks(content, response)

    assert len(set(picks)) == len(picks) > 0
    assert all(parts[part].picks[pick].text for part, pick in picks)
    assert {part for part, _pick in picks} == set(range(len(parts)))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "free"])
@given(data=st.data())
def test_full_marks_are_for_the_keys_and_for_nothing_else(name, data):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content) | st.just(key_of(name, content)))

    parts, picks = kind.parts(content), kind.picks(content, response)

    keys = {(part, pick) for part, each in enumerate(parts) for pick, one in enumerate(each.picks) if one.is_key}
    is_full = kind.grade(content, response).score >= FULL
    if name == "estimate":
        assert ((0, 1) in picks) == is_full
    else:
        assert (set(picks) == keys) == is_full


@every_kind
@given(data=st.data())
def test_beliefs_that_are_shown_are_those_of_what_is_chosen(name, data):
    kind, content = kinds()[name], data.draw(contents(name))
    response = data.draw(responses(name, content))

    parts, picks = kind.parts(content), kind.picks(content, response)

    chosen = [parts[part].picks[pick].misconception for part, pick in picks]
    assert sorted(code for code in chosen if code) == sorted(kind.misconceptions(content, response))


def test_free_text_has_only_the_rating_to_count_and_no_key():
    kind, content = kinds()["free"], entry("free", **CONTENT["free"])

    (part,) = kind.parts(content)

    assert [pick.is_key for pick in part.picks] == [False] * 4
    assert kind.picks(content, RIGHT["free"]) == [(0, 3)]


def test_step_at_another_place_is_counted_at_the_place_it_was_given():
    kind, content = kinds()["order"], entry("order", **CONTENT["order"])

    assert kind.picks(content, WRONG["order"]) == [(0, 3), (1, 2), (2, 1), (3, 0)]
    assert str(kind.parts(content)[0].picks[3].text) == "Place 4"
