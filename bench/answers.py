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
QUERIED = "Q05."
PREFIX = "bench"


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
    """What the card's form sends, without what differs from learner to learner: the order shown, and the confidence."""
    shown = {"place": card.place.token, "revision": card.revision.pk, "ordinal": 1, "step": 0}
    chosen = {
        name: FIGURES.get(name) or value_for(name) for name in card.form.fields if name not in ("seconds", "confidence")
    }
    return urlencode({**shown, "seconds": "12.5", **chosen})


def value_for(name: str) -> str:
    """The first choice; of places each its own."""
    return str(int(name.removeprefix("place-")) + 1) if name.startswith("place-") else "0"


def signed_in(count: int) -> dict[str, str]:
    """New members by address, each with the cookie of a session: rows, since signing in takes its time."""
    from django.conf import settings
    from django.contrib import auth
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from accounts.sessions import SessionStore

    User, (backend,) = auth.get_user_model(), settings.AUTHENTICATION_BACKENDS
    members = [User(email=f"{PREFIX}{number}@example.org", password="!") for number in range(count)]
    sessions, cookies = [], {}
    for member in User.objects.bulk_create(members):
        key = f"{PREFIX}{member.pk:027}"
        said = {
            auth.SESSION_KEY: str(member.pk),
            auth.BACKEND_SESSION_KEY: backend,
            auth.HASH_SESSION_KEY: member.get_session_auth_hash(),
        }
        until = timezone.now() + timezone.timedelta(hours=1)
        sessions.append(Session(session_key=key, session_data=SessionStore().encode(said), expire_date=until))
        cookies[member.email] = f"{settings.SESSION_COOKIE_NAME}={key}"
    Session.objects.bulk_create(sessions)
    return cookies


def queries_of(cookie: str, asked: list[dict], **headers) -> int:
    """SQL statements for one answer, BEGIN and COMMIT among them: not the first of its quiz, and with warm caches."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={**HEADERS, "cookie": cookie, **headers})
    for question in [question for question in asked if question["code"].startswith(QUERIED)]:
        sent = f"{question['fields']}&seed=0&confidence=80"
        with CaptureQueriesContext(connection) as captured:
            client.post(question["path"], sent, content_type="application/x-www-form-urlencoded", secure=True)
    return len(captured)


def prepare(count: int) -> dict:
    from quizzes.models import Answer

    asked, cookies = questions(), signed_in(count + 2)
    others = [cookies.pop(learner) for learner in list(cookies)[:2]]
    queries = {"part": queries_of(others[0], asked, **{"x-part": "1"}), "page": queries_of(others[1], asked)}
    Answer.objects.all().delete()
    return {"questions": asked, "cookies": cookies, "queries": queries}


def stored() -> list:
    """Every answer: who gave it, to what, and the confidence that tells it apart."""
    from quizzes.models import Answer

    answers = Answer.objects.order_by("pk")
    return list(answers.values_list("learner__email", "question__code", "confidence"))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    verb, *arguments = sys.argv[1:]
    json.dump(prepare(int(arguments[0])) if verb == "prepare" else stored(), sys.stdout)
