"""What PostgreSQL does among many comments: pages and sweeps read no whole table."""

import pytest
from django.db import connection
from django.db.models import Max, Min
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from bench.plans import BIG, whole_scans
from comments import forgetting, threads
from comments.mailing import notices
from comments.models import Comment, Decision
from comments.moderating import moderation
from comments.moderating import page as queue_page
from comments.moderating.undoing import with_undoable
from tests.comments.factories import make_thread
from tests.factories import make_lesson

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such plans"),
]
COUNT = 2 * BIG
FILL_COMMENTS = f"""
insert into comments_comment (
  public_id, thread_id, name, email_sealed, email_digest, visitor, text, html, text_digest, status, is_shown,
  written_at, root_at, is_edited_by_staff, key, score, scored_at, reasons, decided_at, decision_note
)
select
  gen_random_uuid(), (%s::bigint[])[1 + g %% 10], 'Kim', '', md5('e' || g %% 900), '', 'Number ' || g, '<p>-</p>',
  't' || g,
  case when g > {COUNT} - 40 then 'pending' when g %% 20 = 0 then 'spam' else 'approved' end,
  g <= {COUNT} - 40 and g %% 20 <> 0, at, at, false, 'key ' || g, 0.2, at, '[]',
  case when g <= {COUNT} - 40 then at end, ''
from (select g, now() - ({COUNT} - g) * interval '1 hour' as at from generate_series(1, {COUNT}) g) as numbered
"""
FILL_DECISIONS = """
insert into comments_decision (comment_id, is_by_rules, action, reason, before, decided_at)
select id, true, 'approve', '', '{}', decided_at from comments_comment where decided_at is not null
"""


@pytest.fixture
def thread(db):
    """One of ten that are as long."""
    threads = [make_thread(make_lesson(number)) for number in range(1, 11)]
    with connection.cursor() as cursor:
        cursor.execute(FILL_COMMENTS, [[thread.pk for thread in threads]])
        cursor.execute(FILL_DECISIONS)
        cursor.execute("ANALYZE")
    return threads[0]


def queue(thread):
    queue_page.queue_page(queue_page.Asked.of(QueryDict("")))


def history(thread):
    list(with_undoable(Decision.objects.with_people()).order_by("-decided_at", "-pk")[: queue_page.PAGE])


def history_of_people(thread):
    Decision.objects.filter(is_by_rules=False).count()


def days_of_the_admin(thread):
    Comment.objects.aggregate(first=Min("written_at"), last=Max("written_at"))


READ = {
    "first page": threads.page_of,
    "newest first": lambda thread: threads.page_of(thread, 1, threads.NEWEST),
    "permalink": lambda thread: threads.page_number_of(thread.comments.shown().earliest("written_at")),
    "queue": queue,
    "decided": lambda thread: list(
        queue_page.comments_of(queue_page.Asked(queue_page.DECIDED), 0.9)[: queue_page.PAGE]
    ),
    "history": history,
    "history of people": history_of_people,
    "days": days_of_the_admin,
    "neighbours": lambda thread: queue_page.neighbours_of(Comment.objects.waiting().latest("written_at")),
    "forgotten comments": lambda thread: moderation.moderate_the_forgotten(),
    "forgotten mails": lambda thread: notices.send_forgotten_notices(),
    "forgetting": lambda thread: forgetting.forget(),
}
SIZES = {model._meta.db_table: COUNT for model in (Comment, Decision)}


def plan_of(sql: str) -> dict:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        (plan,) = cursor.fetchone()[0]
    return plan["Plan"]


def test_pages_and_sweeps_read_no_whole_table(thread):
    """One filling for all: it takes the longest."""
    problems = []
    for name, read in READ.items():
        with CaptureQueriesContext(connection) as captured:
            read(thread)
        queries = [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "UPDATE"))]
        problems += [f"{name}: {table}, {sql}" for sql in queries for table in whole_scans(plan_of(sql), SIZES)]

    assert problems == []
