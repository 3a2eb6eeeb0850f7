import pytest

from quizzes.kinds.base import Grade
from quizzes.kinds.free import kind
from tests.quizzes.kinds.asking import SHUFFLE, content_of, errors_of, form_for, mistakes_in, schema_errors, taken

CONTENT = content_of("free")
WRITTEN = {"text": "A decision about a score."}


@pytest.mark.parametrize(("rating", "score"), [(0, 0.0), (1, 1 / 3), (2, 2 / 3), (3, 1.0)])
def test_score_is_the_own_rating_of_three_and_neither_right_nor_wrong(rating, score):
    assert kind.grade(CONTENT, WRITTEN | {"rating": rating}) == Grade(score, None)


def test_text_is_asked_first_without_a_confidence():
    form = form_for("free", CONTENT, step=0)

    assert list(form.fields) == ["seconds", "text"]


def test_rating_is_asked_second_with_the_lines_of_the_rubric_in_their_order():
    form = form_for("free", CONTENT, step=1)

    assert list(form.fields) == ["seconds", "rating"]
    assert form.fields["rating"].choices == [
        *(("0", "Nothing of it"), ("1", "One part"), ("2", "Most of it"), ("3", "All of it"))
    ]
    assert form["rating"].value() is None


@pytest.mark.parametrize(
    ("response", "steps", "is_complete"), [(None, 0, False), (WRITTEN, 1, False), (WRITTEN | {"rating": 0}, 2, True)]
)
def test_question_is_complete_after_the_rating(response, steps, is_complete):
    assert kind.steps_taken(response) == steps
    assert kind.is_complete(CONTENT, response) is is_complete


@pytest.mark.parametrize("text", ["x", "Two lines\nof it", "<b>bold</b> & 5 < 6", "日本語 🎉"])
def test_text_is_stored_as_it_was_written(text):
    response = {"text": text, "rating": 2}

    assert taken("free", CONTENT, response) == response


def test_rating_leaves_the_text_as_it_was():
    form = form_for("free", CONTENT, {"text": "Something else", "rating": "3"}, step=1)

    assert form.is_valid()
    assert kind.take(form, WRITTEN) == WRITTEN | {"rating": 3}


@pytest.mark.parametrize("text", ["", "   ", "\n\t\r\n"])
def test_no_words_at_all_are_asked_for_again(text):
    assert errors_of("free", CONTENT, {"text": text}) == {"text": ["Write an answer, if only a few words."]}


def test_text_may_have_five_thousand_characters_and_no_more():
    assert errors_of("free", CONTENT, {"text": "x" * 5000}) == {}
    assert errors_of("free", CONTENT, {"text": "x" * 5001}) == {"text": ["Keep it under 5000 characters; it has 5001."]}


@pytest.mark.parametrize("rating", ["", "4", "-1", "best"])
def test_rating_off_the_rubric_is_asked_for_again(rating):
    errors = errors_of("free", CONTENT, {"rating": rating}, step=1)

    assert errors == {"rating": ["Choose the line that fits your answer."]}


def test_free_text_has_no_rows_and_shows_no_misconception():
    response = WRITTEN | {"rating": 0}

    assert kind.rows(CONTENT, response, SHUFFLE) == []
    assert kind.misconceptions(CONTENT, response) == []


def test_entry_of_the_factory_has_no_mistakes():
    assert mistakes_in("free") == []


def test_schema_takes_a_rubric_of_four_lines():
    lines = [f"Level {n}" for n in range(5)]

    assert schema_errors("free", rubric=lines[:4]) == []
    assert schema_errors("free", rubric=lines[:3]) == [(("rubric",), "minItems")]
    assert schema_errors("free", rubric=lines) == [(("rubric",), "maxItems")]
    assert schema_errors("free", model="") == [(("model",), "minLength")]
