"""How well the confidence that learners state fits their results, of all of them together. From sums to figures.

Bins, intervals and words are those of `quizzes.calibration`: a level is one step of the scale; an interval is Wilson's,
80%; five points of a hundred are close enough.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from insights.charts import Cell, Figure, Pair, Pairs, share_cell
from insights.cohorts import SMALLEST
from insights.funnel import Sums, edit_cell
from quizzes.calibration import CLOSE, ENOUGH, Curve, Level
from quizzes.scales import brier
from quizzes.templatetags.quiz_numbers import signed


@dataclass(frozen=True)
class Rated:
    """Answers by stated confidence, and how many learners gave them. The same figures as `quizzes.calibration.Measure`
    has of single answers."""

    levels: Sequence[Level]
    learners: int

    @classmethod
    def of(cls, counts: Mapping[int, tuple[int, int]], learners: int) -> "Rated":
        return cls([Level(stated, *counts[stated]) for stated in sorted(counts)], learners)

    @property
    def is_shown(self) -> bool:
        """Not of a few learners, nor of a few answers: that would be chance."""
        return self.learners >= SMALLEST and self.count >= ENOUGH

    @cached_property
    def count(self) -> int:
        return sum(level.count for level in self.levels)

    @cached_property
    def right(self) -> int:
        return sum(level.right for level in self.levels)

    @property
    def accuracy(self) -> float:
        return self.right / self.count

    @property
    def mean_confidence(self) -> float:
        return sum(level.stated * level.count for level in self.levels) / self.count / 100

    @property
    def brier(self) -> float:
        return (
            sum(
                level.right * brier(level.stated, True) + (level.count - level.right) * brier(level.stated, False)
                for level in self.levels
            )
            / self.count
        )

    @property
    def gap(self) -> float:
        """Mean confidence minus share right: above 0 is too sure."""
        return self.mean_confidence - self.accuracy

    @property
    def judgement(self) -> str:
        if abs(self.gap) < CLOSE:
            return _("fits")
        return _("too sure") if self.gap > 0 else _("too unsure")


class CohortCurve(Curve):
    template = "insights/_curve.html"


@dataclass(frozen=True)
class CohortCalibration:
    overall: Rated
    lessons: Sequence[tuple[object, Rated]]

    @classmethod
    def of(cls, lessons: Sequence, sums: Sums, raters: Sums) -> "CohortCalibration":
        counts: dict[str, dict[int, tuple[int, int]]] = {"": {}}
        for (code, stated), (count, right) in sums.items():
            counts.setdefault(code, {})[int(stated)] = (count, right)
            before = counts[""].get(int(stated), (0, 0))
            counts[""][int(stated)] = (before[0] + count, before[1] + right)
        few = {stated for stated in counts[""] if raters.get(("", str(stated)), (0, 0))[0] < SMALLEST}
        told = {stated: pair for stated, pair in counts[""].items() if stated not in few}
        learners = {code: raters.get((code, ""), (0, 0))[0] for code in counts}
        each = [(lesson, Rated.of(counts.get(lesson.code, {}), learners.get(lesson.code, 0))) for lesson in lessons]
        return cls(Rated.of(told, learners[""]), each)

    @property
    def figures(self) -> list[Figure]:
        return [self.curve, self.by_lesson] if self.overall.is_shown else []

    @property
    def curve(self) -> Figure:
        return Figure(
            name="curve",
            title=_("What learners say, and how often they are right"),
            sentence=self.sentence,
            columns=[_("They said"), _("Answers"), _("Right"), _("Share"), _("From"), _("To")],
            csv_columns=["stated_percent", "answers", "right", "share", "low", "high"],
            rows=[
                [
                    Cell(level.stated, f"{level.stated}%"),
                    Cell(level.count),
                    Cell(level.right),
                    *(share_cell(share) for share in (level.share, *level.interval)),
                ]
                for level in self.overall.levels
            ],
            drawing=CohortCurve(self.overall.levels),
            why=_(
                "Each first answer with a stated confidence counts, as on the page that learners have of their own: "
                "one more try is left out, and so are answers in under three seconds, the warm-up and the baseline. "
                "The bars say where the true share lies with 80% probability (Wilson interval), if answers were "
                "independent; those of one learner are not quite. The Brier score is the mean of (result − "
                "confidence)², 0 is best. A level that fewer than five learners used is left out."
            ),
        )

    @property
    def sentence(self) -> str:
        worst = max(self.overall.levels, key=lambda level: level.count * abs(level.gap))
        text = _("When learners said %(stated)s%%, they were right %(share)s%% of the time (%(right)s of %(count)s).")
        return text % {
            "stated": worst.stated,
            "share": worst.percent,
            "right": worst.right,
            "count": worst.count,
        }

    @property
    def by_lesson(self) -> Figure:
        shown = [(lesson, rated) for lesson, rated in self.lessons if rated.is_shown]
        return Figure(
            name="by-lesson",
            title=_("Too sure, or too unsure, by lesson"),
            sentence=self.sentence_by_lesson(shown),
            columns=[
                *(_("Lesson"), _("Answers"), _("Right"), _("They said"), _("Gap, points"), _("Brier score")),
                *(_("In words"), _("Edit")),
            ],
            csv_columns=["lesson", "title", "answers", "right", "mean_confidence", "gap_points", "brier"],
            rows=[self.row(lesson, rated) for lesson, rated in shown],
            csv_rows=[
                [
                    *(lesson.code, lesson.title, rated.count, round(rated.accuracy, 4)),
                    *(round(rated.mean_confidence, 4), round(100 * rated.gap, 2), round(rated.brier, 4)),
                ]
                for lesson, rated in shown
            ],
            drawing=Pairs(
                [
                    Pair(
                        f"{lesson.number}. {lesson.short}",
                        rated.mean_confidence,
                        rated.accuracy,
                        signed(100 * rated.gap),
                    )
                    for lesson, rated in shown
                ],
                (_("They said, %"), _("Right, %")),
            ),
            why=_(
                "The gap is mean confidence minus the share right, in points of a hundred: above 0 is too sure. "
                "Lessons with fewer than five learners or twenty answers are left out."
            ),
        )

    @staticmethod
    def row(lesson, rated: Rated) -> list[Cell]:
        return [
            Cell(f"{lesson.number}. {lesson.title}"),
            Cell(rated.count),
            share_cell(rated.accuracy),
            share_cell(rated.mean_confidence),
            Cell(round(100 * rated.gap, 2), signed(100 * rated.gap)),
            Cell(round(rated.brier, 4), f"{rated.brier:.3f}"),
            Cell(rated.judgement),
            edit_cell(lesson),
        ]

    @staticmethod
    def sentence_by_lesson(shown: Sequence[tuple[object, Rated]]) -> str:
        over = [pair for pair in shown if pair[1].gap >= CLOSE]
        if not shown:
            return _("No lesson has twenty answers of five learners yet.")
        if not over:
            return _("In no lesson are learners clearly too sure.")
        lesson, rated = max(over, key=lambda pair: pair[1].gap)
        return _(
            "They are too sure in %(over)d of %(count)d lessons, most in lesson %(number)d: by %(gap)d points."
        ) % {
            "over": len(over),
            "count": len(shown),
            "number": lesson.number,
            "gap": round(100 * rated.gap),
        }
