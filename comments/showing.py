"""Which comments readers see."""

from django.db.models import F, QuerySet

from comments.models import Comment, Thread
from lessons.models import Edition

LEAVES_A_PLACE = (Comment.Status.DELETED, Comment.Status.REJECTED, Comment.Status.WITHDRAWN)


def locked(number: int) -> Comment | None:
    """The comment as it is now, kept for this transaction: first its thread, since whether readers see a comment
    depends on others there, and always in this order."""
    Thread.objects.select_for_update(no_key=True).filter(comments=number).first()
    return Comment.objects.select_for_update(of=("self",)).filter(pk=number).first()


def all_locked(comments: QuerySet[Comment]) -> list[Comment]:
    """The same of many, answers first: all their threads before the first of them, since who holds one thread and waits
    for another must not hold what is locked after it."""
    threads = Thread.objects.select_for_update(no_key=True).filter(pk__in=comments.order_by().values("thread"))
    numbers = [thread.pk for thread in threads.order_by("pk")]
    answers_first = F("parent").asc(nulls_last=True)
    return list(comments.select_for_update(of=("self",)).filter(thread__in=numbers).order_by(answers_first, "pk"))


def show(comment: Comment) -> None:
    """After its status has changed: let readers see a comment or not, its answers with it, and the place of a removed
    one while it has answers. Readers' pages are new then."""
    around = [comment.parent] if comment.parent_id else list(comment.replies.all())
    changed = [each for each in (comment, *around) if each.is_shown != is_to_show(each)]
    for each in changed:
        each.is_shown = not each.is_shown
        each.save(update_fields=["is_shown"])
    if comment.is_shown or changed:
        Edition.advance()


def is_to_show(comment: Comment) -> bool:
    if comment.status == Comment.Status.APPROVED:
        return comment.parent is None or comment.parent.status in (Comment.Status.APPROVED, *LEAVES_A_PLACE)
    return comment.status in LEAVES_A_PLACE and comment.replies.approved().exists()
