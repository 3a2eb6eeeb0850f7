"""Which comments readers see."""

from comments.models import Comment
from lessons.models import Edition


def show(comment: Comment) -> None:
    """After its status has changed: let readers see a comment or not, and the place of a deleted one while it has
    answers. Readers' pages are new then."""
    changed = [each for each in (comment, comment.parent) if each and each.is_shown != is_to_show(each)]
    for each in changed:
        each.is_shown = not each.is_shown
        each.save(update_fields=["is_shown"])
    if comment.is_shown or changed:
        Edition.advance()


def is_to_show(comment: Comment) -> bool:
    if comment.status == Comment.Status.APPROVED:
        return comment.parent is None or comment.parent.status != Comment.Status.SPAM
    return comment.is_deleted and comment.replies.approved().exists()
