"""Sums over first answers, from which every figure of an item follows. Pure rules.

The sums of two groups that share no learner add up to those of both. Scores are counted in whole millionths: so sums
are exact, and it does not matter in which order they were made. A tally is made of dicts, lists and whole numbers, as
JSON holds them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from quizzes.kinds.base import FULL

UNIT = 1_000_000
BINS = 20
"""Into so many steps is the strength of learners divided, so that thirds can be told without knowing each of them."""
LEAST_OTHERS = 3
"""With fewer other answers in the lesson nobody knows how strong a learner is."""
LONGEST = 3600
"""Seconds. A page left open says nothing about how long a question takes."""


class FirstAnswer(NamedTuple):
    """The first complete answer of a learner to a question.

    `picks` are (part, pick); `offered` the beliefs that the question could have shown, `shown` those that it did.
    """

    learner: int
    question: int
    revision: int
    score: float
    is_right: bool | None
    confidence: int | None
    seconds: float | None
    answered_at: datetime
    is_graded: bool
    picks: Sequence[tuple[int, int]] = ()
    offered: frozenset[str] = frozenset()
    shown: Sequence[str] = ()


def first_answers(answers: Iterable[FirstAnswer]) -> list[FirstAnswer]:
    """Of answers in the order of time the first one of each learner to each question."""
    first: dict[tuple[int, int], FirstAnswer] = {}
    for answer in answers:
        first.setdefault((answer.learner, answer.question), answer)
    return list(first.values())


def monday_of(moment: datetime) -> date:
    day = moment.date()
    return day - timedelta(days=day.weekday())


def add_to(whole: dict, part: dict) -> None:
    """Add `part` to `whole`, key by key."""
    for key, value in part.items():
        if isinstance(value, dict):
            add_to(whole.setdefault(key, {}), value)
        elif isinstance(value, list):
            add_numbers(whole.setdefault(key, [0] * len(value)), value)
        else:
            whole[key] = whole.get(key, 0) + value


def total(tallies: Iterable[dict]) -> dict:
    whole: dict = {}
    for tally in tallies:
        add_to(whole, tally)
    return whole


def add_numbers(sums: list[int], numbers: Sequence[int]) -> None:
    for place, number in enumerate(numbers):
        sums[place] += number


def tally_lesson(answers: Iterable[FirstAnswer]) -> dict:
    """The sums over the first answers that some learners gave to questions of one lesson.

    `revisions`: by the revision's number in the database; `beliefs`: for each code by the week in which a learner was
    first offered it, [learners who were, learners who showed it in one of their answers].
    """
    by_learner: dict[int, list[FirstAnswer]] = defaultdict(list)
    for answer in answers:
        by_learner[answer.learner].append(answer)
    revisions: dict[str, dict] = {}
    beliefs: dict[str, dict] = {}
    for theirs in by_learner.values():
        rests = rests_of(theirs)
        for answer, rest in zip(theirs, rests, strict=True):
            count(revisions.setdefault(str(answer.revision), empty()), answer, rest)
        count_beliefs(beliefs, theirs)
    return {"revisions": revisions, "beliefs": beliefs}


def rests_of(theirs: Sequence[FirstAnswer]) -> list[int | None]:
    """For each answer the mean score, in millionths, of a learner's others that are graded; None with too few."""
    scores = [round(answer.score * UNIT) for answer in theirs if answer.is_graded]
    others = len(scores) - 1
    if others < LEAST_OTHERS:
        return [None] * len(theirs)
    whole = sum(scores)
    return [round((whole - round(answer.score * UNIT)) / others) if answer.is_graded else None for answer in theirs]


def empty() -> dict:
    """`rest`: over answers with a rest r, x being the score: [how many, Σx, Σr, Σx², Σr², Σxr]."""
    return {
        "answers": 0,
        "right": 0,
        "score": 0,
        "rest": [0] * 6,
        "bins": {},
        "confidence": {},
        "seconds": {},
        "picks": {},
        "beliefs": {},
    }


def count(tally: dict, answer: FirstAnswer, rest: int | None) -> None:
    """Count one answer in the tally of its revision."""
    score = round(answer.score * UNIT)
    tally["answers"] += 1
    tally["right"] += answer.score >= FULL
    tally["score"] += score
    if rest is not None:
        add_numbers(tally["rest"], (1, score, rest, score * score, rest * rest, score * rest))
        one_more(tally["bins"], bin_of(rest))
    if answer.confidence is not None and answer.is_right is not None:
        stated = tally["confidence"].setdefault(str(answer.confidence), [0, 0])
        stated[0] += 1
        stated[1] += answer.is_right
    if answer.seconds is not None:
        one_more(tally["seconds"], str(min(LONGEST, round(answer.seconds))))
    for code in set(answer.shown):
        one_more(tally["beliefs"], code)
    for part, pick in answer.picks:
        chosen = tally["picks"].setdefault(f"{part}.{pick}", {"count": 0, "stated": [0, 0], "rest": 0, "bins": {}})
        count_pick(chosen, answer, rest)


def count_pick(chosen: dict, answer: FirstAnswer, rest: int | None) -> None:
    chosen["count"] += 1
    if answer.confidence is not None:
        add_numbers(chosen["stated"], (1, answer.confidence))
    if rest is not None:
        chosen["rest"] += rest
        one_more(chosen["bins"], bin_of(rest))


def bin_of(rest: int) -> str:
    return str(rest * BINS // UNIT)


def one_more(counts: dict, key: str) -> None:
    counts[key] = counts.get(key, 0) + 1


def count_beliefs(beliefs: dict, theirs: Sequence[FirstAnswer]) -> None:
    """Each learner once for each belief, in the week in which they were first offered it."""
    shown = {code for answer in theirs for code in answer.shown}
    offered: dict[str, date] = {}
    for answer in sorted(theirs, key=lambda answer: answer.answered_at):
        for code in answer.offered:
            offered.setdefault(code, monday_of(answer.answered_at))
    for code, week in offered.items():
        counts = beliefs.setdefault(code, {}).setdefault(week.isoformat(), [0, 0])
        counts[0] += 1
        counts[1] += code in shown
