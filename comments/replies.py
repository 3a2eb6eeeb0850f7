"""A member is told at once when somebody answers them, also where they do not follow the thread."""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from comments.mailing.outbox import put
from comments.models import Comment, Notice


def link_to_end_replies(member: User) -> str:
    """Stands in each mail about an answer; empty where the member wants none."""
    return import_string(settings.LINK_TO_END_REPLIES)(member=member)


def tell_the_answered(comment: Comment) -> list[User]:
    """Write down a mail to each member whom it answers, once, however often this runs. Returns who is told so."""
    answered = {other.author for other in (comment.parent, comment.answered) if other and other.author}
    members = [member for member in answered if member != comment.author and link_to_end_replies(member)]
    for member in members:
        put(Notice.Kind.REPLY, f"reply-{comment.pk}-{member.pk}", comment=comment, moderator=member)
    return members
