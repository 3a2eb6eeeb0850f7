"""Which questions are put together for a quiz, a retry, a recap, a checkpoint. Pure rules over questions and histories.

A question here is anything with `code`, `kind`, `points` and `lesson.code`. Its form is B where the code ends in b,
else A.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle
from random import Random

QUIZ_LENGTH = 6
RECAP_LENGTH = 2
FIRST_WITH_RECAP = 2
"""The number of the first lesson that opens with a recap."""
OWN_WORDS = ("free", "branch")
"""Kinds of which a quiz has one: where learners act or write."""
BASELINE = ("Q05.4b", "Q06.3b", "Q07.5b", "Q08.2b", "Q09.3b", "Q10.4b")
"""One question for each core area. Their other forms are the twins asked after the course. Neither is used elsewhere,
so that what the comparison shows is not the memory of a quiz."""
CORE_LESSONS = ("L05", "L06", "L07", "L08", "L09", "L10")
CONFUSABLE = (("L05", "L07"), ("L06", "L08"), ("L09", "L10"))
"""Value and technical reality, experience and trust, metrics and the learning loop: easily taken for one another."""


@dataclass(frozen=True)
class Past:
    """What a learner did with a question, last time: `times` answered, `score`, stated confidence, when."""

    times: int
    score: float
    confidence: int | None
    answered_at: datetime

    @property
    def is_weak(self) -> bool:
        return is_weak(self.score, self.confidence)


def is_weak(score: float, confidence: int | None) -> bool:
    """Missed, or right with little confidence."""
    return score < 0.99 or (confidence is not None and confidence <= 40)


History = Mapping[str, Past]


def history_from(rows: Iterable[tuple[str, float, int | None, datetime]]) -> dict[str, Past]:
    """What was done with each question, by code, from (code, score, confidence, when) in the order of time."""
    history: dict[str, Past] = {}
    for code, score, confidence, answered_at in rows:
        times = history[code].times if code in history else 0
        history[code] = Past(times + 1, score, confidence, answered_at)
    return history


@dataclass(frozen=True)
class Check:
    """A check over several lessons: where it stands, how many questions, from where."""

    kind: str
    scope: str
    after: str
    length: int
    lessons: tuple[str, ...]
    others: tuple[str, ...] = ()
    other_length: int = 0


def lesson_codes(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"L{number:02}" for number in range(first, last + 1))


CHECKS = (
    Check("baseline", "", "L00", len(BASELINE), CORE_LESSONS),
    Check("checkpoint", "A", "L03", 8, lesson_codes(1, 3)),
    Check("checkpoint", "B", "L07", 12, lesson_codes(4, 7)),
    Check("checkpoint", "C", "L10", 12, lesson_codes(4, 10)),
    Check("checkpoint", "D", "L13", 10, lesson_codes(11, 13), others=lesson_codes(4, 10), other_length=4),
    Check("final", "", "L17", 18, CORE_LESSONS),
    Check("twin", "", "L17", len(BASELINE), CORE_LESSONS),
    Check("delayed", "", "L17", 12, lesson_codes(1, 17)),
)


def check_of(kind: str, scope: str) -> Check | None:
    return next((check for check in CHECKS if (check.kind, check.scope) == (kind, scope)), None)


def form_a(code: str) -> str:
    return code.removesuffix("b")


def other_form(code: str) -> str:
    """The code of the sibling: Q05.4 and Q05.4b."""
    return code.removesuffix("b") if code.endswith("b") else f"{code}b"


def is_reserved(code: str) -> bool:
    """Kept for the baseline and its twin."""
    return code in BASELINE or other_form(code) in BASELINE


def can_return(code: str, kind: str) -> bool:
    """Whether a question may be asked again later, when it was missed: free text is not graded, the warm-up counts
    nowhere, and the baseline is kept for its twin."""
    return kind != "free" and not code.startswith("Q00") and not is_reserved(code)


def latest_of_pairs(history: History) -> dict[str, tuple[str, Past]]:
    """Of both forms of each question the one answered last, with what was done; by the code of form A."""
    latest: dict[str, tuple[str, Past]] = {}
    for code, past in history.items():
        known = latest.get(form_a(code))
        if known is None or past.answered_at > known[1].answered_at:
            latest[form_a(code)] = (code, past)
    return latest


def drawable(questions: Iterable, *, graded_only: bool = False) -> list:
    return [
        question
        for question in questions
        if not is_reserved(question.code) and not (graded_only and question.kind == "free")
    ]


def lesson_quiz(questions: Iterable, history: History | None = None) -> list[str]:
    """Codes for a quiz of one lesson: six, the last of them free text or a story, over as many points as can be.

    Without a history it is form A throughout. On a retake, what was answered least often comes first, so that the
    forms rotate; never both forms of one question.
    """
    history = history or {}
    candidates = drawable(questions)
    if not history:
        candidates = [question for question in candidates if not question.code.endswith("b")]
    own_words = first_of([question for question in candidates if question.kind in OWN_WORDS], history)
    rest = [question for question in candidates if question.kind not in OWN_WORDS]
    chosen = widest(rest, QUIZ_LENGTH - len(own_words), history)
    taken = {form_a(question.code) for question in (*chosen, *own_words)}
    others = [question for question in candidates if form_a(question.code) not in taken]
    chosen += widest(others, QUIZ_LENGTH - len(taken), history)
    places = {question.code: number for number, question in enumerate(candidates)}
    chosen.sort(key=lambda question: (question.kind in OWN_WORDS, places[question.code]))
    return [question.code for question in (*chosen, *own_words)]


def times_answered(question, history: History) -> int:
    past = history.get(question.code)
    return past.times if past else 0


def first_of(questions: Sequence, history: History) -> list:
    """The one answered least often, stories before free text; none where there is none."""
    order = sorted(questions, key=lambda question: (times_answered(question, history), question.kind != "branch"))
    return order[:1]


def widest(questions: Sequence, count: int, history: History) -> list:
    """`count` questions, at each step the one answered least often that adds the most points not yet covered."""
    chosen, covered, left = [], set(), list(questions)
    while left and len(chosen) < count:
        best = min(
            left,
            key=lambda question: (times_answered(question, history), -len(set(question.points) - covered)),
        )
        chosen.append(best)
        covered |= set(best.points)
        left = [question for question in left if form_a(question.code) != form_a(best.code)]
    return chosen


def retry(missed: Iterable[str], known: Mapping) -> list[str]:
    """The other forms of what was missed; the same one where there is no other."""
    return [other_form(code) if other_form(code) in known else code for code in missed]


def recap(questions: Iterable, number: int, history: History | None = None) -> list[str]:
    """Two questions for the opening of lesson `number`, from different earlier lessons.

    First what is weakest: missed, then right with little confidence, then what was answered longest ago. Without a
    history: form B from the two lessons before this one, in turn by the lesson's number.
    """
    if number < FIRST_WITH_RECAP:
        return []
    earlier = [
        question
        for question in drawable(questions, graded_only=True)
        if 1 <= int(question.lesson.code[1:]) < number and question.kind not in ("branch", "estimate")
    ]
    past = [question for question in earlier if question.code in (history or {})]
    order = sorted(past, key=lambda question: recall_order(history[question.code]))
    fresh = [question for question in earlier if question not in past]
    fresh.sort(
        key=lambda question: (
            -int(question.lesson.code[1:]),
            not question.code.endswith("b"),
            (int(question.code.removesuffix("b").split(".")[1]) + number) % 7,
        )
    )
    return [question.code for question in one_a_lesson([*order, *fresh], RECAP_LENGTH, number)]


def recall_order(past: Past):
    return past.score >= 0.99, past.confidence or 100, past.answered_at


def one_a_lesson(questions: Sequence, count: int, number: int) -> list:
    """The first `count` of different lessons; the second lesson has only one lesson before it."""
    chosen = []
    for question in questions:
        is_other = question.lesson.code not in [other.lesson.code for other in chosen]
        is_other_item = form_a(question.code) not in [form_a(other.code) for other in chosen]
        if len(chosen) < count and is_other_item and (is_other or number == FIRST_WITH_RECAP):
            chosen.append(question)
    return chosen


def check_questions(check: Check, questions: Iterable, history: History, seed: str) -> list[str]:
    """Codes for a check. `seed` decides among equals: the same seed gives the same questions."""
    if check.kind == "baseline":
        return list(BASELINE)
    if check.kind == "twin":
        return [other_form(code) for code in BASELINE]
    randomly = Random(seed)
    pool = drawable(questions, graded_only=True)
    if check.kind == "final":
        each = check.length // len(check.lessons)
        chosen = [q for code in check.lessons for q in deal(pool, (code,), each, history, randomly)]
        return [question.code for question in apart(chosen)]
    chosen = spread(check, pool, history, randomly)
    others = deal(pool, check.others, check.other_length, history, randomly)
    return [question.code for question in apart([*chosen, *others])] if check.scope != "B" else [q.code for q in chosen]


def spread(check: Check, pool: Sequence, history: History, randomly: Random) -> list:
    """Over the check's lessons; in checkpoint B every second question is from a pair of areas easily confused."""
    count = check.length - check.other_length
    if check.scope != "B":
        return deal(pool, check.lessons, count, history, randomly)
    pair = next(pair for pair in CONFUSABLE if set(pair) <= set(check.lessons))
    rest = tuple(code for code in check.lessons if code not in pair)
    firsts = deal(pool, rest, count - count // 2, history, randomly)
    seconds = deal(pool, pair, count // 2, history, randomly)
    return [question for both in zip(firsts, seconds, strict=False) for question in both]


def deal(pool: Sequence, lessons: Sequence[str], count: int, history: History, randomly: Random) -> list:
    """`count` questions, from each lesson in turn, first those answered least often, never both forms of one.

    Where there are more lessons than turns, the seed decides which of them have one.
    """
    piles, lessons = {}, randomly.sample(lessons, len(lessons))
    for code in lessons:
        pile = [question for question in pool if question.lesson.code == code]
        randomly.shuffle(pile)
        piles[code] = sorted(pile, key=lambda question: times_answered(question, history))
    chosen, used = [], set()
    for code in cycle(lessons):
        if len(chosen) >= count or not any(piles.values()):
            break
        while piles[code]:
            question = piles[code].pop(0)
            if form_a(question.code) not in used:
                used.add(form_a(question.code))
                chosen.append(question)
                break
    return chosen


def apart(questions: Sequence) -> list:
    """Reordered so that neighbours are of different lessons, as far as that can be."""
    left, ordered = list(questions), []
    while left:
        counts = {q.lesson.code: sum(other.lesson.code == q.lesson.code for other in left) for q in left}
        last = ordered[-1].lesson.code if ordered else None
        candidates = [question for question in left if question.lesson.code != last] or left
        best = max(candidates, key=lambda question: counts[question.lesson.code])
        left.remove(best)
        ordered.append(best)
    return ordered
