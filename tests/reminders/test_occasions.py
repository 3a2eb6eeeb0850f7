"""Who gets which mail, and who none: the rules alone."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.models import Kind, Preference, Reason
from reminders.occasions import UNANSWERED, Sent, Verdict, decide

TODAY = date(2027, 3, 3)
"""A Wednesday."""
TOMORROW = TODAY + timedelta(days=1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@dataclass(frozen=True)
class Learner:
    """Somebody with a card due, who was here two days ago and has lessons left to do."""

    preference: Preference = field(default_factory=Preference)
    today: date = TODAY
    is_leaving: bool = False
    address: str = "robin@example.org"
    is_undeliverable: bool = False
    sent: tuple[Sent, ...] = ()
    seen_on: date = date(2027, 3, 1)
    due: int = 1
    next_due_on: date | None = None
    has_next_step: bool = True
    days_studied_last_week: int = 0


def learner(preference: dict | None = None, **facts) -> Learner:
    return Learner(preference=Preference(**(preference or {})), **facts)


def mails(*days_ago: int, kind: str = Kind.REVIEWS) -> tuple[Sent, ...]:
    return tuple(Sent(ago(days), kind) for days in sorted(days_ago, reverse=True))


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (learner(), Verdict(Kind.REVIEWS)),
        (learner({"is_on": False}), Verdict(reason=Reason.OFF)),
        (learner(is_leaving=True), Verdict(reason=Reason.LEAVING, look_on=TOMORROW)),
        (learner({"paused_until": TOMORROW}), Verdict(reason=Reason.PAUSED, look_on=TOMORROW)),
        (learner({"paused_until": TODAY}), Verdict(Kind.REVIEWS)),
        (learner(address=""), Verdict(reason=Reason.NO_ADDRESS)),
        (learner(is_undeliverable=True), Verdict(reason=Reason.UNDELIVERABLE)),
        (learner(sent=mails(0)), Verdict(reason=Reason.TODAY_ALREADY, look_on=TOMORROW)),
        (learner(seen_on=TODAY), Verdict(reason=Reason.WAS_HERE, look_on=TOMORROW)),
        (learner(sent=mails(1, 3, 6)), Verdict(reason=Reason.WEEK_IS_FULL, look_on=TOMORROW)),
        (learner(sent=mails(1, 3, 7)), Verdict(Kind.REVIEWS)),
        (learner({"most_a_week": 1}, sent=mails(1)), Verdict(reason=Reason.WEEK_IS_FULL, look_on=ago(-6))),
        (learner(sent=mails(9, 10, 11, 12, 13), seen_on=ago(20)), Verdict(Kind.GOODBYE)),
        (learner(sent=mails(9, 10, 11, 12, 13), seen_on=ago(10)), Verdict(Kind.REVIEWS)),
        (learner(sent=mails(9, kind=Kind.GOODBYE), seen_on=ago(20)), Verdict(reason=Reason.QUIET)),
        (learner(sent=mails(9, kind=Kind.GOODBYE), seen_on=ago(9)), Verdict(Kind.REVIEWS)),
        (learner(due=0), Verdict(reason=Reason.NOTHING_DUE, look_on=TOMORROW)),
        (learner(due=0, seen_on=ago(3)), Verdict(Kind.NEXT_STEP)),
        (learner({"next_step": False}, due=0, seen_on=ago(3)), Verdict(reason=Reason.NOTHING_DUE)),
        (learner({"reviews": False}, seen_on=ago(3)), Verdict(Kind.NEXT_STEP)),
        (
            learner(due=0, seen_on=ago(9), sent=mails(6, kind=Kind.NEXT_STEP), next_due_on=ago(-4)),
            Verdict(reason=Reason.NOTHING_DUE, look_on=ago(-4)),
        ),
        (learner(due=0, seen_on=ago(9), has_next_step=False), Verdict(reason=Reason.NOTHING_DUE)),
        (learner(has_next_step=False), Verdict(Kind.REVIEWS)),
        (learner({"weekly": True, "days": "3"}, days_studied_last_week=2), Verdict(Kind.WEEKLY)),
        (learner({"weekly": True, "days": "3"}, due=0), Verdict(reason=Reason.NOTHING_DUE, look_on=TOMORROW)),
        (learner({"weekly": True}, days_studied_last_week=2), Verdict(Kind.REVIEWS)),
        (
            learner({"weekly": True, "days": "3"}, days_studied_last_week=2, has_next_step=False, due=0),
            Verdict(reason=Reason.NOTHING_DUE),
        ),
    ],
)
def test_verdict(facts, verdict):
    assert decide(facts) == verdict


def test_pause_is_told_once():
    told = learner(due=0, seen_on=ago(9), sent=mails(6, kind=Kind.NEXT_STEP))

    assert decide(told) == Verdict(reason=Reason.NOTHING_DUE)
    assert decide(replace(told, seen_on=ago(5))) == Verdict(Kind.NEXT_STEP)


days_ago = st.integers(0, 40)
learners = st.builds(
    lambda sent, seen, preference, due, next_due, has_step, studied: learner(
        preference,
        sent=tuple(sorted(Sent(ago(days), kind) for days, kind in sent.items())),
        seen_on=ago(seen),
        due=due,
        next_due_on=next_due and ago(-next_due),
        has_next_step=has_step,
        days_studied_last_week=studied,
    ),
    st.dictionaries(days_ago, st.sampled_from(Kind.values)),
    days_ago,
    st.fixed_dictionaries(
        {
            "days": st.sets(st.sampled_from("1234567"), min_size=1).map(lambda days: "".join(sorted(days))),
            "most_a_week": st.integers(1, 7),
            "reviews": st.booleans(),
            "next_step": st.booleans(),
            "weekly": st.booleans(),
        }
    ),
    st.integers(0, 3),
    st.none() | st.integers(1, 60),
    st.booleans(),
    st.integers(0, 7),
)


@given(learners)
def test_bounds_hold_whatever_happened(facts):
    verdict = decide(facts)
    this_week = [mail for mail in facts.sent if mail.day > ago(7)]
    unanswered = [mail for mail in facts.sent if mail.day > facts.seen_on]

    assert bool(verdict.kind) != bool(verdict.reason)
    if verdict.kind:
        assert len(this_week) < facts.preference.most_a_week
        assert facts.seen_on < TODAY
        assert (verdict.kind == Kind.GOODBYE) == (len(unanswered) >= UNANSWERED)
        assert facts.due or facts.has_next_step
    else:
        assert verdict.look_on is None or verdict.look_on > TODAY


@given(learners)
def test_nobody_is_looked_at_later_than_something_is_due(facts):
    """Going through the days one by one finds no mail before the day that the verdict names."""
    verdict = decide(facts)
    if verdict.kind or verdict.look_on is None:
        return
    for count in range(1, (verdict.look_on - TODAY).days):
        day = TODAY + timedelta(days=count)
        is_due = facts.due or (facts.next_due_on is not None and facts.next_due_on <= day)
        later = replace(facts, today=day, due=int(bool(is_due)), days_studied_last_week=0)

        assert decide(later).kind == ""
