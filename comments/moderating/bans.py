"""Bans: later comments of a member, of an email address or from a network wait for a moderator."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.mailing.addresses import author_digests
from comments.models import Ban, Comment, Decision
from comments.moderating.facts import bans_against
from comments.moderating.moderation import NotPossible
from comments.showing import locked

AUTHOR, NETWORK = "author", "network"


@transaction.atomic
def ban(
    *, comment: Comment, whom: list[str], moderator: User, reason: str = "", ends_at: datetime | None = None
) -> Decision | None:
    """Hold back what the author of a comment (by account, else by email address) or its network writes from now on.
    None where these are banned for as long already."""
    comment = locked(comment.pk)
    if comment is None:
        raise NotPossible(_("This comment is gone."))
    targets = targets_of(comment, whom)
    if not targets:
        raise NotPossible(_("Nothing is known of the author of this comment that could be banned."))
    if is_banned_for_as_long(comment, targets, ends_at):
        return None
    made = Ban.objects.create(comment=comment, reason=reason, ends_at=ends_at, **targets)
    return Decision.objects.create(
        comment=comment, moderator=moderator, action=Decision.Action.BAN, reason=reason, before={"ban": made.pk}
    )


def targets_of(comment: Comment, whom: list[str]) -> dict:
    targets = {}
    if AUTHOR in whom and comment.author_id:
        targets["member_id"] = comment.author_id
    elif AUTHOR in whom and comment.email_digest:
        targets["email_digest"] = comment.email_digest
    if NETWORK in whom and comment.network:
        targets["network"] = comment.network
    return targets


def ban_again(comment: Comment | None, whom: list[str], *, reason: str, ends_at: datetime | None) -> Ban | None:
    """One that ended and was forgotten; None where it is no longer known whom it meant."""
    targets = targets_of(comment, whom) if comment else {}
    if len(targets) < len(whom):
        return None
    return Ban.objects.create(comment=comment, reason=reason, ends_at=ends_at, **targets)


def is_banned_for_as_long(comment: Comment, targets: dict, ends_at: datetime | None) -> bool:
    bans = [ban for ban in bans_against(comment) if ban.ends_at is None or (ends_at and ban.ends_at >= ends_at)]
    same = {name: {value} for name, value in targets.items()}
    if "email_digest" in same:
        same["email_digest"] = author_digests(comment)
    return all(any(getattr(ban, name) in values for ban in bans) for name, values in same.items())


@transaction.atomic
def lift(*, ban: Ban, moderator: User) -> Decision | None:
    """End a ban now. None where it has ended already."""
    ban = Ban.objects.select_for_update(of=("self",)).active().filter(pk=ban.pk).first()
    if ban is None:
        return None
    whom = [AUTHOR] * bool(ban.member_id or ban.email_digest) + [NETWORK] * bool(ban.network)
    before = {"ban": ban.pk, "ends_at": ban.ends_at and ban.ends_at.isoformat(), "whom": whom}
    ban.ends_at = timezone.now()
    ban.save(update_fields=["ends_at"])
    return Decision.objects.create(
        comment_id=ban.comment_id, moderator=moderator, action=Decision.Action.LIFT, reason=ban.reason, before=before
    )
