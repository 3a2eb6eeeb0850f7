"""The second part of `make bench`: many learners answer questions at once, on PostgreSQL, with nothing lost or doubled.

Each learner goes through the quizzes on the lessons' pages; every eighth answer is sent twice at the same moment. In
the end each answer that the site said it took is looked for in the database, and each row there among what was sent.
"""

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import psycopg
from psycopg import sql

from bench.load import Outcome, Post, post_all
from bench.site import ROOT, production, say_if_busy, server

POSTGRES_URL = os.environ.get("POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"
CONFIDENCES = ("20", "40", "60", "80", "95")
ORDERS = 8
"""As many as the site knows: `quizzes.cards.SEEDS`."""
TWICE_EVERY = 8
FROM_OUR_PAGE = (("X-Forwarded-Proto", "https"), ("Sec-Fetch-Site", "same-origin"))
TOLD_AT_ONCE = (("X-Part", "1"),)


@dataclass
class Way:
    """One way to answer, or the bare view. `taken`: how the response to a kept answer looks: status and words."""

    name: str
    port: int
    taken: tuple[int, str]
    headers: tuple = ()
    queries: int = 3
    runs: list[dict] = field(default_factory=list)

    def median(self, key: str) -> float:
        return statistics.median(run[key] for run in self.runs)


@contextlib.contextmanager
def database(purpose: str = "bench") -> Iterator[str | None]:
    """The URL of an empty database of this checkout's, dropped afterwards; None where no PostgreSQL answers."""
    name = f"aipm_{purpose}_{crc32(str(ROOT).encode())}"
    quoted = sql.Identifier(name)
    try:
        admin = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        yield None
        return
    with admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(quoted))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(quoted))
        try:
            yield f"{POSTGRES_URL.rpartition('/')[0]}/{name}"
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))


def inside(module: str, *arguments: str, environment: dict):
    """What a module of ours prints as JSON when it is run with the site's settings."""
    command = [sys.executable, "-m", module, *arguments]
    printed = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE).stdout
    return json.loads(printed or "null")


def posts_of(learner: str, cookie: str, questions: list[dict], headers: tuple) -> list[Post]:
    """Every question once, with a confidence that only chance knows: so a row can be told from another."""
    chosen = random.Random(learner)
    posts = []
    for number, question in enumerate(questions, start=1):
        confidence = chosen.choice(CONFIDENCES)
        posts.append(
            Post(
                key=(learner, question["code"], int(confidence)),
                path=question["path"],
                body=f"{question['fields']}&seed={chosen.randrange(ORDERS)}&confidence={confidence}",
                headers=(*FROM_OUR_PAGE, *headers, ("Cookie", cookie)),
                is_twice=(number + crc32(learner.encode())) % TWICE_EVERY == 0,
            )
        )
    return posts


def measure(way: Way, clients: list[list[Post]], seconds: float) -> list[Outcome]:
    took, outcomes = post_all(way.port, clients, seconds)
    status, words = way.taken
    for outcome in outcomes:
        if outcome.status != status or words not in outcome.text:
            sys.exit(f"{way.name}: {outcome.post.key} was answered with {outcome.status}:\n{outcome.text[:2000]}")
    times = sorted(outcome.milliseconds for outcome in outcomes)
    way.runs.append({"rate": len(outcomes) / took, "p50": times[len(times) // 2], "p99": times[int(len(times) * 0.99)]})
    return outcomes


def table(ways: list[Way]) -> str:
    rows = [
        "| answers at once, PostgreSQL | requests/s | of the bare insert | p50 ms | p99 ms | queries |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for way in ways:
        ratio = way.median("rate") / ways[0].median("rate")
        rows.append(
            f"| {way.name} | {way.median('rate'):,.0f} | {ratio:.2f} | {way.median('p50'):.0f} "
            f"| {way.median('p99'):.0f} | {way.queries} |"
        )
    return "\n".join(rows)


def account(outcomes: list[Outcome], stored: list) -> str:
    """How what the site said agrees with what the database holds."""
    taken = {outcome.post.key for outcome in outcomes}
    rows = Counter(map(tuple, stored))
    lost, doubled = taken - rows.keys(), rows.total() - len(rows)
    foreign = rows.keys() - taken
    twice = sum(outcome.post.is_twice for outcome in outcomes) // 2
    line = (
        f"{len(taken):,} answers taken, {twice:,} of them sent twice at the same moment; in the database: "
        f"{len(lost)} lost, {doubled} doubled, {len(foreign)} that nobody gave."
    )
    return line if not (lost or doubled or foreign) else sys.exit(f"Answers are wrong: {line}")


def run(folder: Path, redis_url: str, *, learners: int, rounds: int, seconds: int) -> None:
    with database() as url:
        if url is None:
            print("\nAnswers were not timed: no PostgreSQL answers at POSTGRES_URL.")
            return
        environment = production(folder, redis_url) | {"DATABASE_URL": url}
        for module in ("bin.prepare", "bench.bare_insert"):
            subprocess.run(
                [sys.executable, "-m", module], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
            )
        known = inside("bench.answers", "prepare", str(learners * 2 * (rounds + 1)), environment=environment)
        with (
            server("bench.bare_insert:application", environment) as bare,
            server("aipm_course.wsgi:application", environment) as site,
        ):
            ways = [
                Way("bare view that inserts a row", bare, (200, "Kept.")),
                Way(
                    "answer, told at once",
                    site,
                    (200, 'class="question answered'),
                    TOLD_AT_ONCE,
                    known["queries"]["part"],
                ),
                Way("answer, without JavaScript", site, (302, "/lessons/"), (), known["queries"]["page"]),
            ]
            outcomes = rounds_of(ways, known, url, learners, rounds, seconds)
        counted = account(outcomes, inside("bench.answers", "stored", environment=environment))
    print(f"\n{table(ways)}\n\n{learners} learners at once; median of {rounds} rounds of {seconds} s. {counted}")
    say_if_busy([turn["rate"] for turn in ways[0].runs])


def count_rows(url: str) -> None:
    """Let the database see what the first turn left, as its autovacuum does within a minute."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def rounds_of(ways: list[Way], known: dict, url: str, learners: int, rounds: int, seconds: int) -> list[Outcome]:
    """All ways in turns, each turn with new learners; the first turn warms up. What came of the answers."""
    cookies, outcomes = iter(known["cookies"].items()), []
    for turn in range(rounds + 1):
        if turn == 1:
            count_rows(url)
        for way in ways:
            print(f"round {turn} of {rounds}: {way.name}" if turn else f"warm-up: {way.name}", file=sys.stderr)
            if way is ways[0]:
                post = Post(("row",), "/", known["questions"][0]["fields"], FROM_OUR_PAGE)
                measure(way, [[post] * 100_000 for _ in range(learners)], seconds if turn else 1)
                continue
            clients = [posts_of(*next(cookies), known["questions"], way.headers) for _ in range(learners)]
            outcomes += measure(way, clients, seconds if turn else 1)
    for way in ways:
        del way.runs[0]
    return outcomes
