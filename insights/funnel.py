"""How learners go through the lessons, and where they stop. From sums to figures; no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.charts import Cell, Figure, Link, NestedBar, NestedBars, share_cell
from insights.cohorts import SMALLEST, Cohort
from insights.counting import STEPS

Sums = Mapping[tuple[str, str], tuple[int, int]]
NAMES = {
    "started": gettext_lazy("Began"),
    "read": gettext_lazy("Read"),
    "practised": gettext_lazy("Practised"),
    "remembered": gettext_lazy("Remembered"),
    "durable": gettext_lazy("Durable"),
}
WHY = gettext_lazy(
    "A lesson is begun when a learner was in it or passed its quiz; read when they reached its end; practised when a "
    "finished quiz of it, with its retries, came to 80% or more; remembered when every recall prompt, and every "
    "question that became a card, was recalled two days or more after the first time; durable when half of those cards "
    "last three weeks. Whoever is at one step counts at those before it. These are the states that learners see on "
    "their own page. Staff are not counted."
)


@dataclass(frozen=True)
class Step:
    """One lesson, and how many learners are how far."""

    lesson: object
    counts: tuple[int, ...]

    @property
    def began(self) -> int:
        return self.counts[0]

    @property
    def is_shown(self) -> bool:
        """Of a few learners nothing is told apart."""
        return self.began >= SMALLEST

    @property
    def left(self) -> int:
        """How many began and have not read it to its end."""
        return self.began - self.counts[1]


@dataclass(frozen=True)
class Funnel:
    steps: Sequence[Step]
    learners: int
    cohort: Cohort

    @classmethod
    def of(cls, lessons: Sequence, sums: Sums, learners: int, cohort: Cohort) -> "Funnel":
        return cls(
            [Step(each, tuple(sums.get((each.code, step), (0, 0))[0] for step in STEPS)) for each in lessons],
            learners,
            cohort,
        )

    @cached_property
    def shown(self) -> list[Step]:
        return [step for step in self.steps if step.is_shown]

    @property
    def is_empty(self) -> bool:
        return not self.shown

    @property
    def largest_fall(self) -> tuple[Step, Step] | None:
        """The two lessons between which most learners stop."""
        pairs = [pair for pair in zip(self.shown, self.shown[1:], strict=False) if pair[0].began > pair[1].began]
        return max(pairs, key=lambda pair: pair[0].began - pair[1].began, default=None)

    @property
    def sentence(self) -> str:
        first, last = self.shown[0], self.shown[-1]
        facts = {
            "learners": self.learners,
            "first": first.began,
            "first_lesson": first.lesson.number,
            "last": last.began,
            "last_lesson": last.lesson.number,
        }
        text = _(
            "Of %(learners)d learners, %(first)d began lesson %(first_lesson)d and %(last)d lesson %(last_lesson)d."
        )
        if not self.largest_fall:
            return text % facts
        before, after = self.largest_fall
        fall = {
            "gone": before.began - after.began,
            "count": before.began,
            "before": before.lesson.number,
            "after": after.lesson.number,
        }
        return f"{text % facts} " + (
            _("Most leave between lessons %(before)d and %(after)d: %(gone)d of %(count)d did not go on.") % fall
        )

    @property
    def figure(self) -> Figure:
        return Figure(
            name="funnel",
            title=_("Through the lessons"),
            sentence=self.sentence,
            columns=[_("Lesson"), *(str(NAMES[step]) for step in STEPS), _("Not read to the end"), _("Edit")],
            csv_columns=["lesson", "title", *STEPS, "not_read"],
            rows=[self.row(step) for step in self.steps],
            csv_rows=[self.csv_row(step) for step in self.steps],
            drawing=NestedBars(
                [
                    NestedBar(
                        f"{step.lesson.number}. {step.lesson.short}",
                        [count / max(1, self.learners) for count in step.counts[:4]],
                        f"{step.began} → {step.counts[3]}",
                    )
                    for step in self.shown
                ],
                [str(NAMES[step]) for step in STEPS[:4]],
            ),
            why=str(WHY),
        )

    def row(self, step: Step) -> list[Cell]:
        url = f"?lesson={step.lesson.code}" + (f"&cohort={self.cohort.name}" if self.cohort.is_simulated else "")
        counts = [Cell(count) for count in (*step.counts, step.left)]
        if not step.is_shown:
            counts = [Cell(None, _("fewer than 5") if step.began else "0"), *[Cell(None)] * len(STEPS)]
        title = f"{step.lesson.number}. {step.lesson.title}"
        return [Cell(title, url=f"{url}#stops" if step.is_shown else ""), *counts, edit_cell(step.lesson)]

    def csv_row(self, step: Step) -> list:
        counts = (*step.counts, step.left) if step.is_shown else [None] * (len(STEPS) + 1)
        return [step.lesson.code, step.lesson.title, *counts]


def edit_url(lesson) -> str:
    return reverse("admin:lessons_lesson_write", args=[lesson.pk])


def edit_cell(lesson) -> Cell:
    return Cell(lesson.code, _("Edit %(code)s") % {"code": lesson.code}, edit_url(lesson))


def stops_figure(step: Step, sums: Sums, sections: Sequence[Mapping]) -> Figure:
    """Where in a lesson those are who have not read it to its end. Places of a few learners are put together."""
    titles = {section["anchor"]: section["title"] for section in sections}
    counts = {anchor: sums.get((step.lesson.code, anchor), (0, 0))[0] for anchor in ("", *titles)}
    everywhere = sum(count for (lesson, _key), (count, _hits) in sums.items() if lesson == step.lesson.code)
    shown = {anchor: count for anchor, count in counts.items() if count >= SMALLEST}
    named = [(titles.get(anchor, _("Before the first section")), count) for anchor, count in shown.items()]
    if everywhere > sum(shown.values()):
        named.append((_("Sections where fewer than five stopped"), everywhere - sum(shown.values())))
    whole = max(1, everywhere)
    most = max(shown.values(), default=0)
    worst = [anchor for anchor, count in shown.items() if count == most]
    sentence = _("%(left)d of %(count)d learners began this lesson and have not read it to its end.") % {
        "left": everywhere,
        "count": step.began,
    }
    if len(worst) == 1:
        place = titles.get(worst[0], _("Before the first section"))
        text = _("More stopped at “%(place)s” than anywhere else: %(count)d.")
        sentence += " " + text % {"place": place, "count": most}
    return Figure(
        name="stops",
        title=_("Where they stop in lesson %(number)d: %(title)s")
        % {"number": step.lesson.number, "title": step.lesson.title},
        sentence=sentence,
        columns=[_("Section"), _("Learners"), _("Share")],
        csv_columns=["section", "learners", "share"],
        rows=[[Cell(title), Cell(count), share_cell(count / whole)] for title, count in named],
        drawing=NestedBars([NestedBar(title, [count / whole], str(count)) for title, count in named]),
        why=_(
            "The place is the last section that was in view. Learners who are still reading are among them; who began "
            "without JavaScript stands before the first section."
        ),
        links=[
            Link(edit_url(step.lesson), _("Edit lesson %(number)d") % {"number": step.lesson.number}),
            Link(step.lesson.get_absolute_url(), _("Read the lesson")),
        ],
    )
