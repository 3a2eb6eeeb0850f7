"""Whether a learner gets a reminder now, which, and why (not). Pure rules: the facts are asked for one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from reminders.models import Kind, Preference, Reason

UNANSWERED = 5
"""After so many mails without a visit comes one that says that no more will, and then none."""
PAUSE = timedelta(days=3)
"""Not having been here so long is a pause."""
WEEK = timedelta(days=7)
MONDAY = 1


class Sent(NamedTuple):
    """A reminder that went on `day` of the learner's calendar."""

    day: date
    kind: str


class Facts(Protocol):
    """What is asked about a learner. Cheap ones come first in `decide`, so that the dear ones are asked of few."""

    preference: Preference
    today: date
    is_leaving: bool
    address: str
    is_undeliverable: bool
    sent: Sequence[Sent]
    """Of the last 7 days and since the last visit, oldest first."""
    seen_on: date
    """The learner's day on which they were here last."""
    due: int
    """Cards that may be reviewed today."""
    next_due_on: date | None
    """When the next card that is not due today comes due."""
    has_next_step: bool
    """Whether a lesson is left to do."""
    days_studied_last_week: int


@dataclass(frozen=True)
class Verdict:
    """`kind` is the mail to send; where it is empty, `reason` says why there is none, and `look_on` the first day on
    which that may be different: None means not before the learner comes back or changes their preferences."""

    kind: str = ""
    reason: str = ""
    look_on: date | None = None


def decide(facts: Facts) -> Verdict:
    tomorrow = facts.today + timedelta(days=1)
    preference = facts.preference
    if not preference.is_on:
        return Verdict(reason=Reason.OFF)
    if not any(preference.wants(kind) for kind in OCCASIONS):
        return Verdict(reason=Reason.NOTHING_CHOSEN)
    if facts.is_leaving:
        return Verdict(reason=Reason.LEAVING, look_on=tomorrow)
    if preference.is_paused_on(facts.today):
        return Verdict(reason=Reason.PAUSED, look_on=preference.paused_until)
    if not facts.address:
        return Verdict(reason=Reason.NO_ADDRESS)
    if facts.is_undeliverable:
        return Verdict(reason=Reason.UNDELIVERABLE)
    return among_mails(facts) or of_today(facts)


def among_mails(facts: Facts) -> Verdict | None:
    """What the mails of before forbid."""
    tomorrow = facts.today + timedelta(days=1)
    unanswered = [mail for mail in facts.sent if mail.day > facts.seen_on]
    if any(mail.kind == Kind.GOODBYE for mail in unanswered):
        return Verdict(reason=Reason.QUIET)
    if any(mail.day >= facts.today for mail in facts.sent):
        return Verdict(reason=Reason.TODAY_ALREADY, look_on=tomorrow)
    this_week = [mail for mail in facts.sent if mail.day > facts.today - WEEK]
    if len(this_week) >= facts.preference.most_a_week:
        return Verdict(reason=Reason.WEEK_IS_FULL, look_on=this_week[-facts.preference.most_a_week].day + WEEK)
    if facts.seen_on >= facts.today:
        return Verdict(reason=Reason.WAS_HERE, look_on=tomorrow)
    return None


def of_today(facts: Facts) -> Verdict:
    """The first occasion that holds. After too many mails without a visit it is told in the last one."""
    kind = next((kind for kind, holds in OCCASIONS.items() if facts.preference.wants(kind) and holds(facts)), "")
    if not kind:
        return Verdict(reason=Reason.NOTHING_DUE, look_on=next_occasion(facts))
    unanswered = sum(mail.day > facts.seen_on for mail in facts.sent)
    return Verdict(kind=Kind.GOODBYE if unanswered >= UNANSWERED else kind)


def is_weekly(facts: Facts) -> bool:
    """On the first of the learner's days in a week, if there is something to sum up and the course is not done."""
    first = min(facts.preference.weekdays, default=MONDAY)
    return facts.today.isoweekday() == first and facts.has_next_step and facts.days_studied_last_week > 0


def is_told(facts: Facts) -> bool:
    """Whether there was a mail about the next step in this pause: another one would tell nothing new."""
    return any(mail.kind == Kind.NEXT_STEP and mail.day > facts.seen_on for mail in facts.sent)


def is_pause(facts: Facts) -> bool:
    return facts.today - facts.seen_on >= PAUSE and not is_told(facts) and facts.has_next_step


OCCASIONS = {
    Kind.WEEKLY: is_weekly,
    Kind.REVIEWS: lambda facts: facts.due > 0,
    Kind.NEXT_STEP: is_pause,
}


def next_occasion(facts: Facts) -> date | None:
    """The first day on which something may be due, if the learner does nothing until then."""
    preference, tomorrow = facts.preference, facts.today + timedelta(days=1)
    days = []
    if preference.reviews and facts.next_due_on:
        days.append(facts.next_due_on)
    if preference.next_step and not is_told(facts) and facts.has_next_step:
        days.append(facts.seen_on + PAUSE)
    if preference.weekly and facts.has_next_step and facts.seen_on > facts.today - WEEK:
        days.append(facts.today + timedelta(days=8 - facts.today.isoweekday()))
    return max(min(days), tomorrow) if days else None
