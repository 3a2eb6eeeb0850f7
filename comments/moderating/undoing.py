"""Taking a decision back: everything is as before it, unless something has happened since."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.mailing.notices import note_change
from comments.models import Ban, Comment, Decision, Thread
from comments.moderating.bans import ban_again
from comments.moderating.moderation import KEPT_TO_UNDO, OF_THREADS, RESULTS, NotPossible, look_at
from comments.showing import locked, show
from lessons.models import Edition

OF_BANS = (Decision.Action.BAN, Decision.Action.LIFT)


def with_undoable(decisions):
    """Each decision with `is_undoable`: it says how it was before, and stands, and no later one of its kind stands."""
    later = Decision.objects.standing().filter(pk__gt=OuterRef("pk"))
    of_comment = later.filter(comment=OuterRef("comment")).exclude(action__in=[*OF_BANS, Decision.Action.HOLD])
    of_thread = later.filter(thread=OuterRef("thread"))
    is_last = Q(action__in=OF_BANS) | Q(~Exists(of_comment), ~Exists(of_thread))
    return decisions.annotate(is_undoable=Q(undone_at=None) & ~Q(before={}) & is_last)


@transaction.atomic
def undo(*, decision: Decision, moderator: User) -> Decision | None:
    """Take back a decision, one's own or that of somebody else. None where it is undone already; NotPossible where
    something later stands."""
    comment = locked(decision.comment_id) if decision.comment_id else None
    decision = Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()
    if decision is None:
        raise NotPossible(_("This comment is gone."))
    if decision.undone_at:
        return None
    if not decision.before:
        raise NotPossible(_("This changed nothing, or how it was before is no longer kept."))
    refuse_what_is_not_last(decision)
    if decision.action == Decision.Action.BAN:
        end_ban(decision)
    elif decision.action == Decision.Action.LIFT:
        restore_ban(decision)
    elif decision.thread_id:
        restore_thread(decision)
    else:
        restore_comment(comment, decision.before)
    decision.undone_at, decision.undone_by = timezone.now(), moderator
    decision.save(update_fields=["undone_at", "undone_by", "before"])
    if decision.action in RESULTS:
        note_change(comment, f"{decision.pk}-undone")
    return decision


def refuse_what_is_not_last(decision: Decision) -> None:
    if not with_undoable(Decision.objects.filter(pk=decision.pk)).get().is_undoable:
        raise NotPossible(_("This can no longer be undone: somebody has decided something later. Undo that first."))


def restore_comment(comment: Comment, before: dict) -> None:
    if comment.version != before.get("left", comment.version):
        raise NotPossible(_("This can no longer be undone: the author has changed or withdrawn the comment since."))
    for name in KEPT_TO_UNDO:
        setattr(comment, name, Comment._meta.get_field(name).to_python(before[name]))
    comment.say(comment.text)
    if comment.status == Comment.Status.PENDING and comment.scored_at is None:
        look_at(comment)  # what a moderator had in hand waits for one, whatever the rules make of it
    comment.save()
    show(comment)


def restore_thread(decision: Decision) -> None:
    thread = Thread.objects.select_for_update(no_key=True).get(pk=decision.thread_id)
    for name, value in decision.before.items():
        setattr(thread, OF_THREADS[name][0], timezone.now() if value else None)
    thread.save(update_fields=["closed_at", "locked_at"])
    Edition.advance()


def end_ban(decision: Decision) -> None:
    if not Ban.objects.active().filter(pk=decision.before["ban"]).update(ends_at=timezone.now()):
        raise NotPossible(_("This ban has ended already."))


def restore_ban(decision: Decision) -> None:
    """As it was before it was lifted; anew, where it has been forgotten since."""
    before = decision.before
    ends_at = Ban._meta.get_field("ends_at").to_python(before["ends_at"])
    if ends_at and ends_at <= timezone.now():
        raise NotPossible(_("This ban would have ended by itself meanwhile: there is nothing to bring back."))
    if Ban.objects.filter(pk=before["ban"]).update(ends_at=ends_at):
        return
    whom = before.get("whom")
    made = whom and ban_again(decision.comment, whom, reason=decision.reason, ends_at=ends_at)
    if not made:
        raise NotPossible(
            _("What this ban meant was forgotten after it had ended. Ban the author anew, on the page of a comment.")
        )
    decision.before = before | {"ban": made.pk}
