"""Whether learners come back, and whether they still know. From sums to figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from insights.charts import Bar, Bars, Cell, Figure, Lines, Series, share_cell
from insights.cohorts import SMALLEST
from insights.counting import INTERVALS
from insights.funnel import Sums
from quizzes.calibration import ENOUGH, wilson

MOST_WEEKS = 12
ROWS = 16
"""Weeks of joining that the table shows, the last ones."""


@dataclass(frozen=True)
class Joined:
    """Those who joined in one week: how many, and how many were here in each week after (0 is the first)."""

    monday: date
    learners: int
    active: Mapping[int, int]

    def whole_weeks(self, today: date) -> int:
        """How many weeks are over for all of them, who joined up to a week after Monday."""
        return min(MOST_WEEKS + 1, max(0, (today - self.monday).days // 7 - 1))

    def share(self, week: int) -> float:
        return self.active.get(week, 0) / self.learners


@dataclass(frozen=True)
class Retention:
    joined: Sequence[Joined]
    today: date

    @classmethod
    def of(cls, learners: Sums, weeks: Sums, today: date) -> "Retention":
        active: dict[str, dict[int, int]] = {}
        for (_lesson, key), (count, _hits) in weeks.items():
            monday, _colon, week = key.partition(":")
            active.setdefault(monday, {})[int(week)] = count
        return cls(
            [
                Joined(date.fromisoformat(monday), count, active.get(monday, {}))
                for (_lesson, monday), (count, _hits) in sorted(learners.items())
            ],
            today,
        )

    @cached_property
    def weeks(self) -> list[tuple[int, int, int]]:
        """Of each week after joining: its number, for how many it is over, and how many of them were here in it."""
        found = []
        for week in range(MOST_WEEKS + 1):
            over = [each for each in self.joined if each.whole_weeks(self.today) > week]
            could = sum(each.learners for each in over)
            if could >= SMALLEST:
                found.append((week, could, sum(each.active.get(week, 0) for each in over)))
        return found

    @property
    def figures(self) -> list[Figure]:
        return [self.by_week, self.by_joining] if self.weeks else []

    @property
    def by_week(self) -> Figure:
        shares = {week: came / could for week, could, came in self.weeks}
        return Figure(
            name="weeks",
            title=_("Who comes back in which week"),
            sentence=self.sentence,
            columns=[_("Weeks after joining"), _("Learners for whom it is over"), _("Here in it"), _("Share")],
            csv_columns=["week", "learners", "active", "share"],
            rows=[[Cell(week), Cell(could), Cell(came), share_cell(came / could)] for week, could, came in self.weeks],
            drawing=Lines(
                [Series(_("Here in this week"), list(shares.values()))],
                [str(week) for week in shares],
                _("Weeks after joining; the share in percent"),
            ),
            why=_(
                "A learner is here in a week in which they answered, recalled, finished reading a lesson, wrote a note "
                "or decided something. Week 0 is the seven days from joining on. Each week counts only those for whom "
                "all of it is over, so that the line does not sink only because the last ones have just come."
            ),
        )

    @property
    def sentence(self) -> str:
        by_week = {week: (could, came) for week, could, came in self.weeks}
        if 1 not in by_week:
            return _("No week after the first is over yet.")
        last = max(by_week)
        text = _("Of %(could)d learners %(came)d were here again in the week after their first (%(percent)d%%)")
        facts = {"could": by_week[1][0], "came": by_week[1][1]}
        facts["percent"] = round(100 * facts["came"] / facts["could"])
        if last == 1:
            return text % facts + "."
        end = _("; in week %(last)d it was %(late)d%%.") % {
            "last": last,
            "late": round(100 * by_week[last][1] / by_week[last][0]),
        }
        return text % facts + end

    @property
    def by_joining(self) -> Figure:
        """A table by itself: each row is read across."""
        shown = [each for each in self.joined if each.learners >= SMALLEST and each.whole_weeks(self.today)][-ROWS:]
        width = max((each.whole_weeks(self.today) for each in shown), default=0)
        return Figure(
            name="joining",
            title=_("By week of joining"),
            sentence=_(
                "Each row is the learners who joined in one week; each column says how many percent of them were here "
                "so many weeks later."
            ),
            columns=[_("Joined in the week of"), _("Learners"), *(str(week) for week in range(width))],
            csv_columns=["joined", "learners", *(f"week_{week}" for week in range(width))],
            rows=[
                [
                    Cell(each.monday.isoformat(), date_format(each.monday, "j M Y")),
                    Cell(each.learners),
                    *(
                        share_cell(each.share(week)) if week < each.whole_weeks(self.today) else Cell(None, " ")
                        for week in range(width)
                    ),
                ]
                for each in shown
            ],
            why=_("A week in which fewer than five joined is left out here; the line above counts them."),
        )


def recall_figure(recalls: Sums, reviewers: Sums) -> Figure | None:
    """How often cards are recalled, by how long they were not seen."""
    rows = []
    for first, last in INTERVALS:
        key = f"{first}-{last or ''}"
        count, recalled = recalls.get(("", key), (0, 0))
        if count >= ENOUGH and reviewers.get(("", key), (0, 0))[0] >= SMALLEST:
            rows.append((interval_words(first, last), key, count, recalled))
    if not rows:
        return None
    total, good = sum(row[2] for row in rows), sum(row[3] for row in rows)
    return Figure(
        name="recall",
        title=_("Recalled after so many days"),
        sentence=_(
            "Of %(total)d recalls after a day or more, %(percent)d%% went well; the schedule aims at 90%% on the day a "
            "card is due."
        )
        % {"total": total, "percent": round(100 * good / total)},
        columns=[_("Days since the last time"), _("Recalls"), _("Went well"), _("Share"), _("From"), _("To")],
        csv_columns=["days", "recalls", "recalled", "share", "low", "high"],
        rows=[
            [
                Cell(key, words),
                *(Cell(count), Cell(recalled)),
                *(share_cell(share) for share in (recalled / count, *wilson(recalled, count))),
            ]
            for words, key, count, recalled in rows
        ],
        drawing=Bars(
            [
                Bar(words, recalled / count, f"{round(100 * recalled / count)}%", *wilson(recalled, count))
                for words, _key, count, recalled in rows
            ]
        ),
        why=_(
            "A recall is a mark, or an answer to a question that is a card, that moved the schedule. The first one of "
            "a card is not counted, nor is one on the same day. The line across the end of a bar is the 80% interval."
        ),
    )


def interval_words(first: int, last: int | None) -> str:
    if last is None:
        return _("%(first)d days or more") % {"first": first}
    if first == last:
        return _("1 day")
    return _("%(first)d to %(last)d days") % {"first": first, "last": last}
