"""When a card comes back: FSRS, through the package `fsrs`. Pure rules over moments in UTC and numbers of days.

The algorithm and its default parameters: Jarrett Ye, https://github.com/open-spaced-repetition (FSRS-6). Stability is
the number of days after which a card is recalled with a probability of 0.9; difficulty is 1 to 10; retrievability is
the probability, 0 to 1, that it is recalled at a moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from functools import cache

import fsrs

RETENTIONS = (0.85, 0.90, 0.95)
"""The probabilities of recall, at the moment a card returns, that a learner may choose from."""
RETENTION = 0.90
RELEARNING = timedelta(minutes=10)
LONGEST_DAYS = 365
PARAMETERS = "fsrs-6.3 defaults"
"""Which parameters a mark was computed with; written down with each, so that schedules can be computed anew."""
DURABLE_DAYS = 21
RIGHT = 0.99


class Recall(IntEnum):
    """How recalling went, as FSRS rates it."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True)
class Memory:
    """What is assumed about a learner's memory of one card. `state` and `step` are FSRS's own."""

    state: int
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    reviewed_at: datetime

    @property
    def is_relearning(self) -> bool:
        return self.state == fsrs.State.Relearning


@cache
def scheduler(retention: float, is_fuzzed: bool) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=(),
        relearning_steps=(RELEARNING,),
        maximum_interval=LONGEST_DAYS,
        enable_fuzzing=is_fuzzed,
    )


def recalled(
    memory: Memory | None, recall: Recall, at: datetime, retention: float = RETENTION, *, is_fuzzed: bool = False
) -> Memory:
    """The memory after recalling at `at`. `memory` is None the first time.

    A clock that was set back counts as no time gone by. `is_fuzzed` moves longer intervals by a few days at random, so
    that cards learned together do not return together for ever.
    """
    at = at.astimezone(UTC)
    if memory is None:
        card = fsrs.Card(card_id=1, due=at)
    else:
        at = max(at, memory.reviewed_at.astimezone(UTC))
        card = as_fsrs(memory)
    card, _log = scheduler(retention, is_fuzzed).review_card(card, fsrs.Rating(recall), at)
    return Memory(int(card.state), card.step, card.stability, card.difficulty, card.due, card.last_review)


def as_fsrs(memory: Memory) -> fsrs.Card:
    return fsrs.Card(
        card_id=1,
        state=fsrs.State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=memory.reviewed_at.astimezone(UTC),
    )


def retrievability(memory: Memory, at: datetime) -> float:
    """The probability, 0 to 1, that the card is recalled at `at`. Whole days count."""
    return scheduler(RETENTION, False).get_card_retrievability(as_fsrs(memory), at.astimezone(UTC))


def recall_of_answer(score: float, confidence: int | None, times_before: int) -> Recall:
    """How an answer to a question counts: full marks or not, and how sure the learner said they were.

    `times_before` is how often the question was reviewed before. Without a stated confidence, right is Good.
    """
    if score < RIGHT:
        return Recall.AGAIN
    if confidence is None:
        return Recall.GOOD
    if confidence <= 50:
        return Recall.HARD
    return Recall.EASY if confidence >= 95 and times_before >= 1 else Recall.GOOD


def interval_days(stability: float, retention: float) -> int:
    """After how many whole days a card of this stability comes back, without fuzz: where FSRS's curve of forgetting,
    R(t) = (1 + FACTOR × t / S) ^ DECAY with R(S) = 0.9, meets `retention`."""
    decay = -fsrs.Scheduler().parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    days = stability / factor * (retention ** (1 / decay) - 1)
    return min(max(round(days), 1), LONGEST_DAYS)


def cost_a_day(stabilities: Iterable[float], retention: float) -> float:
    """Reviews a day for cards of these stabilities, if they stayed as they are: each comes once in its interval."""
    return sum(1 / interval_days(stability, retention) for stability in stabilities)
