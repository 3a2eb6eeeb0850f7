"""Erasing what leads to the author of comments, with or without an account, and what they said."""

from comments.models import Ban, Comment, Decision
from comments.showing import show
from lessons.models import Edition

NOBODY = {"author": None, "name": "", "email_sealed": "", "email_digest": "", "visitor": "", "network": None}
NOTHING = {"text": "", "html": "", "text_digest": "", "decision_note": "", "reasons": []}


def make_nobodys(comments: list[Comment], *, with_published: bool) -> None:
    """Of comments as `showing.all_locked` gives them: nothing in them, in the decisions about them or in bans leads to
    their author. What readers do not see goes, and `with_published` what they do, but for the places of answers."""
    numbers = [comment.pk for comment in comments]
    Ban.objects.filter(comment__in=numbers).update(comment=None, reason="")
    Decision.objects.filter(comment__in=numbers).update(before={}, reason="")
    Comment.objects.filter(pk__in=numbers).update(seconds=None, decision_note="", **NOBODY)
    for comment in comments:
        if with_published or comment.status != Comment.Status.APPROVED:
            remove(comment, Comment.Status.DELETED)
    if comments:
        Edition.advance()


def remove(comment: Comment, status: str) -> None:
    """The whole row of a locked comment, and the place it answered if that was kept for it alone; or where others
    answered, all but its own place, which `status` explains."""
    if comment.replies.exists():
        Comment.objects.filter(pk=comment.pk).update(status=status, seconds=None, **NOBODY, **NOTHING)
        comment.decisions.update(before={}, reason="")
        comment.refresh_from_db()
        show(comment)
        return
    parent = comment.parent
    comment.delete()
    if parent and is_nobodys_place(parent) and not parent.replies.exists():
        parent.delete()
    elif parent:
        show(parent)


def is_nobodys_place(comment: Comment) -> bool:
    """Of an author whose comment `remove` has emptied; what moderators deleted stays theirs, with who decided so."""
    return not (comment.text or comment.author_id or comment.email_digest)
