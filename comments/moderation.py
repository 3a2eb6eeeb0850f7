"""What becomes of a comment: by the rules, then by moderators. Each step is a `Decision` that says who and why."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.facts import verdict_of
from comments.models import Comment, Decision
from comments.moderators import tell_moderators
from comments.notices import note_decision
from comments.showing import show

FORGOTTEN_AFTER = timedelta(minutes=2)
AT_ONCE = 200
RESULTS = {
    Decision.Action.APPROVE: Comment.Status.APPROVED,
    Decision.Action.SPAM: Comment.Status.SPAM,
    Decision.Action.REJECT: Comment.Status.REJECTED,
    Decision.Action.DELETE: Comment.Status.DELETED,
}
KEPT_TO_UNDO = ("status", "text", "name", "decision_note", "edited_at", "is_edited_by_staff", "decided_at")


@transaction.atomic
def moderate(*, comment_id: int) -> Comment | None:
    """Let the rules look at a comment, once: it appears, or waits for a moderator with the reasons. None where that is
    done already; killed in the middle, nothing has happened, and the sweep begins again."""
    comment = Comment.objects.select_for_update(of=("self",)).unscored().filter(pk=comment_id).first()
    if comment is None:
        return None
    verdict = verdict_of(comment)
    comment.scored_at, comment.score, comment.reasons = timezone.now(), verdict.score, verdict.reasons
    if verdict.is_held:
        comment.save()
        tell_moderators(
            comment, Decision.objects.create(comment=comment, is_by_rules=True, action=Decision.Action.HOLD)
        )
        return comment
    comment.save()
    settle(comment, Decision.Action.APPROVE, moderator=None)
    return comment


def moderate_the_forgotten() -> int:
    """Look at comments whose task was lost. Returns how many."""
    old = Comment.objects.unscored().filter(written_at__lt=timezone.now() - FORGOTTEN_AFTER)
    numbers = list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(moderate(comment_id=number) is not None for number in numbers)


@transaction.atomic
def decide(*, comment: Comment, action: str, moderator: User | None, reason: str = "") -> Decision | None:
    """A moderator publishes, rejects, edits or deletes a comment, or marks it as spam. None where it is so already:
    two moderators, two presses."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    return settle(comment, action, moderator=moderator, reason=reason)


def settle(comment: Comment, action: str, *, moderator: User | None, reason: str = "") -> Decision | None:
    """Write a decision down and let it count; `comment` is locked."""
    status = RESULTS[Decision.Action(action)]
    if comment.status == status:
        return None
    before = state_of(comment)
    comment.status, comment.decided_at, comment.decision_note = status, timezone.now(), reason
    comment.save()
    show(comment)
    decision = Decision.objects.create(
        comment=comment,
        moderator=moderator,
        is_by_rules=moderator is None,
        action=action,
        reason=reason,
        before=before,
    )
    note_decision(decision)
    return decision


def state_of(comment: Comment) -> dict:
    """What it takes to undo a decision."""
    values = {name: getattr(comment, name) for name in KEPT_TO_UNDO}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}
