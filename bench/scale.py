"""What `make bench-scale` does inside the site: simulate learners, time their pages, look at the plans of the queries.

Pages are asked for through the whole of Django, in this process. Each learner's pages are asked for once, in a mixed
order, so that what was read for one page is seldom at hand for the same learner's next. A page that has nothing to do
with learners is timed in turns with them: how much slower it got is how much slower the machine was.
"""

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle, islice

import django

from bench import plans

MOST_QUERIES = 10
MOST_GROWTH = 2.0
COUNTED = 40
"""Learners whose queries are counted."""
CONTROL = "landing page for a visitor, 20 times"
ROWS = {"quizzes_answer": "answers", "reviews_card": "cards", "reviews_mark": "marks", "quizzes_attempt": "attempts"}
HEADERS = {"host": "localhost", "accept-encoding": "gzip, br"}


@dataclass(frozen=True)
class Visit:
    """One page of one learner, asked for so many `times`; `cookies` are empty for a visitor."""

    page: str
    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    times: int = 1


@dataclass(frozen=True)
class Timing:
    """Milliseconds: of each the median of the rounds."""

    p50: float
    p95: float


@cache
def browser():
    """One for all, since each would load the middleware anew."""
    from django.test import Client

    return Client(headers=HEADERS)


@cache
def pool():
    from quizzes.pool import Pool

    return Pool()


def fetch(visit: Visit) -> None:
    client = browser()
    client.cookies.clear()
    client.cookies.load(visit.cookies)
    for _ in range(visit.times):
        response = client.get(visit.path, secure=True)
    if response.status_code != 200:
        sys.exit(f"{visit.page}: {visit.path} answered {response.status_code}")


def visits_of(learner) -> list[Visit]:
    """The pages of a learner who is signed in and has begun a review."""
    from django.test import Client
    from django.urls import reverse

    from reviews import sittings

    client = Client(headers=HEADERS)
    client.force_login(learner)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    visits = [
        Visit("dashboard", reverse("progress:dashboard"), cookies),
        Visit("reviews, overview", reverse("reviews:overview"), cookies),
    ]
    sitting = sittings.begin(learner=learner, pool=pool())
    entries = list(enumerate(sitting.entries, start=1)) if sitting else []
    prompts = [number for number, entry in entries if not entry["code"]]
    codes = [entry["code"] for _number, entry in entries if entry["code"]]
    if prompts:
        path = reverse("reviews:place", args=[sitting.public_id, prompts[0]])
        visits.append(Visit("review, a prompt", path, cookies))
    if codes:
        path = reverse("quizzes:attempt_question", args=[sitting.attempt.public_id, 1])
        visits.append(Visit("review, a question", path, cookies))
    return visits


def sample_of(count: int, size: int, seed: int) -> Iterator:
    """`count` of the `size` simulated learners; each once, where there are enough."""
    from accounts.models import User

    numbers = random.Random(seed).sample(range(1, size + 1), min(count, size))
    learners = {user.email: user for user in User.objects.filter(email__in=[f"scale{n}@example.org" for n in numbers])}
    return islice(cycle(learners[f"scale{number}@example.org"] for number in numbers), count)


def queries_of(visit: Visit) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        fetch(visit)
    return [query["sql"] for query in captured]


def count_queries(size: int) -> dict[str, set[int]]:
    """How many statements each page was seen to take. The first ones warm up what a process keeps."""
    counts: dict[str, set[int]] = {}
    for number, learner in enumerate(sample_of(COUNTED, size, seed=1)):
        for visit in visits_of(learner):
            count = len(queries_of(visit))
            if number >= COUNTED // 10:
                counts.setdefault(visit.page, set()).add(count)
    return counts


