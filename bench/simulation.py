"""Learners by the hundred thousand, in rows that the site itself could have written: for `make bench-scale`.

The rows are made inside PostgreSQL (`learners.sql`), from numbers that look like chance but are the same each time.
"""

import contextlib
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from string import Template

from django.db import connection, transaction

STATEMENTS = (Path(__file__).parent / "learners.sql").read_text()
BIG_TABLES = (
    *("quizzes_attempt", "quizzes_answer", "reviews_card", "reviews_sitting", "reviews_mark", "progress_reading"),
    *("quizzes_note", "quizzes_decision"),
)
IN_A_QUIZ = 6
MISSED = 15
"""How many of a learner's cards are questions."""
FOR_BULK = {"work_mem": "256MB", "maintenance_work_mem": "1GB", "synchronous_commit": "off", "jit": "off"}
"""Settings of the session that writes; those of the measured queries are the server's own."""

CONSTRAINTS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype, conname
"""
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary ORDER BY 1
"""


def prepare_course() -> dict[str, int]:
    """Put what the course offers into temporary tables, numbered from 0; how much there is of each."""
    from lessons.models import Lesson, Prompt
    from quizzes.models import Activity, Question
    from quizzes.pool import Pool

    pool = Pool()
    lessons = list(Lesson.objects.published().filter(code__in=[code for code in pool.lessons if pool.first_quiz(code)]))
    rows = {
        "scale_lesson": [(i, each.pk, each.code, pool.first_quiz(each.code)) for i, each in enumerate(lessons)],
        "scale_quiz": [
            (i, place, pool.get(code).pk, pool.get(code).revision_id)
            for i, lesson in enumerate(lessons)
            for place, code in enumerate(pool.first_quiz(lesson.code))
        ],
        "scale_prompt": list(enumerate(Prompt.objects.filter(retired_at=None).values_list("pk", flat=True))),
        "scale_item": [
            (i, *row)
            for i, row in enumerate(
                Question.objects.in_use().exclude(code__endswith="b").values_list("pk", "revision", "code")
            )
        ],
        "scale_activity": list(enumerate(Activity.objects.filter(retired_at=None).values_list("pk", flat=True))),
    }
    columns = {
        "scale_lesson": "i int, id bigint, code text, codes jsonb",
        "scale_quiz": "lesson int, place int, question bigint, revision bigint",
        "scale_prompt": "i int, id bigint",
        "scale_item": "i int, id bigint, revision bigint, code text",
        "scale_activity": "i int, id bigint",
    }
    with connection.cursor() as cursor:
        for table, values in rows.items():
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
            cursor.execute(f"CREATE TEMP TABLE {table} ({columns[table]})")
            places = ", ".join(["%s"] * len(columns[table].split(",")))
            cursor.executemany(f"INSERT INTO {table} VALUES ({places})", [as_values(row) for row in values])
            cursor.execute(f"ANALYZE {table}")
    return {
        "lessons": len(lessons),
        "prompts": len(rows["scale_prompt"]),
        "items": len(rows["scale_item"]),
        "missed": min(MISSED, len(rows["scale_item"])),
    }


def as_values(row: tuple) -> list:
    from psycopg.types.json import Jsonb

    return [Jsonb(value) if isinstance(value, list) else value for value in row]


def simulate(first: int, last: int, *, answers_each: int, counts: dict[str, int], say=lambda words: None) -> None:
    """Add the learners number `first` to `last` and all that they did. `counts`: from `prepare_course`."""
    from reviews.schedule import PARAMETERS

    attempts = math.ceil(answers_each / IN_A_QUIZ)
    filled = Template(STATEMENTS).substitute(counts, first=first, last=last, attempts=attempts, parameters=PARAMETERS)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in filled.split(";\n\n"):
            began = time.monotonic()
            cursor.execute(statement)
            line = next(line for line in statement.splitlines() if line and not line.startswith("--"))
            say(f"{time.monotonic() - began:6.1f} s  {line[:60]}")


@contextlib.contextmanager
def without_indexes(say=lambda words: None) -> Iterator[None]:
    """Let rows be written to the big tables without their indexes and keys, which are then made exactly as they were.

    A row that breaks one of them is an error then.
    """
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, [list(BIG_TABLES)])
        constraints = cursor.fetchall()
        for table, name, _definition in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(INDEXES, [list(BIG_TABLES)])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        began = time.monotonic()
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in sorted(constraints, key=lambda row: row[2].startswith("FOREIGN")):
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        say(f"{time.monotonic() - began:6.1f} s  indexes and keys made again")


def grow(first: int, last: int, *, answers_each: int) -> None:
    """`simulate` in the quickest way, and count rows afterwards as autovacuum would."""

    def say(words):
        print(words, file=sys.stderr, flush=True)

    counts = prepare_course()
    with connection.cursor() as cursor:
        for name, value in FOR_BULK.items():
            cursor.execute(f"SET {name} = '{value}'")
        with without_indexes(say):
            simulate(first, last, answers_each=answers_each, counts=counts, say=say)
        cursor.execute("VACUUM (ANALYZE)")
        for name in FOR_BULK:
            cursor.execute(f"RESET {name}")


def table_sizes() -> dict[str, int]:
    """Rows of each table, as the planner has counted them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples::bigint FROM pg_class WHERE relkind = 'r' AND reltuples >= 0")
        return dict(cursor.fetchall())
