"""What a security check asks, and which answers are right."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.check.challenges import KINDS, PICTURE, QUESTION, kind_of, new_challenge, question_of, read_answer

LARGEST, SMALLEST = "Which of these numbers is the largest: ", "Which of these numbers is the smallest: "


def answer_of_a_reader(question: str) -> str:
    """As a person finds it, from the words alone."""
    numbers = [int(read_answer(word)) for word in re.findall(r"\w+", question) if read_answer(word).isdigit()]
    if question.startswith("What is "):
        return str(sum(numbers))
    assert question.startswith((LARGEST, SMALLEST))
    return str(max(numbers) if question.startswith(LARGEST) else min(numbers))


def test_question_can_be_answered_from_its_words():
    for _time in range(300):
        challenge, answer = new_challenge(QUESTION)

        assert answer_of_a_reader(question_of(challenge)) == answer


def test_one_answer_is_as_good_a_guess_as_another():
    answers = Counter(new_challenge(QUESTION)[1] for _time in range(6000))

    assert max(answers.values()) < 6000 / 12


def test_challenges_differ_and_fit_into_the_database():
    for kind in KINDS:
        challenges = {new_challenge(kind) for _time in range(300)}

        assert len(challenges) > 100
        assert max(len(challenge) for challenge, _answer in challenges) <= 32
        assert {kind_of(challenge) for challenge, _answer in challenges} == {kind}


def test_digits_of_a_picture_are_not_taken_for_letters():
    for _time in range(300):
        challenge, answer = new_challenge(PICTURE)

        assert re.fullmatch("[2-9]{5}", challenge)
        assert answer == challenge


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("11", "11"),
        (" eleven ", "11"),
        ("Eleven!", "11"),
        ("4 8 2", "482"),
        ("four, eight, two", "482"),
        ("fourEight", "?"),
        ("about eleven", "?11"),
        ("", ""),
        ("…", ""),
        ("²", "2"),
        ("१९", "19"),
        ("1" * 61, ""),
    ],
)
def test_answer_is_read_however_it_is_typed(typed, answer):
    assert read_answer(typed) == answer


@given(st.text(max_size=80))
def test_any_text_is_read_as_digits_and_doubts(text):
    assert re.fullmatch(r"[0-9?]*", read_answer(text))
