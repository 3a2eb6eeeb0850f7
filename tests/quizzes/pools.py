"""Questions to draw from, without a database: what `quizzes.draws` looks at, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from quizzes.draws import Past, form_a

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Lesson:
    code: str


@dataclass(frozen=True)
class Item:
    code: str
    kind: str
    points: tuple[str, ...]
    lesson: Lesson


def item(code: str, kind: str = "single", points: Iterable[str] = ()) -> Item:
    """A question of the lesson that its code names. Both forms of one measure the same points."""
    return Item(code, kind, tuple(points) or (f"A{form_a(code)[1:]}",), Lesson(f"L{code[1:3]}"))


def both_forms(code: str, kind: str = "single", points: Iterable[str] = ()) -> list[Item]:
    return [item(code, kind, points), item(f"{code}b", kind, points)]


def lesson_pool(number: int, graded: int = 7, own_words: Iterable[str] = ("free",)) -> list[Item]:
    """The pool of a lesson: `graded` single choices in both forms, then stories in both and free text in one form."""
    pool = [each for place in range(1, graded + 1) for each in both_forms(f"Q{number:02}.{place}")]
    for place, kind in enumerate(own_words, start=graded + 1):
        code = f"Q{number:02}.{place}"
        pool += [item(code, kind)] if kind == "free" else both_forms(code, kind)
    return pool


def course_pool(lessons: Iterable[int] = range(1, 18), graded: int = 7) -> list[Item]:
    return [each for number in lessons for each in lesson_pool(number, graded)]


def past(score: float = 1.0, confidence: int | None = 80, *, times: int = 1, day: int = 0) -> Past:
    return Past(times, score, confidence, NOON + timedelta(days=day))


def answered(codes: Iterable[str], history: dict[str, Past] | None = None) -> dict[str, Past]:
    """`history` after these were answered right once more."""
    history = dict(history or {})
    for code in codes:
        history[code] = past(times=history[code].times + 1 if code in history else 1)
    return history
