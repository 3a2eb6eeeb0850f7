"""Comments at any point of their way."""

import uuid

from django.utils import timezone

from accounts.models import User
from comments.mailing import follows
from comments.models import Comment, Follow, Notice, Thread
from comments.moderating.moderators import group_of_moderators
from comments.services import write
from comments.showing import show
from comments.threads import stored_thread_of
from lessons.models import Lesson
from tests.factories import make_lesson, make_user


def make_thread(lesson: Lesson | None = None) -> Thread:
    return stored_thread_of(lesson or Lesson.objects.first() or make_lesson(1))


def make_comment(text: str = "I have a question about this.", *, status: str = "approved", **fields) -> Comment:
    """A comment of a guest, unless `author` is given; shown where it is approved."""
    values = {"thread": fields.pop("thread", None) or make_thread(), "name": "Kim", "email": "kim@example.org"}
    comment = write(key=uuid.uuid4().hex, text=text, **(values | fields))
    comment.status = status
    comment.save()
    show(comment)
    return comment


def make_waiting(text: str = "May I ask something?", **fields) -> Comment:
    """A comment that the rules have looked at and held back."""
    values = {"score": 0.1, "reasons": [{"code": "first", "words": "New author", "holds": True, "weight": 0.05}]}
    own = {name: fields.pop(name) for name in (*values, "written_at") if name in fields}
    comment = make_comment(text, status="pending", **fields)
    for name, value in (values | own).items():
        setattr(comment, name, value)
    comment.scored_at = timezone.now()
    comment.save()
    return comment


def make_moderator(**fields) -> User:
    user = make_user(is_staff=True, **({"display_name": "Robin"} | fields))
    user.groups.add(group_of_moderators())
    return user


def make_follower(address="fan@example.org", thread=None) -> Follow:
    """Without an account, and confirmed."""
    follows.ask_to_confirm(thread=thread or make_thread(), address=address)
    follow = Follow.objects.latest("pk")
    follows.confirm(follow=follow)
    Notice.objects.filter(kind="confirm").delete()
    return follow
