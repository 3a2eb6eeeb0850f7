"""Each figure of an item with a sentence that says what it means, and the rule by which it was counted."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from insights.items.statistics import ENOUGH, ItemStatistics, interval_of
from insights.items.tallies import LEAST_OTHERS
from insights.wording import decimals, percent, seconds

WEAK, GOOD = 0.1, 0.2


class Measure(NamedTuple):
    name: str
    value: str
    sentence: str
    why: str


def sentences_on(item: ItemStatistics) -> list[Measure]:
    found = [answers(item)]
    if item.is_graded:
        found += [facility(item), discrimination(item)]
    if item.stated:
        found += [confidence(item), misled(item)]
    if item.median_seconds is not None:
        found.append(time(item))
    return found


def answers(item: ItemStatistics) -> Measure:
    sentence = (
        _("Enough to judge by.")
        if item.has_enough
        else _("Too few to judge by: %(missing)s more are needed.") % {"missing": ENOUGH - item.answers}
    )
    why = _("Each learner counts once, with their first complete answer. Answers of staff are left out.")
    return Measure(_("First answers"), f"{item.answers:,}", sentence, why)


def facility(item: ItemStatistics) -> Measure:
    low, high = item.interval
    sentence = _("%(right)s of %(count)s were right; the true share lies between %(low)s and %(high)s.") % {
        "right": f"{item.right:,}",
        "count": f"{item.answers:,}",
        "low": percent(low),
        "high": percent(high),
    }
    why = _(
        "Facility: the share of first answers with full marks, with the 95% interval of Wilson (1927). Half marks "
        "count as not right here."
    )
    return Measure(_("Right"), percent(item.facility), sentence, why)


def discrimination(item: ItemStatistics) -> Measure:
    why = _(
        "Discrimination: the correlation between the score here and the mean score of the learner's other first "
        "answers in the lesson (item-rest correlation, Henrysson 1963; for right and not right the point-biserial). "
        "Learners with fewer than %(others)s other answers are left out, and below %(enough)s learners there is none."
    ) % {"others": LEAST_OTHERS, "enough": ENOUGH}
    sentence = sentence_on(item.discrimination, item.with_rest)
    return Measure(_("Discrimination"), decimals(item.discrimination), sentence, why)


def sentence_on(value: float | None, count: int) -> str:
    if value is None:
        return _("Not known: there are too few other answers, or all are alike.")
    low, high = interval_of(value, count)
    between = _("The true figure lies between %(low)s and %(high)s.") % {"low": decimals(low), "high": decimals(high)}
    return f"{words_on(value, high)} {between}"


def words_on(value: float, high: float) -> str:
    if high < 0:
        return _("Those who do well elsewhere do worse here: something is wrong with the item.")
    if value < WEAK:
        return _("So far it does not tell those who do well elsewhere from the others.")
    if value < GOOD:
        return _("It tells those who do well elsewhere from the others a little.")
    return _("Those who do well elsewhere do well here: it measures what the lesson teaches.")


def confidence(item: ItemStatistics) -> Measure:
    right = sum(right for _stated, _count, right in item.levels) / item.stated
    gap = item.mean_confidence / 100 - right
    if abs(gap) < 0.05:
        sentence = _("About as sure as they were right (%(right)s).")
    elif gap > 0:
        sentence = _("Surer than they were right (%(right)s).")
    else:
        sentence = _("Less sure than they were right (%(right)s).")
    why = _("The mean of what learners stated before they checked. For a statement it is about the verdict.")
    return Measure(_("Mean confidence"), percent(item.mean_confidence / 100), sentence % {"right": percent(right)}, why)


def misled(item: ItemStatistics) -> Measure:
    sentence = _("%(wrong)s of %(count)s said 80%% or more and were not right.") % {
        "wrong": f"{item.sure_and_wrong:,}",
        "count": f"{item.stated:,}",
    }
    why = _("Confident errors are the ones that stay. From 80% on an answer counts as sure.")
    return Measure(_("Sure and wrong"), percent(item.misled), sentence, why)


def time(item: ItemStatistics) -> Measure:
    sentence = _("Half of the learners took longer, from seeing it to the first step.")
    why = _("In whole seconds, where the browser told them; an hour at most.")
    return Measure(_("Median time"), seconds(item.median_seconds), sentence, why)
