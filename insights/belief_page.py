"""Which beliefs learners show: over the course, in each lesson, over time, and which are to be taught again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.charts import Bar, Bars, Cell, Figure, Lines, Series
from insights.cohorts import SMALLEST, Cohort
from insights.items.list import questions_with_figures
from insights.items.statistics import ENOUGH
from insights.models import BeliefFigures
from insights.wording import count_cell, percent, share_cell, short
from lessons.models import Course, Lesson

TEACH_AGAIN = 0.30
ITEMS_TO_TEACH_AGAIN = 2
"""A belief that more than this share shows on so many items is to be taught again."""
DRAWN = 10
"""Of the lessons and beliefs, those that are shown most; the table has them all."""


@dataclass(frozen=True)
class Belief:
    code: str
    text: str
    refuted_in: list[Lesson]


@dataclass(frozen=True)
class Shown:
    """Of how many learners how many showed a belief; a learner counts once in each lesson."""

    belief: Belief
    offered: int
    shown: int
    lesson: str = ""

    @property
    def has_group(self) -> bool:
        return self.offered >= SMALLEST

    @property
    def share(self) -> float | None:
        return self.shown / self.offered if self.has_group else None


@dataclass(frozen=True)
class OnItem:
    code: str
    lesson: str
    share: float
    answers: int


@dataclass(frozen=True)
class Again:
    """A belief to be taught again, with the items on which it is shown most."""

    belief: Belief
    items: list[OnItem]


def catalogue() -> dict[str, Belief]:
    """Two queries."""
    course = Course.objects.order_by("pk").only("misconceptions").first()
    lessons = {lesson.code: lesson for lesson in Lesson.objects.only("code", "slug", "title")}
    entries = course.misconceptions if course else {}
    return {
        code: Belief(code, entry["belief"], [lessons[lesson] for lesson in entry["refuted_in"] if lesson in lessons])
        for code, entry in sorted(entries.items())
    }


def belief_of(beliefs: dict[str, Belief], code: str) -> Belief:
    return beliefs.get(code) or Belief(code, _("not in the catalogue"), [])


def shown_in_lessons(cohort: Cohort, beliefs: dict[str, Belief]) -> list[Shown]:
    """One query."""
    rows = BeliefFigures.objects.filter(is_simulated=cohort.is_simulated).values_list("code", "lesson__code")
    rows = rows.annotate(Sum("offered"), Sum("shown")).order_by("code", "lesson__code")
    return [Shown(belief_of(beliefs, code), offered, shown, lesson) for code, lesson, offered, shown in rows]


def in_the_course(in_lessons: Iterable[Shown]) -> list[Shown]:
    """Each belief over all lessons, what is shown most first."""
    sums: dict[str, list] = defaultdict(lambda: [None, 0, 0])
    for row in in_lessons:
        sums[row.belief.code][0] = row.belief
        sums[row.belief.code][1] += row.offered
        sums[row.belief.code][2] += row.shown
    return sorted((Shown(*each) for each in sums.values()), key=lambda row: (-(row.share or 0), row.belief.code))


def to_teach_again(cohort: Cohort, beliefs: dict[str, Belief]) -> list[Again]:
    """One query, over what the items say now."""
    rows = questions_with_figures(cohort).filter(shown__answers__gte=ENOUGH)
    on_items: dict[str, list[OnItem]] = defaultdict(list)
    for code, lesson, answers, counts in rows.values_list(
        "code", "lesson__code", "shown__answers", "shown__beliefs"
    ).order_by("code"):
        for belief, count in (counts or {}).items():
            if count / answers > TEACH_AGAIN:
                on_items[belief].append(OnItem(code, lesson, count / answers, answers))
    return [
        Again(belief_of(beliefs, code), sorted(items, key=lambda item: -item.share))
        for code, items in sorted(on_items.items())
        if len(items) >= ITEMS_TO_TEACH_AGAIN
    ]


def beliefs_figure(rows: list[Shown]) -> Figure:
    told = [row for row in rows if row.has_group]
    sentence = _("Nobody has been offered one of these beliefs yet.")
    if told:
        sentence = _("%(code)s is shown most: by %(share)s of %(count)s learners who could have.") % {
            "code": told[0].belief.code,
            "share": percent(told[0].share),
            "count": f"{told[0].offered:,}",
        }
    return Figure(
        name="beliefs",
        title=_("Who shows which belief"),
        sentence=sentence,
        columns=(_("Code"), _("Belief"), _("Refuted in"), _("Learners"), _("Showed it"), _("Share")),
        csv_columns=("code", "belief", "refuted_in", "learners", "showed_it", "share"),
        rows=[belief_cells(row) for row in rows],
        drawing=Bars([bar_of(row) for row in told]) if told else None,
        why=_(
            "Of the learners whose questions offered an option with the belief, the share that chose one in a first "
            "answer. A learner counts once in each lesson."
        ),
    )


def bar_of(row: Shown) -> Bar:
    tone = "warn" if row.share > TEACH_AGAIN else ""
    place = f"{row.lesson} {row.belief.code}" if row.lesson else row.belief.code
    return Bar(f"{place}  {short(row.belief.text)}", row.share, percent(row.share), tone=tone)


def belief_cells(row: Shown) -> list[Cell]:
    refuted = ", ".join(lesson.code for lesson in row.belief.refuted_in)
    return [
        Cell(row.belief.code),
        Cell(row.belief.text),
        Cell(refuted, refuted or "–"),
        count_cell(row.offered),
        Cell(row.shown) if row.has_group else Cell(None),
        share_cell(row.share),
    ]


def lessons_figure(in_lessons: list[Shown]) -> Figure:
    rows = sorted(in_lessons, key=lambda row: (row.lesson, -(row.share or 0), row.belief.code))
    told = sorted((row for row in rows if row.has_group), key=lambda row: -row.share)[:DRAWN]
    most = told[0] if told else None
    sentence = (
        _("Most of all in %(lesson)s: %(share)s show %(code)s there.")
        % {"lesson": most.lesson, "share": percent(most.share), "code": most.belief.code}
        if most
        else _("No lesson has five learners yet.")
    )
    return Figure(
        name="lessons",
        title=_("Lesson by lesson"),
        sentence=sentence,
        columns=(_("Lesson"), _("Code"), _("Belief"), _("Learners"), _("Showed it"), _("Share")),
        csv_columns=("lesson", "code", "belief", "learners", "showed_it", "share"),
        rows=[[Cell(row.lesson), *belief_cells(row)[:2], *belief_cells(row)[3:]] for row in rows],
        drawing=Bars([bar_of(row) for row in told]) if told else None,
        why=_("A belief is counted in the lesson whose questions offered it, not in the one that refutes it."),
    )


def period_of(week: date, by: str) -> date:
    """A week belongs to the month of its Monday."""
    return week.replace(day=1) if by == "month" else week


def time_figure(cohort: Cohort, belief: Belief, by: str) -> Figure:
    """One query."""
    weeks = BeliefFigures.objects.filter(is_simulated=cohort.is_simulated, code=belief.code).values_list("week")
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for week, offered, shown in weeks.annotate(Sum("offered"), Sum("shown")).order_by("week"):
        sums[period_of(week, by)][0] += offered
        sums[period_of(week, by)][1] += shown
    rows = [(period, Shown(belief, *counts)) for period, counts in sums.items()]
    told = [(period, row) for period, row in rows if row.has_group]
    names = [name_of(period, by) for period, _row in rows]
    return Figure(
        name="time",
        title=_("%(code)s over time") % {"code": belief.code},
        sentence=sentence_over_time(told, by),
        columns=(_("Month") if by == "month" else _("Week from"), _("Learners"), _("Showed it"), _("Share")),
        csv_columns=(by, "learners", "showed_it", "share"),
        rows=[
            [
                Cell(period.isoformat(), name),
                count_cell(row.offered),
                Cell(row.shown) if row.has_group else Cell(None),
                share_cell(row.share),
            ]
            for name, (period, row) in zip(names, rows, strict=True)
        ],
        drawing=Lines([Series(belief.code, [row.share for _period, row in rows])], names, _("Share that shows it, %"))
        if len(told) > 1
        else None,
        why=_("Learners stand at the week in which they were first offered the belief in a lesson."),
    )


def name_of(period: date, by: str) -> str:
    return date_format(period, "M y" if by == "month" else "j M")


def sentence_over_time(told: list[tuple[date, Shown]], by: str) -> str:
    if len(told) < 2:
        return _("There is nothing to compare yet.")
    (first, before), (last, after) = told[0], told[-1]
    return _("From %(before)s (%(first)s) to %(after)s (%(last)s).") % {
        "before": percent(before.share),
        "first": name_of(first, by),
        "after": percent(after.share),
        "last": name_of(last, by),
    }
