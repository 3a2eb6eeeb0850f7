import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.simulators.wording import count_words, terms_in


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), (" \n ", 0), ("one", 1), ("one two", 2), ("one – two", 2), ("24-hour help", 2), ("9:40 and/or 1,890", 3)],
)
def test_words_stand_between_spaces_and_hold_a_letter_or_digit(text, words):
    assert count_words(text) == words


@given(
    st.lists(st.sampled_from(["it", "reads", "100%", "can’t", "9:40"])), st.sampled_from([" ", "\n", "  ", "\u00a0"])
)
def test_words_are_counted_whatever_space_is_between(words, space):
    assert count_words(space.join(words)) == len(words)


def test_term_is_found_as_a_whole_word_only():
    assert terms_in("Overall it is wonderful, evermore.", ["all", "ever", "won"]) == []
    assert terms_in("All of it. (All!)", ["all"]) == ["all"]


def test_term_of_several_words_is_found_across_punctuation():
    assert terms_in("It can – miss a clause", ["can miss"]) == ["can miss"]


def test_apostrophes_are_the_same_straight_or_curly():
    assert terms_in("It can’t; it doesn't", ["can't", "doesn’t"]) == ["can't", "doesn’t"]


def test_exception_does_not_count_and_hides_nothing_else():
    assert terms_in("Not all of it.", ["all"], ["not all"]) == []
    assert terms_in("Not all of it, and all of that.", ["all"], ["not all"]) == ["all"]


@given(st.text())
def test_any_text_can_be_looked_through(text):
    assert count_words(text) >= 0
    assert set(terms_in(text, ["all", "100%"], ["not all"])) <= {"all", "100%"}
