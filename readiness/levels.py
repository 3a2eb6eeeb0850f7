"""From a rating, its evidence and the linked answers to a level that the plan can use. Pure rules.

Whole numbers are compared (percent, and counts of answers), so that a limit is met exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

TOP = 3
"""The highest level; the lowest is 0."""
ENOUGH = 6
"""Linked answers before they say anything."""
LOW_PERCENT = 60
GAP_POINTS = 15
DOUBTED_FROM = 2
"""The lowest level that low results on linked questions speak against."""
NO_EVIDENCE, TEXT, MEETS, CONFIRMED = range(4)


def evidence_level(text: str, *, meets_descriptor: bool, is_confirmed: bool) -> int:
    """0 none; 1 a text; 2 one that meets the level by the learner's own check; 3 one that somebody else confirmed."""
    if not text.strip():
        return NO_EVIDENCE
    if is_confirmed:
        return CONFIRMED
    return MEETS if meets_descriptor else TEXT


def shown_level(rated: int, evidence: int) -> int:
    """A claim may run one step ahead of its evidence, never two."""
    return min(rated, evidence + 1)


class LinkedAnswer(NamedTuple):
    """The last answer to one linked question in one form; `confidence` in percent, where it was stated."""

    is_right: bool
    confidence: int | None = None


@dataclass(frozen=True)
class Linked:
    """What the answers to the questions linked with a readiness question come to."""

    answers: Sequence[LinkedAnswer] = ()

    @property
    def count(self) -> int:
        return len(self.answers)

    @property
    def missing(self) -> int:
        """How many more answers it takes."""
        return max(0, ENOUGH - self.count)

    @cached_property
    def right(self) -> int:
        return sum(answer.is_right for answer in self.answers)

    @cached_property
    def rated(self) -> list[LinkedAnswer]:
        return [answer for answer in self.answers if answer.confidence is not None]

    @cached_property
    def gap_total(self) -> int:
        """Stated confidence minus result, in percentage points, over all rated answers."""
        return sum(answer.confidence - 100 * answer.is_right for answer in self.rated)

    @property
    def has_enough(self) -> bool:
        return self.count >= ENOUGH

    @property
    def has_gap(self) -> bool:
        return len(self.rated) >= ENOUGH

    @property
    def share(self) -> float | None:
        """P: the share right, None with fewer than six answers."""
        return self.right / self.count if self.has_enough else None

    @property
    def mean_confidence(self) -> float | None:
        return sum(answer.confidence for answer in self.rated) / len(self.rated) / 100 if self.has_gap else None

    @property
    def accuracy(self) -> float | None:
        """The share right among the answers with a stated confidence."""
        return sum(answer.is_right for answer in self.rated) / len(self.rated) if self.has_gap else None

    @property
    def gap(self) -> float | None:
        """C: mean stated confidence minus accuracy; above 0 is too sure."""
        return self.gap_total / len(self.rated) / 100 if self.has_gap else None

    @property
    def gap_points(self) -> float | None:
        return None if self.gap is None else 100 * self.gap

    @property
    def gap_rounded(self) -> str:
        """Whole percentage points with their sign: +34, −7, 0."""
        if self.gap is None:
            return ""
        points = int(abs(self.gap_points) + 0.5)
        return f"{'−' if self.gap < 0 else '+'}{points}" if points else "0"

    @property
    def is_low(self) -> bool:
        return self.has_enough and 100 * self.right < LOW_PERCENT * self.count

    @property
    def is_over_confident(self) -> bool:
        return self.has_gap and self.gap_total > GAP_POINTS * len(self.rated)

    @property
    def is_under_confident(self) -> bool:
        return self.has_gap and self.gap_total < -GAP_POINTS * len(self.rated)


@dataclass(frozen=True)
class Standing:
    """One question as a learner stands on it: what they rated, what supports it, what linked answers say."""

    code: str
    rated: int
    evidence: int
    linked: Linked = Linked()

    @property
    def shown(self) -> int:
        return shown_level(self.rated, self.evidence)

    @property
    def is_held_back(self) -> bool:
        """Whether the evidence does not carry the rating."""
        return self.shown < self.rated

    @property
    def is_doubted(self) -> bool:
        """Whether linked answers speak against the level. The level stays; the plan begins with practice."""
        return self.linked.is_low and self.shown >= DOUBTED_FROM
