"""Comments at any point of their way."""

import uuid

from comments.models import Comment, Thread
from comments.services import write
from comments.showing import show
from comments.threads import stored_thread_of
from lessons.models import Lesson
from tests.factories import make_lesson


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
