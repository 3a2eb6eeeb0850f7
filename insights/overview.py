"""What an instructor should look at first: a few numbers, each with what it was counted from and where to go on."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from comments.models import Comment
from comments.moderating.moderators import is_moderator
from insights.cohorts import SMALLEST, Cohort
from insights.confidence import CohortCalibration
from insights.funnel import Funnel
from insights.items.list import items
from insights.items.verdicts import MISLEADING
from insights.models import Tally
from insights.returning import Retention
from lessons.models import Lesson
from quizzes.models import Report
from quizzes.templatetags.quiz_numbers import signed

ACTIVE = timedelta(days=7)
STALE = timedelta(days=14)
"""A report that nobody has dealt with for so long is stale."""


@dataclass(frozen=True)
class Tile:
    """`number` is what is read first, `words` say what it is; `needs_work` marks what somebody waits for."""

    title: str
    number: str
    words: str
    why: str
    url: str
    go: str
    needs_work: bool = False


def tiles_for(user: User, cohort: Cohort) -> list[Tile]:
    """What waits for somebody comes first."""
    tiles = [*items_tiles(cohort), *reports_tiles(cohort), *comments_tiles(user, cohort), *figures_tiles(cohort)]
    return sorted(tiles, key=lambda tile: not tile.needs_work)


def items_tiles(cohort: Cohort) -> list[Tile]:
    """Items that learners' answers speak against. One query."""
    suspects = [row for row in items(cohort) if any(verdict.weight >= MISLEADING.weight for verdict in row.verdicts)]
    if not suspects:
        return []
    words = ngettext(
        "item may have a wrong key, be ambiguous, or mislead: %(code)s",
        "items may have a wrong key, be ambiguous, or mislead; the worst is %(code)s",
        len(suspects),
    )
    return [
        Tile(
            _("Items"),
            str(len(suspects)),
            words % {"code": suspects[0].code},
            _("Items in use on which answers have led to one of these three verdicts. Below 20 first answers is none."),
            reverse("insights:items"),
            _("Look at items"),
            needs_work=True,
        )
    ]


def reports_tiles(cohort: Cohort) -> list[Tile]:
    """One query."""
    moments = Report.objects.unsettled().filter(is_simulated=cohort.is_simulated).values_list("reported_at", flat=True)
    waiting = list(moments)
    stale = sum(timezone.now() - moment > STALE for moment in waiting)
    words = ngettext(
        "report about a question is open or in work; %(stale)d for more than two weeks",
        "reports about questions are open or in work; %(stale)d of them for more than two weeks",
        len(waiting),
    )
    return [
        Tile(
            _("Reports"),
            str(len(waiting)),
            words % {"stale": stale},
            _("Every report counts that is neither settled nor declined."),
            reverse("insights:reports"),
            _("Deal with reports"),
            needs_work=bool(waiting),
        )
    ]


def comments_tiles(user: User, cohort: Cohort) -> list[Tile]:
    """For those who may decide about comments; made-up learners write none. One query."""
    if cohort.is_simulated or not is_moderator(user):
        return []
    count = Comment.objects.waiting().count()
    return [
        Tile(
            _("Comments"),
            str(count),
            ngettext("comment waits for a decision", "comments wait for a decision", count),
            _("Comments that the rules held back, and nobody has decided about."),
            reverse("comments:queue"),
            _("Open the queue"),
            needs_work=bool(count),
        )
    ]


def figures_tiles(cohort: Cohort) -> list[Tile]:
    """What the other pages say, in one number each. Six queries."""
    sums = {name: Tally.objects.sums(name, cohort.name) for name in ("learners", "lesson", "rated", "raters", "week")}
    lessons = list(Lesson.objects.published().defer("source", "blocks"))
    learners = sum(count for count, _hits in sums["learners"].values())
    if learners < SMALLEST:
        return []
    return [
        active_tile(learners, cohort),
        *funnel_tiles(Funnel.of(lessons, sums["lesson"], learners, cohort)),
        *retention_tiles(Retention.of(sums["learners"], sums["week"], timezone.now().date())),
        *calibration_tiles(CohortCalibration.of(lessons, sums["rated"], sums["raters"])),
    ]


def active_tile(learners: int, cohort: Cohort) -> Tile:
    since = timezone.localdate() - ACTIVE
    active = User.objects.filter(cohort.condition(""), last_seen_on__gte=since).count()
    return Tile(
        _("Learners"),
        str(active) if active >= SMALLEST or not active else _("Fewer than 5"),
        _("were here in the last seven days, of %(learners)d in all") % {"learners": learners},
        _("Members and guests who opened a page. Guests who stay away for a month are erased. Staff do not count."),
        reverse("insights:retention"),
        _("Who comes back"),
    )


def funnel_tiles(funnel: Funnel) -> list[Tile]:
    if not funnel.largest_fall:
        return []
    before, after = funnel.largest_fall
    words = _("of %(count)d who began lesson %(before)d did not begin lesson %(after)d: the largest fall of all")
    return [
        Tile(
            _("Where they leave"),
            str(before.began - after.began),
            words % {"count": before.began, "before": before.lesson.number, "after": after.lesson.number},
            _("Learners of one lesson less those of the next. Who has just come may still go on."),
            reverse("insights:lessons"),
            _("Through the lessons"),
        )
    ]


def retention_tiles(retention: Retention) -> list[Tile]:
    by_week = {week: (could, came) for week, could, came in retention.weeks}
    if 1 not in by_week:
        return []
    could, came = by_week[1]
    return [
        Tile(
            _("Back after a week"),
            f"{round(100 * came / could)}%",
            _("were here again in the week after their first: %(came)d of %(could)d") % {"came": came, "could": could},
            _("Only learners for whom that week is over. Here means: answered, recalled, read or wrote something."),
            reverse("insights:retention"),
            _("Week by week"),
        )
    ]


def calibration_tiles(found: CohortCalibration) -> list[Tile]:
    if not found.overall.is_shown:
        return []
    overall = found.overall
    words = _("points of a hundred between what they said and what was right: %(judgement)s")
    return [
        Tile(
            _("Confidence"),
            signed(100 * overall.gap),
            words % {"judgement": overall.judgement},
            _("Mean stated confidence minus the share of right answers, over %(count)d first answers.")
            % {"count": overall.count},
            reverse("insights:calibration"),
            _("Calibration"),
        )
    ]
