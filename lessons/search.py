"""Search in lessons and articles: one function over SQLite's FTS5 and PostgreSQL's full text."""

import re
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lessons.models import Article, Lesson, SearchEntry
from lessons.rendering import text_of_sections

START, STOP = "\x02", "\x03"
WORDS_USED = 8
RESULTS = 30

SQLITE = """
SELECT entry.url, entry.kind, highlight(lessons_search, 0, %s, %s), highlight(lessons_search, 1, %s, %s),
       snippet(lessons_search, 2, %s, %s, '…', 30)
FROM lessons_search JOIN lessons_searchentry AS entry ON entry.id = lessons_search.rowid
WHERE lessons_search MATCH %s ORDER BY bm25(lessons_search, 8.0, 4.0, 1.0), entry.id LIMIT %s
"""
POSTGRESQL = """
SELECT url, kind, ts_headline('english', title, query, %s), ts_headline('english', heading, query, %s),
       ts_headline('english', text, query, %s)
FROM lessons_searchentry AS entry, to_tsquery('english', %s) AS query
WHERE lessons_search_vector(title, heading, text) @@ query
ORDER BY ts_rank(lessons_search_vector(title, heading, text), query) DESC, entry.id LIMIT %s
"""


@dataclass(frozen=True)
class Hit:
    url: str
    kind: str
    title: SafeString
    heading: SafeString
    excerpt: SafeString


def words_of(query: str) -> list[str]:
    """The words that are searched for; everything else a person may type is left out, so it cannot be wrong."""
    words = re.findall(r"\w+", query)
    return ([word for word in words if len(word) > 1] or words)[:WORDS_USED]


def search(query: str) -> list[Hit]:
    """Sections that hold all words of `query`, best first; if none does, those that hold any. At most two queries."""
    words = words_of(query)
    if not words:
        return []
    return find(words, every=True) or (find(words, every=False) if len(words) > 1 else [])


def find(words: list[str], *, every: bool) -> list[Hit]:
    if connection.vendor == "postgresql":
        expression = (" & " if every else " | ").join(f"{word}:*" for word in words)
        marks = f"StartSel={START}, StopSel={STOP}"
        whole, excerpt = (
            f"{marks}, HighlightAll=true",
            f"{marks}, MinWords=20, MaxWords=34",
        )
        sql, parameters = POSTGRESQL, [whole, whole, excerpt, expression, RESULTS]
    else:
        expression = (" AND " if every else " OR ").join(f'"{word}"*' for word in words)
        sql, parameters = SQLITE, [*([START, STOP] * 3), expression, RESULTS]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [
            Hit(url, kind, marked(title), marked(heading), marked(excerpt))
            for url, kind, title, heading, excerpt in cursor
        ]


def marked(text: str) -> SafeString:
    """Escaped text in which what was found stands in <mark>."""
    return mark_safe(escape(text).replace(START, "<mark>").replace(STOP, "</mark>"))


@transaction.atomic
def rebuild_index() -> None:
    """Write all sections of what is published anew. The course is small: this takes some 50 ms."""
    SearchEntry.objects.all().delete()
    SearchEntry.objects.bulk_create([*lesson_entries(), *article_entries()])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO lessons_search(lessons_search) VALUES ('rebuild')")


def lesson_entries():
    for lesson in Lesson.objects.published():
        for anchor, heading, text in text_of_sections(lesson.blocks):
            yield entry(lesson, "lesson", anchor, heading, text or lesson.summary)


def article_entries():
    for article in Article.objects.published():
        for anchor, heading, text in text_of_sections([{"kind": "html", "html": article.html}]):
            yield entry(article, "article", anchor, heading, text)


def entry(page, kind: str, anchor: str, heading: str, text: str) -> SearchEntry:
    url = page.get_absolute_url() + (f"#{anchor}" if anchor else "")
    return SearchEntry(url=url, kind=kind, title=page.title, heading=heading[:160], text=text)
