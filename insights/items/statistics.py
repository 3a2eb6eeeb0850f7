"""What the sums over first answers say about an item: facility, discrimination, who chose what. Pure rules.

Sources: facility is the share of answers with full marks (the p-value of classical test theory), with the score
interval of Edwin B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927), at 95%.
Discrimination is the item-rest correlation, corrected because the item is no part of the rest: Sten Henrysson,
Correction of Item-Total Correlations in Item Analysis, Psychometrika 28 (1963). It is Pearson's r between the score of
the item and the mean score of the learner's other first answers in the lesson; for scores of 0 and 1 that is the
point-biserial correlation. The correlation of an option is the same with 1 for those who chose it, 0 for the others.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from insights.items.tallies import UNIT
from quizzes.calibration import wilson
from quizzes.kinds.base import Part, Pick
from quizzes.scales import SURE

ENOUGH = 20
"""First answers before anything is judged."""
Z95 = 1.959964
"""Two-sided 95% quantile of the normal distribution."""


def pearson(count: int, x: int, y: int, xx: int, yy: int, xy: int) -> float | None:
    """Pearson's correlation from sums; None where one of both never varies."""
    spread = (count * xx - x * x) * (count * yy - y * y)
    return (count * xy - x * y) / math.sqrt(spread) if spread > 0 else None


def interval_of(correlation: float, count: int) -> tuple[float, float]:
    """Where the true correlation lies with 95% probability (Ronald A. Fisher's transformation, 1921)."""
    if count <= 3 or abs(correlation) >= 1:
        return correlation, correlation
    middle, half = math.atanh(correlation), Z95 / math.sqrt(count - 3)
    return math.tanh(middle - half), math.tanh(middle + half)


def median_of(counts: dict[str, int]) -> float | None:
    """The median of whole numbers, each given with how often it came."""
    values = sorted((int(value), times) for value, times in counts.items())
    whole = sum(times for _value, times in values)
    if not whole:
        return None
    middle, passed, found = ((whole - 1) // 2, whole // 2), 0, []
    for value, times in values:
        found += [value for place in middle if passed <= place < passed + times]
        passed += times
    return sum(found) / 2


def thirds_of(bins: dict[str, int]) -> dict[str, int]:
    """To which third each step of strength belongs: 0 weak, 1 middle, 2 strong. A step belongs whole to where its
    middle learner stands."""
    whole, passed, third = sum(bins.values()), 0, {}
    for step in sorted(bins, key=int):
        third[step] = min(2, int(3 * (passed + bins[step] / 2) / whole))
        passed += bins[step]
    return third


@dataclass(frozen=True)
class Chosen:
    """A pick, and who chose it. `thirds`: of how many weak, middle and strong learners how many did."""

    number: int
    pick: Pick
    count: int
    answers: int
    mean_confidence: float | None
    correlation: float | None
    thirds: Sequence[tuple[int, int]]

    @property
    def share(self) -> float:
        return self.count / self.answers if self.answers else 0.0

    @property
    def share_of_strong(self) -> float:
        chose, of = self.thirds[2]
        return chose / of if of else 0.0


@dataclass(frozen=True)
class Choices:
    """One part of an item, with what was chosen in it."""

    part: Part
    chosen: Sequence[Chosen]

    @property
    def keys(self) -> list[Chosen]:
        return [each for each in self.chosen if each.pick.is_key]

    @property
    def others(self) -> list[Chosen]:
        return [each for each in self.chosen if not each.pick.is_key]

    @property
    def strong(self) -> int:
        """How many strong learners there are."""
        return self.chosen[0].thirds[2][1]


@dataclass(frozen=True)
class ItemStatistics:
    """`tally` as `insights.items.tallies` makes it for one revision, `parts` what there is to choose."""

    tally: dict
    parts: Sequence[Part] = ()
    is_graded: bool = True

    @property
    def answers(self) -> int:
        return self.tally.get("answers", 0)

    @property
    def has_enough(self) -> bool:
        return self.answers >= ENOUGH

    @property
    def right(self) -> int:
        return self.tally["right"]

    @property
    def facility(self) -> float | None:
        return self.right / self.answers if self.answers and self.is_graded else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.answers, Z95)

    @property
    def mean_score(self) -> float | None:
        return self.tally["score"] / UNIT / self.answers if self.answers else None

    @property
    def with_rest(self) -> int:
        """Answers of learners of whom enough else is known."""
        return self.tally["rest"][0]

    @property
    def discrimination(self) -> float | None:
        return pearson(*self.tally["rest"]) if self.is_graded and self.with_rest >= ENOUGH else None

    @property
    def stated(self) -> int:
        """Answers with a stated confidence."""
        return sum(count for count, _right in self.tally["confidence"].values())

    @property
    def mean_confidence(self) -> float | None:
        """In percent."""
        levels = self.tally["confidence"].items()
        return sum(int(level) * count for level, (count, _right) in levels) / self.stated if self.stated else None

    @property
    def levels(self) -> list[tuple[int, int, int]]:
        """(stated confidence, answers, right)"""
        return sorted((int(level), count, right) for level, (count, right) in self.tally["confidence"].items())

    @property
    def sure_and_wrong(self) -> int:
        return sum(count - right for level, count, right in self.levels if level >= SURE)

    @property
    def misled(self) -> float | None:
        """Of the answers with a stated confidence, the share that was sure and wrong."""
        return self.sure_and_wrong / self.stated if self.stated else None

    @property
    def median_seconds(self) -> float | None:
        return median_of(self.tally["seconds"])

    @cached_property
    def choices(self) -> list[Choices]:
        return [
            Choices(part, [self.chosen(place, number, pick) for number, pick in enumerate(part.picks)])
            for place, part in enumerate(self.parts)
        ]

    @cached_property
    def third(self) -> dict[str, int]:
        return thirds_of(self.tally["bins"])

    def chosen(self, part: int, number: int, pick: Pick) -> Chosen:
        tally = self.tally["picks"].get(f"{part}.{number}") or {"count": 0, "stated": [0, 0], "rest": 0, "bins": {}}
        stated, confidence = tally["stated"]
        thirds = [[0, 0], [0, 0], [0, 0]]
        for step, learners in self.tally["bins"].items():
            thirds[self.third[step]][0] += tally["bins"].get(step, 0)
            thirds[self.third[step]][1] += learners
        return Chosen(
            number,
            pick,
            tally["count"],
            self.answers,
            confidence / stated if stated else None,
            self.correlation(tally),
            [tuple(third) for third in thirds],
        )

    def correlation(self, pick: dict) -> float | None:
        """Of choosing a pick with the rest."""
        count, _x, rest, _xx, rest_squared, _xr = self.tally["rest"]
        chose = sum(pick["bins"].values())
        if count < ENOUGH:
            return None
        return pearson(count, chose, rest, chose, rest_squared, pick["rest"])
