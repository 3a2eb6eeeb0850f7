"""Who chose what: for each part of an item the options, with the key, and how the weak and the strong chose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from insights.charts import Bar, Bars, Cell, Figure, Link
from insights.cohorts import SMALLEST
from insights.items.statistics import Choices, Chosen, ItemStatistics
from insights.wording import count_cell, decimals_cell, few, percent, share_cell, short
from lessons.rendering import plain_text


def choice_figures(item: ItemStatistics, links: Sequence[Link]) -> Iterator[Figure]:
    for number, choices in enumerate(item.choices, start=1):
        yield choices_figure(number, choices, item, links)
        if choices.part.has_distractors and item.with_rest >= 3 * SMALLEST:
            yield thirds_figure(number, choices, links)


def name_of(chosen: Chosen) -> str:
    """A letter, since texts are long, and a sign for the key."""
    return f"{chr(ord('A') + chosen.number)}{' ✓' if chosen.pick.is_key else ''}"


def part_title(choices: Choices, title: str) -> str:
    return f"{title}: {short(choices.part.text, 90)}" if choices.part.text else title


def choices_figure(number: int, choices: Choices, item: ItemStatistics, links: Sequence[Link]) -> Figure:
    bars = [
        Bar(
            f"{name_of(each)}  {short(each.pick.text)}",
            each.share if each.count >= SMALLEST else 0,
            percent(each.share) if each.count >= SMALLEST or not each.count else few(),
            tone="ok" if each.pick.is_key else "",
        )
        for each in choices.chosen
    ]
    columns = (_("Option"), _("Text"), _("Chosen by"), _("Share"), _("Mean confidence"), _("Correlation"))
    return Figure(
        name=f"choices-{number}",
        title=part_title(choices, _("What was chosen") if item.is_graded else _("How they rated themselves")),
        sentence=sentence_on(choices, item.answers),
        columns=(*columns, _("Belief"), _("Feedback")),
        csv_columns=(
            *("option", "text", "chosen_by", "share", "mean_confidence", "correlation"),
            *("misconception", "feedback"),
        ),
        rows=[option_cells(each) for each in choices.chosen],
        drawing=Bars(bars),
        why=_(
            "✓ is the key. Where several options can be chosen the shares add up to more than 100%. The correlation "
            "says how choosing the option goes together with doing well elsewhere in the lesson: above 0 for a key, "
            "below 0 for a distractor."
        ),
        links=links,
    )


def sentence_on(choices: Choices, answers: int) -> str:
    most = max(choices.chosen, key=lambda each: each.count)
    sentence = _("%(name)s was chosen most: by %(count)s of %(answers)s.") % {
        "name": name_of(most),
        "count": f"{most.count:,}",
        "answers": f"{answers:,}",
    }
    others = [each for each in choices.others if each.count >= SMALLEST and each is not most]
    if choices.keys and others:
        tempting = max(others, key=lambda each: each.count)
        sentence += " " + _("Of what is not right, %(name)s tempts most: %(share)s.") % {
            "name": name_of(tempting),
            "share": percent(tempting.share),
        }
    return sentence


def option_cells(each: Chosen) -> list[Cell]:
    is_told = each.count >= SMALLEST or not each.count
    confidence = each.mean_confidence / 100 if each.mean_confidence is not None and is_told else None
    return [
        Cell(name_of(each)),
        Cell(plain_text(each.pick.text)),
        count_cell(each.count),
        share_cell(each.share if is_told else None),
        share_cell(confidence),
        decimals_cell(each.correlation if is_told else None),
        Cell(each.pick.misconception, each.pick.misconception or "–"),
        Cell(plain_text(each.pick.feedback), plain_text(each.pick.feedback) or "–"),
    ]


class Column(NamedTuple):
    """A bar of the drawing: its left edge and middle, top and height, the number above it, and its class."""

    x: float
    middle: float
    y: float
    height: float
    text: str
    tone: str


class Group(NamedTuple):
    label: str
    x: float
    columns: list[Column]


@dataclass(frozen=True)
class Thirds:
    """For each option three columns: of the weak, the middle and the strong learners the share that chose it."""

    chosen: Sequence[Chosen]
    template = "insights/_thirds.html"
    width = 640
    bottom = 230
    tall = 190

    @property
    def groups(self) -> list[Group]:
        room = self.width / len(self.chosen)
        wide = self.column_width
        found = []
        for place, each in enumerate(self.chosen):
            middle = room * (place + 0.5)
            columns = [
                Column(
                    round(middle + (third - 1.5) * (wide + 4), 1),
                    round(middle + (third - 1.5) * (wide + 4) + wide / 2, 1),
                    round(self.bottom - self.tall * share, 1),
                    round(self.tall * share, 1),
                    f"{round(100 * share)}",
                    f"third-{third}{' key' if each.pick.is_key else ''}",
                )
                for third, share in enumerate(shares_of(each))
            ]
            found.append(Group(name_of(each), round(middle, 1), columns))
        return found

    @property
    def column_width(self) -> float:
        return round(min(40.0, self.width / len(self.chosen) / 3 - 10), 1)


def shares_of(each: Chosen) -> list[float]:
    return [chose / of if of else 0.0 for chose, of in each.thirds]


def thirds_figure(number: int, choices: Choices, links: Sequence[Link]) -> Figure:
    first = max(choices.chosen, key=lambda each: each.share_of_strong)
    return Figure(
        name=f"thirds-{number}",
        title=part_title(choices, _("How the weak and the strong chose")),
        sentence=_("Of the third that does best elsewhere in the lesson, %(share)s chose %(name)s.")
        % {"share": percent(first.share_of_strong), "name": name_of(first)},
        columns=(_("Option"), _("Text"), _("Weak third"), _("Middle third"), _("Strong third")),
        csv_columns=("option", "text", "weak_share", "middle_share", "strong_share"),
        rows=[
            [Cell(name_of(each)), Cell(plain_text(each.pick.text)), *(share_cell(share) for share in shares_of(each))]
            for each in choices.chosen
        ],
        drawing=Thirds(choices.chosen),
        why=_(
            "Learners are ordered by the mean score of their other first answers in the lesson, and divided in three. "
            "A good key is chosen more from left to right, a distractor less."
        ),
        links=links,
    )
