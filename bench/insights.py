"""What `make bench-insights` does inside the site: millions of answers, the counting of them timed, then each page.

The answers are those of `bench.simulation`; what they say is then made what learners would say, one of several
responses that were graded beforehand. Pages are asked for by an instructor, through the whole of Django, in this
process.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator

import django
from django.db import connection

LIMIT = 400
"""Milliseconds that the p95 of a page may take."""
RESPONSES = 40
"""Different ones of each question: the first half by learners who know, the other by those who do not."""
TRIES = 30
AS_LEARNERS_SAY = """
    UPDATE quizzes_answer a SET response = r.response, score = r.score, is_right = r.is_right,
        confidence = CASE WHEN r.is_right IS NULL THEN NULL
            WHEN r.is_statement AND coalesce(a.confidence, 60) < 50 THEN 50
            ELSE coalesce(a.confidence, 60) END
    FROM insights_response r
    WHERE r.question = a.question_id AND r.number = (hashint8extended(a.id, 1) & 1023) % %(half)s
        + CASE WHEN (hashint8extended(a.id, 2) & 1023) / 1024.0 < 0.3 + 0.6 * (hashint8extended(a.learner_id, 3) & 1023)
            / 1024.0 THEN 0 ELSE %(half)s END
"""


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def timed(call: Callable) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def graded_responses() -> Iterator[tuple]:
    """(question, number, response, score, whether it is right, whether it is a statement to judge)"""
    from psycopg.types.json import Jsonb

    from insights.simulation.responses import Mind, respond
    from quizzes.kinds import kinds
    from quizzes.models import Question

    chance = random.Random(1)
    for question in Question.objects.in_use().select_related("revision"):
        kind, content = kinds()[question.kind], question.revision.content
        for number in range(RESPONSES):
            mind = Mind(knows=number < RESPONSES / 2, beliefs=frozenset({f"M{chance.randrange(1, 21):02}"}))
            response = respond(question.kind, content, mind, chance)
            grade = kind.grade(content, response)
            yield question.pk, number, Jsonb(response), *grade, question.kind == "tf-why"


def make_answers(learners: int, answers_each: int) -> None:
    from bench.simulation import grow

    grow(1, learners, answers_each=answers_each)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE insights_response (question bigint, number int, response jsonb, score float8,"
            " is_right boolean, is_statement boolean, PRIMARY KEY (question, number))"
        )
        statement = "INSERT INTO insights_response VALUES (%s, %s, %s, %s, %s, %s)"
        cursor.executemany(statement, list(graded_responses()))
        took = timed(lambda: cursor.execute(AS_LEARNERS_SAY.replace("%(half)s", str(RESPONSES // 2))))
        say(f"{took:6.1f} s  what learners say")
        cursor.execute("VACUUM (ANALYZE)")


def counting() -> list[tuple[str, float]]:
    """How long each count takes: of everything, and again after some learners answered."""
    from insights import services
    from insights.items import counting as item_counting
    from insights.models import ItemWatermark
    from quizzes.models import Answer

    def refresh_to_the_end():
        while not item_counting.refresh():
            say("        s  items: one turn is over, the next goes on")

    found = [("items, from nothing", timed(refresh_to_the_end)), ("the rest, from nothing", timed(services.count_all))]
    found.append(("items, nothing new", timed(item_counting.refresh)))
    recent = Answer.objects.order_by("-pk").values_list("pk", flat=True)[200]
    ItemWatermark.objects.update(answer=recent)
    Answer.objects.filter(pk=recent + 1).delete()
    for answer in Answer.objects.filter(pk__gt=recent)[:100]:
        answer.pk, answer.ordinal = None, answer.ordinal + 1
        answer.save(force_insert=True)
    found.append(("items, 100 new answers", timed(item_counting.refresh)))
    found.append(("items, the check of the night", timed(item_counting.check)))
    return found


def instructor():
    """A browser of somebody who may see insights and has used the second factor."""
    from allauth.account.internal.flows.login import record_authentication
    from allauth.mfa.models import Authenticator
    from django.http import HttpRequest
    from django.test import Client

    from accounts.models import User

    user = User.objects.create_superuser("insights@example.org", "a long enough passphrase")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"})
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip, br"})
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()
    return client


def pages() -> list[str]:
    """Every page of insights that is read, and some that are asked with conditions."""
    from django.urls import reverse

    from insights.urls import urlpatterns

    plain = [reverse(f"insights:{each.name}") for each in urlpatterns if not each.pattern.regex.groups]
    items, misconceptions = reverse("insights:items"), reverse("insights:misconceptions")
    codes = ("Q01.1", "Q05.3", "Q09.2")
    return [
        *plain,
        *(reverse("insights:item", args=[code]) for code in codes),
        *(f"{items}?sort=-facility", f"{items}?verdict=misleads", f"{items}?lesson=L05", f"{items}?csv=items"),
        *(f"{misconceptions}?code=M03&by=week", f"{misconceptions}?csv=lessons"),
    ]


def measure() -> dict[str, tuple[float, float, int]]:
    """p50 and p95 in milliseconds of each page, and how many queries it takes."""
    from django.test.utils import CaptureQueriesContext

    client, found, paths = instructor(), {}, pages()
    times: dict[str, list[float]] = {path: [] for path in paths}
    for turn in range(TRIES + 1):
        for path in random.Random(turn).sample(paths, len(paths)):
            began = time.perf_counter()
            response = client.get(path, secure=True)
            b"".join(response) if response.streaming else response.content
            if response.status_code == 405:  # a page that only takes what is sent
                times.pop(path, None)
                paths = [each for each in paths if each != path]
            elif response.status_code != 200:
                sys.exit(f"{path} answered {response.status_code} {response.headers.get('Location', '')}")
            elif turn:
                times[path].append(1000 * (time.perf_counter() - began))
    for path, milliseconds in times.items():
        with CaptureQueriesContext(connection) as captured:
            client.get(path, secure=True)
        found[path] = statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[18], len(captured)
    return found


def main(options: argparse.Namespace) -> int:
    from quizzes.models import Answer

    make_answers(options.learners, options.answers_each)
    print("| counting | seconds |\n|---|--:|")
    for name, seconds in counting():
        print(f"| {name} | {seconds:.1f} |", flush=True)
    measured = measure()
    print("\n| page | queries | p50 ms | p95 ms |\n|---|--:|--:|--:|")
    for path, (middle, slow, queries) in measured.items():
        print(f"| {path} | {queries} | {middle:.0f} | {slow:.0f} |")
    print(f"\n{Answer.objects.count():,} answers of {options.learners:,} learners; {TRIES} requests a page.", end=" ")
    print(f"Load of the machine in the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    slow = [path for path, (_middle, p95, _queries) in measured.items() if p95 >= LIMIT]
    for path in slow:
        print(f"Problem: the p95 of {path} is above {LIMIT} ms.")
    return 1 if slow else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.insights", description=__doc__)
    for name in ("learners", "answers-each"):
        parser.add_argument(f"--{name}", type=int, required=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    sys.exit(main(parser.parse_args()))
