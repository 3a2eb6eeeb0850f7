"""What `make bench` needs from inside to time answers: learners who are signed in, what they send, what was stored.

Usage: python -m bench.answers prepare LEARNERS; python -m bench.answers stored. Both print JSON.
"""

import json
import os
import sys
from urllib.parse import urlencode

import django

FIGURES = {"guess": "10", "low": "1", "high": "100"}
HEADERS = {"host": "localhost", "sec-fetch-site": "same-origin"}
QUERIED = 3


def questions() -> list[dict]:
    """The questions of the lessons' quizzes that have one step, each with a form filled in."""
    from quizzes import draws
    from quizzes.cards import make_card
    from quizzes.places import Place
    from quizzes.pool import Pool

    pool = Pool()
    found = []
    for lesson in pool.lessons:
        place = Place("quiz", lesson)
        cards = [make_card(pool.get(code), place, pool=pool) for code in draws.lesson_quiz(pool.of_lesson(lesson))]
        found += [
            {"code": card.question.code, "path": f"/questions/{card.question.code}/answer/", "fields": filled_in(card)}
            for card in cards
            if card.step_count == 1
        ]
    return found


def filled_in(card) -> str:
    """What the card's form sends, without the confidence: the load generator chooses that."""
    shown = {"place": card.place.token, "revision": card.revision.pk, "ordinal": 1, "seed": card.seed, "step": 0}
    chosen = {
        name: FIGURES.get(name) or value_for(name) for name in card.form.fields if name not in ("seconds", "confidence")
    }
    return urlencode({**shown, "seconds": "12.5", **chosen})


def value_for(name: str) -> str:
    """The first choice; of places each its own."""
    return str(int(name.removeprefix("place-")) + 1) if name.startswith("place-") else "0"


def cookie_of(learner) -> str:
    from django.conf import settings

    return f"{settings.SESSION_COOKIE_NAME}={signed_in(learner).cookies[settings.SESSION_COOKIE_NAME].value}"


def signed_in(learner, **headers):
    from django.test import Client

    client = Client(headers={**HEADERS, **headers})
    client.force_login(learner)
    return client


def make_learner(name: str):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.create_user(f"{name}@example.org")


def queries_of(name: str, asked: list[dict], **headers) -> int:
    """SQL statements for one answer, BEGIN and COMMIT among them: not the first of its quiz, and with warm caches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(make_learner(name), **headers)
    for question in asked[:QUERIED]:
        with CaptureQueriesContext(connection) as captured:
            sent = f"{question['fields']}&confidence=80"
            client.post(question["path"], sent, content_type="application/x-www-form-urlencoded", secure=True)
    return len(captured)


def prepare(count: int) -> dict:
    asked = questions()
    queries = {"part": queries_of("part", asked, **{"x-part": "1"}), "page": queries_of("page", asked)}
    learners = [make_learner(f"bench{number}") for number in range(count)]
    cookies = {learner.email: cookie_of(learner) for learner in learners}
    return {"questions": asked, "cookies": cookies, "queries": queries}


def stored() -> list:
    """Every answer of the learners that `prepare` made: who, where, what, and the confidence that tells it apart."""
    from quizzes.models import Answer

    answers = Answer.objects.filter(learner__email__startswith="bench").order_by("pk")
    return list(answers.values_list("learner__email", "question__code", "confidence"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    verb, *arguments = sys.argv[1:]
    json.dump(prepare(int(arguments[0])) if verb == "prepare" else stored(), sys.stdout)
