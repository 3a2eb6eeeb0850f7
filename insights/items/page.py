"""Everything that is shown of one item: its figures in words, who chose what, how sure they were, what changed when."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from insights.charts import Bar, Bars, Cell, Figure, Link
from insights.cohorts import SMALLEST, Cohort
from insights.items.choices import choice_figures
from insights.items.figures import statistics_of
from insights.items.statistics import Z95, ItemStatistics
from insights.items.verdicts import Verdict, verdicts_on
from insights.items.words import sentences_on
from insights.models import ItemFigures
from insights.wording import count_cell, decimals_cell, few, percent, seconds, share_cell
from quizzes.calibration import wilson
from quizzes.kinds import kinds
from quizzes.models import Question
from quizzes.scales import SURE

EMPTY = {"answers": 0, "right": 0, "score": 0, "rest": [0] * 6}
EMPTY |= {name: {} for name in ("bins", "confidence", "seconds", "picks", "beliefs")}


@dataclass(frozen=True)
class ShownItem:
    question: Question
    item: ItemStatistics
    revisions: list[ItemFigures]

    @property
    def kind_title(self) -> str:
        return kinds()[self.question.kind].title

    @property
    def has_group(self) -> bool:
        """Whether there are so many learners that something may be said of them."""
        return self.item.answers >= SMALLEST

    @property
    def verdicts(self) -> list[Verdict]:
        return verdicts_on(self.item)

    @property
    def measures(self) -> list:
        return sentences_on(self.item) if self.has_group else []

    @property
    def edit_url(self) -> str:
        """The form that edits the question, where there is one."""
        try:
            return reverse("admin:quizzes_question_change", args=[self.question.pk])
        except NoReverseMatch:
            return ""

    @property
    def links(self) -> list[Link]:
        return [Link(self.edit_url, _("Edit the question"))] if self.edit_url else []

    @cached_property
    def figures(self) -> list[Figure]:
        by_revision = revisions_figure(self)
        if not self.has_group:
            return [by_revision] if by_revision.rows else []
        shown = [*choice_figures(self.item, self.links), confidence_figure(self), by_revision]
        return [figure for figure in shown if figure is not None and figure.rows]


def figures_of_item(question: Question, cohort: Cohort) -> ShownItem:
    """One query."""
    rows = ItemFigures.objects.filter(question=question, is_simulated=cohort.is_simulated)
    revisions = list(rows.select_related("revision").order_by("-revision__number"))
    now = next((row for row in revisions if row.revision_id == question.revision_id), None)
    return ShownItem(question, statistics_of(question.revision, now.sums if now else EMPTY), revisions)


def confidence_figure(shown: ShownItem) -> Figure | None:
    """How often those who were so sure were right."""
    levels = shown.item.levels
    if not levels:
        return None
    sure = sum(count for stated, count, _right in levels if stated >= SURE)
    sentence = _("Of %(sure)s who said %(level)s%% or more, %(wrong)s were not right.") % {
        "sure": sure if sure >= SMALLEST else few(),
        "level": SURE,
        "wrong": shown.item.sure_and_wrong if sure >= SMALLEST else _("some"),
    }
    bars = [
        Bar(
            _("They said %(stated)s%%") % {"stated": stated},
            right / count,
            _("%(right)s of %(count)s right") % {"right": right, "count": count},
            *wilson(right, count, Z95),
        )
        for stated, count, right in levels
        if count >= SMALLEST
    ]
    return Figure(
        name="confidence",
        title=_("How sure they were, and whether they were right"),
        sentence=sentence if sure >= SMALLEST else _("Fewer than %(few)s were sure.") % {"few": SMALLEST},
        columns=(_("They said"), _("Answers"), _("Right"), _("From"), _("To")),
        csv_columns=("stated_percent", "answers", "right", "low", "high"),
        rows=[level_cells(*level) for level in levels],
        drawing=Bars(bars) if bars else None,
        why=_(
            "The line is where the true share lies with 95%% probability (Wilson interval). Levels that fewer than "
            "%(few)s chose are not drawn."
        )
        % {"few": SMALLEST},
        links=shown.links,
    )


def level_cells(stated: int, count: int, right: int) -> list[Cell]:
    head = [Cell(stated, f"{stated}%"), count_cell(count)]
    if count < SMALLEST:
        return [*head, Cell(None), Cell(None), Cell(None)]
    return [*head, *(share_cell(share) for share in (right / count, *wilson(right, count, Z95)))]


def revisions_figure(shown: ShownItem) -> Figure:
    """The figures of each text that the question has had."""
    rows = shown.revisions
    many = [row for row in rows if row.answers >= SMALLEST and row.facility is not None]
    sentence = _("Revision %(number)s is asked now.") % {"number": shown.question.revision.number}
    if len(many) > 1:
        sentence += " " + ", ".join(
            _("Revision %(number)s: %(share)s right") % {"number": row.revision.number, "share": percent(row.facility)}
            for row in many
        )
        sentence += "."
    bars = [
        Bar(
            _("Revision %(number)s, from %(day)s")
            % {"number": row.revision.number, "day": row.revision.created_at.date().isoformat()},
            row.facility,
            _("%(share)s of %(count)s") % {"share": percent(row.facility), "count": row.answers},
            *wilson(round(row.facility * row.answers), row.answers, Z95),
        )
        for row in many
    ]
    return Figure(
        name="revisions",
        title=_("By revision"),
        sentence=sentence,
        columns=(
            *(_("Revision"), _("Since"), _("First answers"), _("Right"), _("Discrimination"), _("Mean confidence")),
            *(_("Sure and wrong"), _("Median time")),
        ),
        csv_columns=(
            *("revision", "since", "first_answers", "right", "discrimination", "mean_confidence", "sure_and_wrong"),
            "median_seconds",
        ),
        rows=[revision_cells(row) for row in rows],
        drawing=Bars(bars) if len(bars) > 1 else None,
        why=_("Whoever answered an earlier revision first is counted there, and not again with a later one."),
        links=shown.links,
    )


def revision_cells(row: ItemFigures) -> list[Cell]:
    head = [Cell(row.revision.number), Cell(row.revision.created_at.date().isoformat()), count_cell(row.answers)]
    if row.answers < SMALLEST:
        return [*head, *[Cell(None)] * 5]
    confidence = None if row.mean_confidence is None else row.mean_confidence / 100
    return [
        *head,
        share_cell(row.facility),
        decimals_cell(row.discrimination),
        share_cell(confidence),
        share_cell(row.misled),
        Cell(row.median_seconds, seconds(row.median_seconds)),
    ]
