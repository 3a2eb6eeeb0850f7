"""What a mail provider tells about mails: which addresses take none. All else, such as who opened what, is dropped."""

import logging
from collections.abc import Mapping

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason

from accounts.addresses import note_undeliverable
from accounts.models import UndeliverableAddress

logger = logging.getLogger(__name__)
Reason = UndeliverableAddress.Reason
WHY_SENT_BACK = {
    RejectReason.INVALID: Reason.BOUNCED,
    RejectReason.BOUNCED: Reason.BOUNCED,
}
WHY_NOT_TAKEN = {
    **WHY_SENT_BACK,
    RejectReason.TIMED_OUT: Reason.BOUNCED,
    RejectReason.SPAM: Reason.COMPLAINED,
    RejectReason.UNSUBSCRIBED: Reason.ENDED,
}
"""Why a provider does not even try. Of BLOCKED and OTHER the reason may be us, or the mail."""
SAYS_HOW_HARD = ("type", "event", "bouncetype", "severity", "status")
SOFT = {
    *("softbounce", "soft_bounce", "soft_bounced", "soft bounce", "softfail"),
    *("transient", "temporary", "undetermined"),
}
SOFT_CLASSES_OF_SPARKPOST = {"20", "21", "22", "23", "24", "40", "70"}


def on_tracking(sender, *, event: AnymailTrackingEvent, esp_name: str, **_kwargs) -> None:
    """The same event may come any number of times."""
    reason = reason_in(event)
    if not reason:
        return
    if not event.recipient:
        logger.warning("%s tells of an address that takes no mail, and not of which", esp_name)
        return
    note_undeliverable(event.recipient, reason=reason)


def reason_in(event: AnymailTrackingEvent) -> str:
    """Why the address takes no more mail; empty where the event says no such thing."""
    if event.event_type == EventType.COMPLAINED:
        return Reason.COMPLAINED
    if event.event_type == EventType.UNSUBSCRIBED:
        return WHY_NOT_TAKEN.get(event.reject_reason, Reason.ENDED)
    if event.event_type == EventType.BOUNCED and not is_soft(event.esp_event):
        return WHY_SENT_BACK.get(event.reject_reason, "")
    return WHY_NOT_TAKEN.get(event.reject_reason, "") if event.event_type == EventType.REJECTED else ""


def is_soft(told: object) -> bool:
    """Whether a provider, in its own words, says that mail came back only for now: the mailbox is full, say."""
    if not isinstance(told, Mapping):
        return False
    return any(is_soft(value) or says_soft(str(name).lower(), value) for name, value in told.items())


def says_soft(name: str, value: object) -> bool:
    if name == "hard_bounce":
        return value is False
    if name == "bounce_class":
        return str(value) in SOFT_CLASSES_OF_SPARKPOST
    return name in SAYS_HOW_HARD and str(value).lower() in SOFT
