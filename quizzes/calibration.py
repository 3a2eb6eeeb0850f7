"""How well stated confidence fits results: Brier score, points, the curve with its intervals. Pure rules.

Sources: Glenn W. Brier, Verification of Forecasts Expressed in Terms of Probability (1950); Edwin B. Wilson, Probable
Inference, the Law of Succession, and Statistical Inference (1927).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.scales import brier, calibration_points

ENOUGH = 20
"""Rated answers before a curve is shown."""
ENOUGH_AT_LEVEL = 5
Z80 = 1.2816
"""Two-sided 80% quantile of the normal distribution."""
CLOSE = 0.05
TOO_FAST = 3.0
"""Seconds under which an answer says nothing about knowledge."""
AREAS = {
    "L05": gettext_lazy("Value"),
    "L06": gettext_lazy("Experience"),
    "L07": gettext_lazy("Technical reality"),
    "L08": gettext_lazy("Trust"),
    "L09": gettext_lazy("Metrics"),
    "L10": gettext_lazy("Learning loop"),
}


class Rated(NamedTuple):
    """One rated answer: stated confidence in percent, whether it was right, the lesson's code."""

    confidence: int
    is_right: bool
    lesson: str


class Estimated(NamedTuple):
    """One estimate: whether the 80% range held the answer, and how wide it was, relative to the answer."""

    is_held: bool
    relative_width: float


def wilson(hits: int, count: int, z: float = Z80) -> tuple[float, float]:
    """Wilson's score interval for a share: (low, high), each 0 to 1."""
    if count == 0:
        return 0.0, 1.0
    share = hits / count
    scale = 1 + z * z / count
    centre = (share + z * z / (2 * count)) / scale
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True)
class Level:
    """All answers given at one stated confidence (percent)."""

    stated: int
    count: int
    right: int

    @property
    def share(self) -> float:
        return self.right / self.count

    @property
    def percent(self) -> int:
        return round(100 * self.share)

    @property
    def has_enough(self) -> bool:
        """With fewer answers the dot is hollow and has no interval."""
        return self.count >= ENOUGH_AT_LEVEL

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.count)

    @property
    def low(self) -> int:
        return round(100 * self.interval[0])

    @property
    def high(self) -> int:
        return round(100 * self.interval[1])

    @property
    def gap(self) -> float:
        """Stated minus right, as shares: above 0 is too sure."""
        return self.stated / 100 - self.share

    @property
    def judgement(self) -> str:
        """over, under (a little), clearly-over, clearly-under, or fits."""
        if round(abs(self.gap), 9) < CLOSE:  # 0.95 less 0.9 is no 0.05 to a computer
            return "fits"
        side = "over" if self.gap > 0 else "under"
        low, high = self.interval
        return side if low <= self.stated / 100 <= high else f"clearly-{side}"

    @property
    def sentence(self) -> str:
        facts = {"stated": self.stated, "low": self.low, "high": self.high, "right": self.right, "count": self.count}
        return SENTENCES[self.judgement]() % facts


SENTENCES = {
    "fits": lambda: _(
        "When you said %(stated)s%%, you were right %(low)s–%(high)s%% of the time (%(right)s of %(count)s): "
        "about as often as you said."
    ),
    "over": lambda: _(
        "When you said %(stated)s%%, you were right %(low)s–%(high)s%% of the time (%(right)s of %(count)s): "
        "a little over-confident."
    ),
    "under": lambda: _(
        "When you said %(stated)s%%, you were right %(low)s–%(high)s%% of the time (%(right)s of %(count)s): "
        "a little under-confident."
    ),
    "clearly-over": lambda: _(
        "When you said %(stated)s%%, you were right %(low)s–%(high)s%% of the time (%(right)s of %(count)s): "
        "clearly over-confident."
    ),
    "clearly-under": lambda: _(
        "When you said %(stated)s%%, you were right %(low)s–%(high)s%% of the time (%(right)s of %(count)s): "
        "clearly under-confident."
    ),
}


