"""When the next reminder can come, and which: what the sender would decide at the learner's next hours, if they did
nothing until then."""

from dataclasses import dataclass
from datetime import datetime

from reminders.facts import LearnerFacts
from reminders.models import Preference
from reminders.occasions import decide

LOOKS = 8
"""Each says from which day on it may be different; a few lead to a mail, or to a reason why there is none."""


@dataclass(frozen=True)
class Outlook:
    """`at` is the earliest moment of a mail of `kind`; without one, `reason` says why none can come."""

    at: datetime | None = None
    kind: str = ""
    reason: str = ""


def outlook(preference: Preference, now: datetime) -> Outlook:
    slot, reason = preference.slot_after(now), ""
    for _look in range(LOOKS):
        verdict = decide(LearnerFacts(preference, slot or now))
        if verdict.kind:
            return Outlook(at=slot, kind=verdict.kind)
        reason = verdict.reason
        if slot is None or verdict.look_on is None:
            break
        slot = max(preference.slot_from(verdict.look_on), preference.slot_after(slot))
    return Outlook(reason=reason)
