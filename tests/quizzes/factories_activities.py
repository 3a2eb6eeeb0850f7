"""Activities as authors wrote them, in the database."""

from copy import deepcopy
from functools import reduce
from operator import getitem

import yaml

from lessons.models import Lesson
from lessons.services import publish_changes
from quizzes.models import Activity
from quizzes.services import store_activity
from tests.conftest import COURSE
from tests.factories import make_lesson


def read_entry(code: str) -> dict:
    """What the author wrote, from course/activities/."""
    return yaml.safe_load((COURSE / "activities" / f"{code}.yaml").read_text())


def changed(source: dict, path: tuple, value) -> dict:
    """A copy of what an author wrote in which one thing, found by keys and numbers, is something else."""
    source = deepcopy(source)
    *steps, last = path
    reduce(getitem, steps, source)[last] = value
    return source


def make_activity(code: str, **changes) -> Activity:
    """The real activity with this code, in a lesson that holds its place; `changes` go into what the author wrote."""
    number = int(code[3:5])
    lesson = Lesson.objects.filter(code=f"L{number:02}").first()
    place = f"## Try it\n\n/// activity | {code}\n///\n"
    activity = store_activity(lesson=lesson or make_lesson(number, source=place), source=read_entry(code) | changes)
    publish_changes()
    return activity
