"""What `make bench` needs to know from inside: a learner's cookie, words to expect on the pages, SQL queries per page.

Usage: python -m bench.learner LESSON_PATH; prints JSON.
"""

import json
import os
import sys

import django

NAME = "Robin Bench"


def queries_of(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(3):  # caches are warm at the last one
        with CaptureQueriesContext(connection) as captured:
            client.get(path, secure=True)
    return len(captured)


def half_read(learner, lesson) -> None:
    """Half of the lessons read and each prompt of `lesson` marked: a page with something personal on it."""
    from lessons.models import Lesson
    from progress.services import note_place
    from reviews.services import mark_prompt

    lessons = list(Lesson.objects.published())
    for read in lessons[: len(lessons) // 2]:
        note_place(learner=learner, lesson=read, is_read=True)
    for prompt in lesson.prompts.filter(retired_at=None):
        mark_prompt(learner=learner, prompt=prompt, rating="got-it")


def main(lesson_path: str) -> dict:
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from lessons.models import Course, Lesson

    lesson = Lesson.objects.filter(slug=lesson_path.strip("/").split("/")[-1]).first()
    if lesson is None:
        sys.exit(f"there is no lesson at {lesson_path}")
    learner = get_user_model().objects.create_user("robin@example.org", display_name=NAME)
    half_read(learner, lesson)
    visitor, member = (Client(headers={"host": "localhost", "accept-encoding": "gzip, br"}) for _ in range(2))
    member.force_login(learner)
    return {
        "cookie": f"{settings.SESSION_COOKIE_NAME}={member.cookies[settings.SESSION_COOKIE_NAME].value}",
        "name": NAME,
        "course": Course.objects.get().title,
        "lesson": lesson.title,
        "queries": {
            "landing": queries_of(visitor, "/"),
            "visitor": queries_of(visitor, lesson_path),
            "member": queries_of(member, lesson_path),
        },
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    json.dump(main(sys.argv[1]), sys.stdout)
