"""Whatever is posted to a question is an answer or is refused at a field, and never an error."""

import json

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import event, given
from hypothesis import strategies as st

from quizzes.kinds import kinds
from quizzes.kinds.base import Shuffle
from tests.quizzes.kinds.asking import content_of, form_for, sent_by
from tests.quizzes.kinds.strategies import NAMES, contents, responses

FIELDS = [
    *("option", "options", "verdict", "reason", "choice", "rating", "text", "guess", "low", "high", "confidence"),
    *("seconds", "place-0", "place-1", "right-0", "card-0", "place-99", "right--1", "card-", "__all__", "content", ""),
]
SENSIBLE = st.sampled_from(["0", "1", "2", "3", "4", "true", "false", "20", "50", "80", "95"])
NASTY = st.sampled_from(
    [
        *(
            "",
            " ",
            "\x00",
            "1\x00",
            "-1",
            "-0",
            "00",
            "01",
            "1.0",
            "1e3",
            "1e999",
            "-1e999",
            "nan",
            "inf",
            "NaN",
            "None",
        ),
        *("null", "[]", "{}", "[0]", "0,1", "٣", "1_0", "0x1", "𝟘", "\ud800", "\u202e", "' OR 1=1 --", "<script>"),
        *("%s", "%(limit_value)d", "{0}", "${x}", "9" * 400, "-" + "9" * 400, "0." + "0" * 400 + "1", "x" * 20_000),
    ]
)
VALUES = st.lists(SENSIBLE | NASTY | st.text(max_size=30) | st.integers().map(str) | st.floats().map(str), max_size=4)


def posts(names: list[str]):
    """Any keys, among them those that the form asks for, each with none, one or several values."""
    keys = st.sampled_from(names) | st.sampled_from(FIELDS) | st.text(max_size=10)
    return st.dictionaries(keys, VALUES, max_size=12).map(MultiValueDict)


@st.composite
def spoilt(draw, right: dict):
    """The post of a learner who answers, with some of it replaced, doubled or added to."""
    lists = {key: value if isinstance(value, list) else [value] for key, value in right.items()}
    return MultiValueDict(lists | draw(st.dictionaries(st.sampled_from(sorted(lists)) | st.text(), VALUES, max_size=2)))


def before(name: str, content: dict, step: int, response: dict) -> dict | None:
    """What is stored of `response` before this step."""
    if step == 0:
        return None
    if name == "branch":
        return {"choices": response["choices"][:step]}
    return {key: response[key] for key in ("verdict", "text") if key in response}


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data(), shuffle=st.builds(Shuffle, st.integers(0, 99), st.integers(0, 7)))
def test_post_of_anything_is_an_answer_or_names_the_field(name, data, shuffle):
    kind, content = kinds()[name], data.draw(contents(name))
    step = data.draw(st.integers(0, kind.steps(content) - 1))
    meant = data.draw(responses(name, content))
    earlier = before(name, content, step, meant)
    names = list(kind.form(content, step, shuffle).fields)
    posted = data.draw(posts(names) | spoilt(sent_by(name, content, meant, step, shuffle)))

    form = kind.form(content, step, shuffle, posted)

    event(f"valid: {form.is_valid()}")
    if not form.is_valid():
        assert set(form.errors) <= set(names)
        assert all(message for messages in form.errors.values() for message in messages)
        assert form.as_p()
        return
    response = kind.take(form, earlier)
    assert json.loads(json.dumps(response, allow_nan=False)) == response
    assert kind.steps_taken(response) == step + 1
    rows = kind.rows(content, response, shuffle) if name != "tf-why" or step else []
    assert all(row.text for row in rows)
    if kind.is_complete(content, response):
        assert 0 <= kind.grade(content, response).score <= 1
        assert isinstance(kind.misconceptions(content, response), list)


@pytest.mark.parametrize("name", NAMES)
def test_empty_post_names_every_field_that_is_missing(name):
    form = form_for(name, content_of(name), {})

    assert sorted(form.errors) == sorted(set(form.fields) - {"seconds"})