def measure(size: int, sample: int, rounds: int) -> dict[str, Timing]:
    """Each page among `size` learners."""
    mixed = random.Random(2)
    learners = sample_of(sample * rounds, size, seed=3)
    runs: dict[str, list[Timing]] = {}
    for turn in range(rounds):
        visits = [visit for learner in islice(learners, sample) for visit in visits_of(learner)]
        visits += [Visit(CONTROL, "/", times=20)] * sample
        mixed.shuffle(visits)
        times: dict[str, list[float]] = {}
        for visit in visits:
            began = time.perf_counter()
            fetch(visit)
            times.setdefault(visit.page, []).append(1000 * (time.perf_counter() - began))
        for page, milliseconds in times.items():
            cuts = statistics.quantiles(milliseconds, n=20) if len(milliseconds) > 1 else milliseconds * 19
            runs.setdefault(page, []).append(Timing(statistics.median(milliseconds), cuts[18]))
        print(f"{size:,} learners: round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
    return {
        page: Timing(statistics.median(run.p50 for run in each), statistics.median(run.p95 for run in each))
        for page, each in sorted(runs.items())
    }


def look_at_plans(size: int, sizes: dict[str, int]) -> list[str]:
    """Print the worst node of each page, for a learner whose pages were not asked for yet. What is wrong with plans."""
    from django.db import connection

    problems = []
    for visit in visits_of(next(sample_of(1, size, seed=4))):
        found = []
        for query in queries_of(visit):
            if query.lstrip("(").startswith("SELECT"):
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query}")
                    (plan,) = cursor.fetchone()[0]
                found.append((plan["Execution Time"], plan["Plan"]))
                problems += [
                    f"{visit.page} reads all of {table}: {query[:200]}"
                    for table in plans.whole_scans(plan["Plan"], sizes)
                ]
        slowest = max((plans.worst(plan) for _milliseconds, plan in found), key=lambda node: node.milliseconds)
        spent = sum(milliseconds for milliseconds, _plan in found)
        print(f"- {visit.page}: {len(found)} queries, {spent:.1f} ms. Worst node: {slowest.words}")
    return problems


def complaints(
    small: dict[str, Timing], big: dict[str, Timing], counts: dict[str, set[int]], problems: list[str]
) -> list[str]:
    """What of the promise does not hold. Growth is judged beside that of the page that knows no learners."""
    machine = max(1.0, big[CONTROL].p95 / small[CONTROL].p95)
    found = list(problems)
    for page, seen in counts.items():
        if len(seen) > 1 or max(seen) > MOST_QUERIES:
            found.append(f"{page} takes {' or '.join(map(str, sorted(seen)))} queries")
    for page in big.keys() & small.keys():
        growth = big[page].p95 / small[page].p95 / machine
        if page != CONTROL and growth >= MOST_GROWTH:
            found.append(f"the p95 of {page} grows {growth:.2f} times, beside the page that knows no learners")
    return found


def table(sizes: tuple[int, int], small: dict[str, Timing], big: dict[str, Timing], counts: dict[str, set[int]]) -> str:
    heads = [f"{name} ms, {size:,}" for size in sizes for name in ("p50", "p95")]
    rows = [f"| page | queries | {' | '.join(heads)} | p95 grows |", "|---|--:|--:|--:|--:|--:|--:|"]
    for page in big.keys() & small.keys():
        queries = ", ".join(map(str, sorted(counts.get(page, ())))) or "20"
        figures = (small[page].p50, small[page].p95, big[page].p50, big[page].p95)
        times = " | ".join(f"{figure:.1f}" for figure in figures)
        rows.append(f"| {page} | {queries} | {times} | {big[page].p95 / small[page].p95:.2f}× |")
    return "\n".join([*rows[:2], *sorted(rows[2:])])


def main(options: argparse.Namespace) -> list[str]:
    from bench.simulation import grow, table_sizes

    timings, counts = [], {}
    learners = 0
    for size in (options.small, options.learners):
        grow(learners + 1, size, answers_each=options.answers_each)
        learners = size
        for page, seen in count_queries(size).items():
            counts.setdefault(page, set()).update(seen)
        timings.append(measure(size, options.sample, options.rounds))
    small, big = timings
    sizes = table_sizes()
    print(table((options.small, options.learners), small, big, counts))
    rows = ", ".join(f"{sizes[name]:,} {words}" for name, words in ROWS.items())
    print(f"\n{options.learners:,} learners, {rows}. Median of {options.rounds} rounds of {options.sample} learners;")
    print(f"load of the machine in the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.\n")
    return complaints(small, big, counts, look_at_plans(options.learners, sizes))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.scale", description=__doc__)
    for name in ("learners", "small", "answers-each", "sample", "rounds"):
        parser.add_argument(f"--{name}", type=int, required=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aipm_course.settings")
    django.setup()
    found = main(parser.parse_args())
    for words in found:
        print(f"Problem: {words}.")
    sys.exit(1 if found else 0)
