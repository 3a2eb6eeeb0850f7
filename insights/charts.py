"""What a page of insights shows: a figure is a drawing, a sentence, and a table with the same numbers. Pure rules.

A drawing is any object with the name of the `template` that draws it; tables and CSV files are made of the same cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from quizzes.templatetags.quiz_numbers import percent


class Link(NamedTuple):
    """The way from a figure to where something can be done about it, such as the form that edits it."""

    url: str
    text: str


class Cell(NamedTuple):
    """One cell of a table. `value` goes into the CSV file, `text` is what is read."""

    value: object
    text: str = ""
    url: str = ""

    @property
    def shown(self) -> str:
        return self.text or ("–" if self.value is None else str(self.value))

    @property
    def is_number(self) -> bool:
        return self.value is None or isinstance(self.value, int | float)


def share_cell(share: float) -> Cell:
    """A share of 0 to 1, read as whole percent."""
    return Cell(round(share, 4), percent(share))


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`name` is its anchor and the name of its CSV file. `why` says how the number was counted. The first cell of a
    row is its heading; `csv_columns` are the names in the CSV file, which no translation changes, and `csv_rows` its
    rows, where they are not the values of the cells."""

    name: str
    title: str
    sentence: str
    columns: Sequence[str]
    csv_columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    csv_rows: Sequence[Sequence] | None = None
    drawing: object = None
    why: str = ""
    links: Sequence[Link] = ()

    @property
    def values(self) -> Sequence[Sequence]:
        """The rows of the CSV file."""
        return self.csv_rows if self.csv_rows is not None else [[cell.value for cell in row] for row in self.rows]

    @property
    def numeric_columns(self) -> list[tuple[str, bool]]:
        """Each column with whether numbers stand in it."""
        return [
            (name, bool(self.rows) and all(row[place].is_number for row in self.rows))
            for place, name in enumerate(self.columns)
        ]


class Bar(NamedTuple):
    """`share` 0 to 1 of the whole width; `low` and `high` of an interval, where there is one. `tone` is a class."""

    label: str
    share: float
    text: str
    low: float | None = None
    high: float | None = None
    tone: str = ""


class PlacedBar(NamedTuple):
    bar: Bar
    y: float
    width: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        return self.y + Bars.thickness / 2

    @property
    def label_y(self) -> float:
        return self.y - 6


@dataclass(frozen=True)
class Bars:
    """Horizontal bars one under the other, each below its label: readable at any width. 640 wide."""

    bars: Sequence[Bar]
    template = "insights/_bars.html"
    width = 640
    room = 640
    step = 46
    thickness = 16

    @property
    def height(self) -> int:
        return self.step * len(self.bars) + 4

    @property
    def placed(self) -> list[PlacedBar]:
        return [
            PlacedBar(
                bar,
                self.step * place + 24,
                round(self.room * bar.share, 1),
                round(self.room * (bar.low or 0), 1),
                round(self.room * (bar.high or 0), 1),
            )
            for place, bar in enumerate(self.bars)
        ]


class NestedBar(NamedTuple):
    """Shares 0 to 1, each within the one before: the inner ones are drawn thinner, so that no colour is needed."""

    label: str
    shares: Sequence[float]
    text: str


@dataclass(frozen=True)
class NestedBars:
    """Bars within bars, one under the other; `names` say what the bars are, from the outside in. 640 wide."""

    bars: Sequence[NestedBar]
    names: Sequence[str] = ()
    template = "insights/_nested_bars.html"
    width = 640
    step = 50
    thickness = 20

    @property
    def height(self) -> int:
        return self.step * len(self.bars) + 4

    @property
    def placed(self) -> list[tuple[NestedBar, float, list[tuple[int, float, float, float]]]]:
        """Each bar, the line of its label, and its rectangles: number, top, width, height."""
        found = []
        for place, bar in enumerate(self.bars):
            top = self.step * place + 24
            sizes = [(3 * number, self.width * share) for number, share in enumerate(bar.shares)]
            rects = [
                (number, top + inset, round(width, 1), max(2, self.thickness - 2 * inset))
                for number, (inset, width) in enumerate(sizes, start=1)
            ]
            found.append((bar, top - 7, rects))
        return found


class Pair(NamedTuple):
    """Two shares 0 to 1 on one line, such as what was said and what was right."""

    label: str
    first: float
    second: float
    text: str


@dataclass(frozen=True)
class Pairs:
    """Two dots on each line, joined: the first hollow, the second full. 640 wide."""

    pairs: Sequence[Pair]
    names: tuple[str, str]
    template = "insights/_pairs.html"
    width = 640
    step = 46
    inset = 8

    @property
    def height(self) -> int:
        return self.step * len(self.pairs) + 26

    def x(self, share: float) -> float:
        return round(self.inset + (self.width - 2 * self.inset) * share, 1)

    @property
    def ticks(self) -> list[tuple[int, float]]:
        return [(percent, self.x(percent / 100)) for percent in range(0, 101, 20)]

    @property
    def placed(self) -> list[tuple[Pair, float, float, float, float]]:
        """Each pair, the line of its label, the line of its dots, and where they are."""
        return [
            (pair, self.step * place + 14, self.step * place + 30, self.x(pair.first), self.x(pair.second))
            for place, pair in enumerate(self.pairs)
        ]


class Series(NamedTuple):
    """A line: shares 0 to 1 at 0, 1, 2 … steps along; None leaves a gap."""

    label: str
    shares: Sequence[float | None]
    tone: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines over steps, such as weeks. 640 by 320."""

    series: Sequence[Series]
    steps: Sequence[str]
    axis: str = ""
    template = "insights/_lines.html"
    left = 52
    right = 624
    top = 16
    bottom = 262
    ticks: list = field(default_factory=lambda: [0, 25, 50, 75, 100])

    def x(self, place: float) -> float:
        return round(self.left + (self.right - self.left) * place / max(1, len(self.steps) - 1), 1)

    def y(self, share: float) -> float:
        return round(self.bottom - (self.bottom - self.top) * share, 1)

    @property
    def grid(self) -> list[tuple[int, float]]:
        return [(percent, self.y(percent / 100)) for percent in self.ticks]

    @property
    def marks(self) -> list[tuple[str, float]]:
        """At most about a dozen labels fit."""
        every = -(-len(self.steps) // 12)
        return [(step, self.x(place)) for place, step in enumerate(self.steps) if place % every == 0]

    @property
    def placed(self) -> list[tuple[Series, list[str], list[tuple[float, float]]]]:
        """Each series, its unbroken pieces as points of a polyline, and its dots."""
        found = []
        for series in self.series:
            pieces, dots = [[]], []
            for place, share in enumerate(series.shares):
                if share is None:
                    pieces.append([])
                    continue
                dots.append((self.x(place), self.y(share)))
                pieces[-1].append(f"{self.x(place)},{self.y(share)}")
            found.append((series, [" ".join(piece) for piece in pieces if len(piece) > 1], dots))
        return found
