"""What becomes of a comment: by the rules, then by moderators. Each step is a `Decision` that says who and why."""

import logging
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.mailing.notices import note_change
from comments.models import Comment, Decision, Thread
from comments.moderating.facts import verdict_of
from comments.moderating.moderator_mails import tell_moderators
from comments.moderating.verdict import Verdict
from comments.showing import locked, show
from lessons.models import Edition

logger = logging.getLogger(__name__)
FORGOTTEN_AFTER = timedelta(minutes=2)
AT_ONCE = 200
RESULTS = {
    Decision.Action.APPROVE: Comment.Status.APPROVED,
    Decision.Action.SPAM: Comment.Status.SPAM,
    Decision.Action.REJECT: Comment.Status.REJECTED,
    Decision.Action.DELETE: Comment.Status.DELETED,
}
OF_THREADS = {
    "is_locked": ("locked_at", Decision.Action.LOCK, Decision.Action.UNLOCK),
    "is_closed": ("closed_at", Decision.Action.CLOSE, Decision.Action.OPEN),
}
KEPT_TO_UNDO = ("status", "text", "name", "decision_note", "edited_at", "is_edited_by_staff", "decided_at")


class NotPossible(Exception):
    """Says to a moderator why nothing was done."""


@transaction.atomic
def moderate(*, comment_id: int) -> Comment | None:
    """Let the rules look at a comment, once: it appears, or waits for a moderator with the reasons. None where that is
    done already; killed in the middle, nothing has happened, and the sweep begins again."""
    comment = locked(comment_id)
    if comment is None or comment.scored_at or comment.status != Comment.Status.PENDING:
        return None
    verdict = look_at(comment)
    comment.save()
    if verdict.is_held:
        tell_moderators(comment, hold(comment))
        return comment
    settle(comment, Decision.Action.APPROVE, moderator=None)
    return comment


def look_at(comment: Comment) -> Verdict:
    """Let the rules note what they find; not saved."""
    verdict = verdict_of(comment)
    comment.scored_at, comment.score, comment.reasons = timezone.now(), verdict.score, verdict.reasons
    return verdict


def hold(comment: Comment) -> Decision:
    """That the rules hold it back: one decision, however often its author changes it while it waits."""
    last = comment.decisions.last()
    if last is not None and last.action == Decision.Action.HOLD:
        return last
    return Decision.objects.create(comment=comment, is_by_rules=True, action=Decision.Action.HOLD)


def moderate_the_forgotten() -> int:
    """Look at comments whose task was lost, for half of a task's time. One on which the rules fail is logged and keeps
    no other waiting. Returns how many were looked at."""
    stop_at = monotonic() + settings.CELERY_TASK_TIME_LIMIT / 2
    old = Comment.objects.unscored().filter(written_at__lt=timezone.now() - FORGOTTEN_AFTER)
    done = 0
    for number in list(old.order_by("pk").values_list("pk", flat=True)):
        if done == AT_ONCE or monotonic() > stop_at:
            break
        try:
            done += moderate(comment_id=number) is not None
        except Exception as error:  # whatever it is, it is of this one; its words may be those of the comment
            logger.error("The rules fail on comment %s: %s", number, type(error).__name__)
    return done


@transaction.atomic
def decide(
    *, comment: Comment, action: str, moderator: User | None, reason: str = "", seen: str = ""
) -> Decision | None:
    """A moderator publishes, rejects or deletes a comment, or marks it as spam. None where it is so already: two
    moderators, two presses. `seen` is the version they decided about; NotPossible where it is another one now."""
    comment = locked(comment.pk)
    if comment is None:
        raise NotPossible(_("This comment is gone."))
    if comment.status == RESULTS[Decision.Action(action)]:
        return None
    refuse_what_was_not_seen(comment, seen)
    return settle(comment, action, moderator=moderator, reason=reason)


def refuse_what_was_not_seen(comment: Comment, seen: str) -> None:
    if comment.status == Comment.Status.WITHDRAWN:
        raise NotPossible(_("Its author has withdrawn it."))
    if not comment.text:
        raise NotPossible(_("Nothing is left of what it said: it was erased, or is too old."))
    if seen and seen != comment.version:
        raise NotPossible(what_has_happened(comment))


def what_has_happened(comment: Comment) -> str:
    last = comment.decisions.standing().with_people().last()
    if last is None or last.moderator is None:
        return _("It has changed since you saw it: look again.")
    words = {"name": last.moderator.name, "what": last.get_action_display()}
    return _("Decided already by %(name)s: %(what)s.") % words


def settle(comment: Comment, action: str, *, moderator: User | None, reason: str = "") -> Decision | None:
    """Write a decision down and let it count; `comment` is locked."""
    status = RESULTS[Decision.Action(action)]
    if comment.status == status:
        return None
    before = state_of(comment)
    comment.status, comment.decided_at, comment.decision_note = status, timezone.now(), reason
    comment.save()
    show(comment)
    decision = note(comment, action, moderator=moderator, reason=reason, before=before)
    note_change(comment, str(decision.pk))
    return decision


@transaction.atomic
def correct(*, comment: Comment, text: str, moderator: User, reason: str = "", seen: str = "") -> Decision | None:
    """A moderator changes what a comment says; readers are told so. None where it says that already."""
    comment = locked(comment.pk)
    if comment is None:
        raise NotPossible(_("This comment is gone."))
    if text == comment.text:
        return None
    refuse_what_was_not_seen(comment, seen)
    before = state_of(comment)
    comment.say(text)
    comment.is_edited_by_staff, comment.edited_at = True, timezone.now()
    comment.save()
    show(comment)
    return note(comment, Decision.Action.EDIT, moderator=moderator, reason=reason, before=before)


def set_locked(*, thread: Thread, is_locked: bool, moderator: User, reason: str = "") -> Decision | None:
    """Let a thread take no more comments, or again. None where it is so already."""
    return set_thread("is_locked", is_locked, thread=thread, moderator=moderator, reason=reason)


def set_closed(*, thread: Thread, is_closed: bool, moderator: User) -> Decision | None:
    """The same by whoever is responsible for what the thread is about, whatever moderators did."""
    return set_thread("is_closed", is_closed, thread=thread, moderator=moderator)


@transaction.atomic
def set_thread(name: str, value: bool, *, thread: Thread, moderator: User, reason: str = "") -> Decision | None:
    field, begin, end = OF_THREADS[name]
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)
    if (getattr(thread, field) is not None) == value:
        return None
    setattr(thread, field, timezone.now() if value else None)
    thread.save(update_fields=[field])
    Edition.advance()
    return Decision.objects.create(
        thread=thread,
        moderator=moderator,
        action=begin if value else end,
        reason=reason,
        before={name: not value},
    )


def note(comment: Comment, action: str, *, moderator: User | None, before: dict, reason: str = "") -> Decision:
    """Write a decision down, with what it takes to undo it and what it left the comment as."""
    return Decision.objects.create(
        comment=comment,
        moderator=moderator,
        is_by_rules=moderator is None,
        action=action,
        reason=reason,
        before=before | {"left": comment.version},
    )


def state_of(comment: Comment) -> dict:
    """What it takes to undo a decision."""
    values = {name: getattr(comment, name) for name in KEPT_TO_UNDO}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