@dataclass(frozen=True)
class Measure:
    """Accuracy, mean confidence and Brier score of some rated answers."""

    name: str
    answers: Sequence[Rated]

    @property
    def count(self) -> int:
        return len(self.answers)

    @property
    def right(self) -> int:
        return sum(answer.is_right for answer in self.answers)

    @property
    def accuracy(self) -> float:
        return self.right / self.count

    @property
    def mean_confidence(self) -> float:
        return sum(answer.confidence for answer in self.answers) / self.count / 100

    @property
    def brier(self) -> float:
        return sum(brier(answer.confidence, answer.is_right) for answer in self.answers) / self.count

    @property
    def points(self) -> float:
        """Mean calibration points of an answer."""
        return sum(calibration_points(answer.confidence, answer.is_right) for answer in self.answers) / self.count

    @property
    def accuracy_percent(self) -> float:
        return 100 * self.accuracy

    @property
    def confidence_percent(self) -> float:
        return 100 * self.mean_confidence

    @property
    def gap_points(self) -> float:
        """Mean confidence minus accuracy, in percentage points."""
        return 100 * (self.mean_confidence - self.accuracy)


@dataclass(frozen=True)
class Ranges:
    """How often 80% ranges held the answer, and how wide they were."""

    estimates: Sequence[Estimated]

    @property
    def count(self) -> int:
        return len(self.estimates)

    @property
    def held(self) -> int:
        return sum(estimate.is_held for estimate in self.estimates)

    @property
    def target(self) -> float:
        """How many of them should hold it, to one decimal where it is no whole number."""
        return round(0.8 * self.count, 1)

    @property
    def median_width_percent(self) -> int:
        return round(100 * median(estimate.relative_width for estimate in self.estimates))


@dataclass(frozen=True)
class Report:
    overall: Measure
    levels: list[Level] = field(default_factory=list)
    areas: list[Measure] = field(default_factory=list)
    periods: list[Measure] = field(default_factory=list)
    ranges: Ranges = field(default_factory=lambda: Ranges(()))

    @property
    def has_curve(self) -> bool:
        return self.overall.count >= ENOUGH

    @property
    def missing(self) -> int:
        """Rated answers still needed for a curve."""
        return max(0, ENOUGH - self.overall.count)

    @property
    def sentence(self) -> str:
        """About the level with the most to say: many answers, far from what was stated."""
        full = [level for level in self.levels if level.has_enough]
        level = max(full, key=lambda level: level.count * abs(level.gap), default=None)
        return level.sentence if level else _("No level has five answers yet.")

    @property
    def curve(self) -> "Curve":
        return Curve(self.levels)


def levels_of(answers: Iterable[Rated]) -> list[Level]:
    counts: dict[int, list[bool]] = {}
    for answer in answers:
        counts.setdefault(answer.confidence, []).append(answer.is_right)
    return [Level(stated, len(results), sum(results)) for stated, results in sorted(counts.items())]


def report_on(rated: Sequence[Rated], ranges: Sequence[Estimated] = ()) -> Report:
    """Everything the calibration page shows. `rated` is in the order of time."""
    areas = [Measure(str(name), [answer for answer in rated if answer.lesson == code]) for code, name in AREAS.items()]
    rest = Measure(_("The rest of the course"), [answer for answer in rated if answer.lesson not in AREAS])
    periods = [
        Measure(
            _("%(first)s to %(last)s") % {"first": start + 1, "last": min(start + ENOUGH, len(rated))},
            rated[start : start + ENOUGH],
        )
        for start in range(0, len(rated), ENOUGH)
    ]
    return Report(
        Measure("", rated),
        levels_of(rated),
        [area for area in (*areas, rest) if area.count],
        periods,
        Ranges(ranges),
    )


class Dot(NamedTuple):
    """A level in the drawing: centre, radius, and where its interval begins and ends."""

    level: Level
    x: float
    y: float
    radius: float
    top: float
    bottom: float


class Tick(NamedTuple):
    percent: int
    x: float
    y: float


@dataclass(frozen=True)
class Curve:
    """Places in a drawing of 400 by 400."""

    levels: Sequence[Level]
    left: int = 52
    right: int = 384
    top: int = 16
    bottom: int = 348

    def x(self, percent: float) -> float:
        return round(self.left + (self.right - self.left) * percent / 100, 1)

    def y(self, percent: float) -> float:
        return round(self.bottom - (self.bottom - self.top) * percent / 100, 1)

    @property
    def ticks(self) -> list[Tick]:
        return [Tick(percent, self.x(percent), self.y(percent)) for percent in range(0, 101, 20)]

    @property
    def dots(self) -> list[Dot]:
        """The area of a dot grows with its number of answers."""
        most = max((level.count for level in self.levels), default=1)
        return [
            Dot(
                level,
                self.x(level.stated),
                self.y(100 * level.share),
                round(max(4.0, 14 * math.sqrt(level.count / most)), 1),
                self.y(100 * level.interval[1]),
                self.y(100 * level.interval[0]),
            )
            for level in self.levels
        ]
