"""Sending reminders: looking for those whose time has come, claiming each once, and writing down what became of it.

Beat looks for preferences whose `next_at` has come, and queues one task for each. The task claims it with a conditional
update, in one transaction with a new `Reminder`, whose learner and day are unique. Whatever dies after that leaves a
row from which the next sweep knows what to do. See docs/reminders.md for what is guaranteed.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.addresses import note_undeliverable
from reminders import mail_server, queue
from reminders.facts import LearnerFacts
from reminders.handing_over import MayHaveGone, NotTaken, outgoing
from reminders.mails import message_of
from reminders.models import Preference, Reason, Reminder
from reminders.occasions import Verdict, decide
from reminders.slots import is_too_late

logger = logging.getLogger(__name__)
AT_ONCE = 20_000
"""What one look queues at most; the next one, a minute later, sees the rest."""
FIRST_WAIT = timedelta(minutes=5)
"""After a failure; three times as long after each further one."""
WAITS_FOR_DATABASE = (1, 3, 9)
"""Seconds; together less than a task may take."""
State = Reminder.State


class TakenByAnother(Exception):
    """The lease ran out while this worker was at it, and another one took over."""


def look_for_due() -> int:
    """Queue a task for each learner whose time has come, and for each reminder that was left behind.

    Returns how many. What is not queued, or lost by the broker, is seen again the next time.
    """
    if mail_server.is_away():
        return 0
    now = timezone.now()
    left = Reminder.objects.overdue(now).order_by("due_at").values_list("pk", flat=True)[:AT_ONCE]
    return queue.send_all("resume", left) + queue.send_all("remind", due_numbers(now))


def due_numbers(now: datetime):
    """The preferences whose slot has come, the longest ago first: read from the index alone."""
    return Preference.objects.due(now).order_by("next_at", "pk").values_list("pk", flat=True)[:AT_ONCE]


def remind(*, preference_id: int) -> Reminder | None:
    """Claim what is due to one learner, and send it. None where somebody else was quicker, or it is not time."""
    reminder = None if mail_server.is_away() else claim(preference_id)
    if reminder is not None:
        deliver(reminder)
    return reminder


def claim(preference_id: int) -> Reminder | None:
    now = timezone.now()
    preference = Preference.objects.due(now).filter(pk=preference_id).select_related("learner").first()
    if preference is None:
        return None
    next_at = preference.slot_after(now)
    try:
        return claimed(preference, now, next_at)
    except IntegrityError:  # another reminder has this day: only the slot moves on
        move_on(preference, next_at)
        return None


@transaction.atomic
def claimed(preference: Preference, now: datetime, next_at: datetime | None) -> Reminder | None:
    slot, learner = preference.next_at, preference.learner
    if not move_on(preference, next_at) or is_too_late(slot, now, learner.zone):
        return None
    day, due_at = learner.day_of(now), now + Reminder.LEASE
    return Reminder.objects.create(learner=learner, day=day, slot_at=slot, written_at=now, due_at=due_at, tries=1)


def move_on(preference: Preference, next_at: datetime | None) -> bool:
    """False where somebody else was quicker, or the learner changed the slot."""
    mine = Preference.objects.filter(pk=preference.pk, next_at=preference.next_at)
    return bool(mine.update(next_at=next_at))


def barred(preference: Preference, now: datetime) -> str:
    """Why nothing may be claimed now for a learner whose time has come; empty where something may."""
    if is_too_late(preference.next_at, now, preference.learner.zone):
        return Reason.TOO_LATE
    today = Reminder.objects.filter(learner=preference.learner, day=preference.learner.day_of(now))
    return Reason.TODAY_ALREADY if today.exists() else ""


def verdict_at(preference: Preference, moment: datetime) -> Verdict:
    """What becomes of a learner whose time has come, if a worker takes them up at `moment`."""
    reason = barred(preference, moment)
    return Verdict(reason=reason) if reason else decide(LearnerFacts(preference, moment))


def resume(*, reminder_id: int) -> Reminder | None:
    """Take up a reminder that was left behind: its worker died, or the mail server did not take it."""
    if mail_server.is_away():
        return None
    now = timezone.now()
    reminder = Reminder.objects.overdue(now).filter(pk=reminder_id).select_related("learner").first()
    if reminder is None:
        return None
    if reminder.handed_at is not None:
        end(reminder, State.UNKNOWN, "WorkerLost")
    elif reminder.tries >= Reminder.MOST_TRIES:
        end(reminder, State.FAILED, reminder.because)
    elif take(reminder, now):
        deliver(reminder)
    return reminder


def take(reminder: Reminder, now: datetime) -> bool:
    """For the time of a lease, unless somebody else was quicker."""
    due_at = now + Reminder.LEASE
    is_mine = same_lease(reminder).update(due_at=due_at, tries=F("tries") + 1)
    reminder.due_at, reminder.tries = due_at, reminder.tries + 1
    return bool(is_mine)


def same_lease(reminder: Reminder):
    return Reminder.objects.waiting().filter(pk=reminder.pk, due_at=reminder.due_at, tries=reminder.tries)


def deliver(reminder: Reminder) -> None:
    """What was wanted when it was claimed is asked again: much may have changed since."""
    preference = Preference.objects.select_related("learner").get(learner=reminder.learner)
    facts = LearnerFacts(preference, timezone.now())
    if is_over(reminder, facts):
        end(reminder, State.SKIPPED, Reason.TOO_LATE)
        return
    verdict = decide(facts)
    if not verdict.kind:
        end(reminder, State.SKIPPED, verdict.reason)
        look_again(preference, verdict)
        return
    reminder.kind = verdict.kind
    try:
        outgoing.hand_over(message_of(reminder, facts), lambda: note_handing_over(reminder))
    except TakenByAnother:
        logger.warning("Reminder %s was taken by another worker", reminder.pk)
    except NotTaken as error:
        note_failure(reminder, error)
        note_what_it_says(error, facts.address)
    except MayHaveGone as error:
        end(reminder, State.UNKNOWN, str(error))
    else:
        end_surely(reminder)


def end_surely(reminder: Reminder) -> None:
    """The mail has gone: a database that is away for a moment must not make that `unknown`."""
    for seconds in WAITS_FOR_DATABASE:
        try:
            return end(reminder, State.SENT)
        except (OperationalError, InterfaceError):
            logger.warning("Reminder %s is sent, and the database is away", reminder.pk)
            connection.close()
            time.sleep(seconds)
    return end(reminder, State.SENT)


def is_over(reminder: Reminder, facts: LearnerFacts) -> bool:
    """A mail that could not go at its hour goes neither at night nor on another day, which has a slot of its own."""
    return facts.today != reminder.day or is_too_late(reminder.slot_at, facts.now, facts.learner.zone)


def verdict_again(reminder: Reminder) -> Verdict:
    """Whether a reminder that is unsettled may be sent once more now, as if it had not been tried."""
    preference = Preference.objects.select_related("learner").get(learner=reminder.learner_id)
    facts = LearnerFacts(preference, timezone.now(), without=reminder)
    return Verdict(reason=Reason.TOO_LATE) if is_over(reminder, facts) else decide(facts)


def resend(*, reminder: Reminder) -> bool:
    """Queue an unsettled reminder again. False where its occasion is over, or somebody else was quicker.

    A copy of one that may have gone carries the same Message-ID.
    """
    if not verdict_again(reminder).kind:
        return False
    waiting = {"state": State.WAITING, "tries": 0, "due_at": timezone.now(), "handed_at": None, "ended_at": None}
    is_mine = Reminder.objects.unsettled().filter(pk=reminder.pk).update(**waiting)
    if is_mine:
        logger.warning("Reminder %s, which was %s, is sent again by hand", reminder.pk, reminder.state)
        transaction.on_commit(lambda: queue.send_all("resume", [reminder.pk]))
    return bool(is_mine)


def note_handing_over(reminder: Reminder) -> None:
    """The last moment at which a mail has certainly not gone."""
    now = timezone.now()
    if not same_lease(reminder).update(handed_at=now, kind=reminder.kind):
        raise TakenByAnother
    reminder.handed_at = now


def note_failure(reminder: Reminder, error: NotTaken) -> None:
    logger.error("Reminder %s could not be sent: %s", reminder.pk, error)
    if error.is_permanent or reminder.tries >= Reminder.MOST_TRIES:
        end(reminder, State.FAILED, str(error))
        return
    wait = FIRST_WAIT * 3 ** (reminder.tries - 1)
    same_lease(reminder).update(due_at=timezone.now() + wait, handed_at=None, because=str(error), kind=reminder.kind)


def note_what_it_says(error: NotTaken, address: str) -> None:
    """Of the mail server, or of the address."""
    if error.is_server_away:
        mail_server.note_away(str(error))
    if error.is_about_address:
        note_undeliverable(address, reason="refused")


def end(reminder: Reminder, state: str, because: str = "") -> None:
    reminder.state, reminder.because, reminder.ended_at = state, because, timezone.now()
    changes = {"state": state, "because": because, "ended_at": reminder.ended_at, "kind": reminder.kind}
    Reminder.objects.waiting().filter(pk=reminder.pk).update(**changes)
    log = logger.info if state in (State.SENT, State.SKIPPED) else logger.error
    log("Reminder %s of learner %s: %s %s %s", reminder.pk, reminder.learner_id, state, reminder.kind, because)


def look_again(preference: Preference, verdict: Verdict) -> None:
    """After a day without a mail: next on the first day on which there may be one. A change meanwhile counts more."""
    next_at = None
    if verdict.look_on:
        tomorrow = preference.slot_after(timezone.now())
        next_at = preference.slot_from(verdict.look_on)
        next_at = max(next_at, tomorrow) if next_at and tomorrow else next_at
    Preference.objects.filter(pk=preference.pk, next_at=preference.next_at).update(next_at=next_at)
