"""All items with their figures, in one query; and how many have which verdict."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from insights.charts import Bar, Bars, Cell, Figure
from insights.cohorts import SMALLEST, Cohort
from insights.items.statistics import Z95
from insights.items.verdicts import BY_CODE, TOO_FEW, VERDICTS, Verdict
from insights.wording import count_cell, decimals_cell, share_cell
from lessons.models import Lesson
from lessons.rendering import plain_text
from quizzes.calibration import wilson
from quizzes.models import Question

COLUMNS = {
    "code": "code",
    "answers": "shown__answers",
    "facility": "shown__facility",
    "discrimination": "shown__discrimination",
    "confidence": "shown__mean_confidence",
    "misled": "shown__misled",
    "seconds": "shown__median_seconds",
}
PLACE = ("lesson__module__position", "lesson__position", "position", "code")


@dataclass(frozen=True)
class ItemRow:
    """An item in the list. Of fewer than 5 learners nothing is told."""

    code: str
    kind: str
    lesson: str
    stem: str
    answers: int | None
    facility: float | None
    discrimination: float | None
    confidence: float | None
    misled: float | None
    seconds: float | None
    verdict_codes: str | None

    @property
    def has_group(self) -> bool:
        return (self.answers or 0) >= SMALLEST

    @property
    def title(self) -> str:
        return plain_text(self.stem)

    @property
    def verdicts(self) -> list[Verdict]:
        known = [BY_CODE[code] for code in (self.verdict_codes or "").split() if code in BY_CODE]
        return known or [TOO_FEW]

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.facility is None:
            return None
        return wilson(round(self.facility * self.answers), self.answers, Z95)

    @property
    def mean_confidence(self) -> float | None:
        return None if self.confidence is None else self.confidence / 100


def questions_with_figures(cohort: Cohort):
    """Questions in use, each with the figures of what it says now, where there are some."""
    condition = Q(figures__revision=F("revision"), figures__is_simulated=cohort.is_simulated)
    return Question.objects.in_use().annotate(shown=FilteredRelation("figures", condition=condition))


def items(
    cohort: Cohort, lesson: Lesson | None = None, verdict: str | None = None, sort: str | None = None
) -> list[ItemRow]:
    """One query."""
    questions = questions_with_figures(cohort)
    if lesson:
        questions = questions.filter(lesson=lesson)
    if verdict == TOO_FEW.code:
        questions = questions.filter(Q(shown__verdicts=None) | Q(shown__verdicts__contains=f" {verdict} "))
    elif verdict:
        questions = questions.filter(shown__verdicts__contains=f" {verdict} ")
    rows = questions.order_by(*order(sort or "worst")).values_list(
        *("code", "kind", "lesson__code", "revision__content__stem", "shown__answers", "shown__facility"),
        *("shown__discrimination", "shown__mean_confidence", "shown__misled", "shown__median_seconds"),
        "shown__verdicts",
    )
    return [ItemRow(*row) for row in rows]


def order(sort: str) -> list:
    name, is_down = sort.removeprefix("-"), sort.startswith("-")
    if name == "worst":
        weight, discrimination = F("shown__weight"), F("shown__discrimination")
        worst = [weight.desc(nulls_last=True), discrimination.asc(nulls_last=True), *PLACE]
        return [weight.asc(nulls_last=True), discrimination.desc(nulls_last=True), *PLACE] if is_down else worst
    column = F(COLUMNS[name])
    return [column.desc(nulls_last=True) if is_down else column.asc(nulls_last=True), *PLACE]


def items_figure(rows: list[ItemRow]) -> Figure:
    """The list as a file."""
    names = ("item", "kind", "lesson", "first_answers", "right", "right_low", "right_high", "discrimination")
    return Figure(
        name="items",
        title=_("All items"),
        sentence="",
        columns=(),
        csv_columns=(*names, "mean_confidence", "sure_and_wrong", "median_seconds", "verdicts", "question"),
        rows=[cells(row) for row in rows],
    )


def cells(row: ItemRow) -> list[Cell]:
    head = [Cell(row.code), Cell(row.kind), Cell(row.lesson), count_cell(row.answers or 0)]
    figures = [None] * 7
    if row.has_group:
        low, high = row.interval or (None, None)
        figures = [row.facility, low, high, row.discrimination, row.mean_confidence, row.misled, row.seconds]
    middle = [decimals_cell(value) for value in figures]
    return [*head, *middle, Cell(" ".join(verdict.code for verdict in row.verdicts)), Cell(row.title)]


def verdicts_figure(rows: list[ItemRow]) -> Figure:
    counts = Counter(verdict.code for row in rows for verdict in row.verdicts)
    there = [verdict for verdict in VERDICTS if counts[verdict.code]]
    faulty = sum(row.verdicts[0].weight > 0 for row in rows)
    sentence = ngettext(
        "%(faulty)s of %(count)s item has a fault to look at.",
        "%(faulty)s of %(count)s items have a fault to look at.",
        len(rows),
    ) % {"faulty": faulty, "count": len(rows)}
    return Figure(
        name="verdicts",
        title=_("What stands out"),
        sentence=sentence,
        columns=(_("Verdict"), _("Items"), _("Share"), _("What to do")),
        csv_columns=("verdict", "items", "share", "remedy"),
        rows=[
            [
                Cell(verdict.code, str(verdict.title)),
                Cell(counts[verdict.code]),
                share_cell(counts[verdict.code] / len(rows)),
                Cell(str(verdict.remedy)),
            ]
            for verdict in there
        ],
        drawing=Bars(
            [
                Bar(str(each.title), counts[each.code] / len(rows), str(counts[each.code]), tone=tone_of(each))
                for each in there
            ]
        )
        if there
        else None,
        why=_(
            "Only the first complete answer of each learner to an item counts, and an item that was changed begins "
            "anew. Nothing is judged below 20 first answers. An item can have several faults."
        ),
    )


def tone_of(verdict: Verdict) -> str:
    return "bad" if verdict.weight >= 4 else "warn" if verdict.weight else "rest"
