"""Which lessons are practised: what pages show and what progress counts, whatever the history."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from quizzes.attempts import Sitting, best_of, results_of
from quizzes.models import Attempt
from quizzes.results import QuizRow, practised

SCORES = st.sampled_from([0.0, 0.25, 0.5, 2 / 3, 0.8, 1.0])
QUIZ = st.dictionaries(st.sampled_from([f"Q01.{place}" for place in range(1, 7)]), SCORES, min_size=1, max_size=6)
HISTORY = st.lists(st.tuples(QUIZ, st.lists(QUIZ, max_size=3), st.booleans()), min_size=1, max_size=4)


def attempts_from(history) -> list[tuple[int, int | None, dict, bool]]:
    """(key, key of what it repairs, scores, whether finished) of quizzes, each followed by a chain of retries."""
    rows, key = [], 0
    for quiz, retries, is_finished in history:
        before = None
        for scores in (quiz, *retries):
            key += 1
            rows.append((key, before, scores, is_finished or before is None))
            before = key
    return rows


@given(HISTORY)
def test_page_and_progress_agree_on_what_is_practised(history):
    """The two ways to the same answer: by the sittings that a page shows, and by the rows that every page asks for."""
    sittings, rows = [], []
    for key, repairs, scores, is_finished in attempts_from(history):
        length = len(scores) + (not is_finished)
        codes = [*scores, *(["Q01.9"] if not is_finished else [])]
        questions = [SimpleNamespace(code=code, kind="single") for code in scores]
        answers = [
            SimpleNamespace(question=question, ordinal=1, score=scores[question.code], completed_at=True)
            for question in questions
        ]
        sittings.append(Sitting(Attempt(pk=key, kind="lesson", repairs_id=repairs, questions=codes), answers))
        rows += [QuizRow(key, repairs, "L01", length, code, "single", score) for code, score in scores.items()]

    best = best_of(results_of(sittings))

    assert ("L01" in practised(rows)) is bool(best and best.is_passed)


@given(HISTORY)
def test_more_attempts_never_lower_what_counts(history):
    rows = [
        QuizRow(key, repairs, "L01", len(scores), code, "single", score)
        for key, repairs, scores, _is_finished in attempts_from(history)
        for code, score in scores.items()
    ]
    last = max(row.attempt for row in rows)

    earlier = practised([row for row in rows if row.attempt != last])

    assert earlier <= practised(rows)
