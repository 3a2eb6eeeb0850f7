"""Reads the course from the database as things with values, and what was loaded last."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet

from authoring.files.course_keys import trimmed
from authoring.models import LoadedEntry
from authoring.twin.things import (
    ARTICLE_FIELDS,
    COURSE_FIELDS,
    LESSON_TEXTS,
    MODULE_FIELDS,
    READINESS,
    Key,
    Things,
)
from lessons.models import Article, Course, Lesson, Module, Status
from quizzes.models import Activity, Question
from readiness.models import Sheet

FOUND_BY_DIGEST = {
    "course": COURSE_FIELDS,
    "module": MODULE_FIELDS,
    "lesson": (*(name for name in LESSON_TEXTS if name != "status"), "module_id", "position"),
    "article": tuple(name for name in ARTICLE_FIELDS if name != "status"),
}
"""Fields whose digest a row keeps from the last load. It tells whether the row was edited where no entry was kept."""


@dataclass
class Site:
    """What is in use here. `rows` are those of `things`, and of questions and activities that have retired."""

    things: Things = field(default_factory=dict)
    rows: dict[Key, Model] = field(default_factory=dict)
    loaded: Things = field(default_factory=dict)

    def take(self, key: Key, row: Model, values: dict) -> None:
        self.rows[key], self.things[key] = row, values

    def is_retired_here(self, key: Key) -> bool:
        """Whether somebody retired it on the site: one that left the files still has its digest, and may come back."""
        row = self.rows.get(key)
        return row is not None and key not in self.things and row.loaded_digest == ""

    def was_loaded(self, key: Key) -> bool:
        return self.rows[key].loaded_digest != ""


def digest(values: dict) -> str:
    """The same for the same content. Forms take the space from the ends of texts: that is no edit."""
    return hashlib.sha256(json.dumps(trimmed(values), sort_keys=True, default=str).encode()).hexdigest()


def content_of(row: Model, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}


def digest_of(key: Key, row: Model, values: dict) -> str:
    """What a row keeps as its digest when it is loaded with these values."""
    if key.kind in FOUND_BY_DIGEST:
        return digest(content_of(row, FOUND_BY_DIGEST[key.kind]))
    return digest(values)


def read_site(*, lock: bool = False) -> Site:
    """With `lock` nobody else can edit what is read until the transaction ends; what learners do need not wait."""
    site = Site()
    entries = LoadedEntry.objects.all()
    site.loaded = {Key(entry.kind, entry.code): entry.values for entry in entries}
    read_course(site, lock)
    for lesson in rows_of(Lesson.objects.select_related("module"), lock):
        values = content_of(lesson, LESSON_TEXTS) | {"module": lesson.module.code, "position": lesson.position}
        site.take(Key("lesson", lesson.code), lesson, values)
    for article in rows_of(Article.objects.all(), lock):
        values = content_of(article, ARTICLE_FIELDS) | {"published_on": article.published_on.isoformat()}
        site.take(Key("article", article.slug), article, values)
    for question in rows_of(Question.objects.select_related("revision").order_by("position", "code"), lock):
        site.rows[Key("question", question.code)] = question
        if question.retired_at is None and question.revision:
            values = {**question.revision.source, "position": question.position}
            site.things[Key("question", question.code)] = values
    for activity in rows_of(Activity.objects.all(), lock):
        site.rows[Key("activity", activity.code)] = activity
        if activity.retired_at is None:
            site.things[Key("activity", activity.code)] = activity.source
    for sheet in rows_of(Sheet.objects.filter(retired_at=None), lock):
        site.take(READINESS, sheet, sheet.source)
    keep_what_digests_tell(site)
    return site


def read_course(site: Site, lock: bool) -> None:
    """The one course of the site, and its modules. What is in coverage.tsv is nowhere edited here: it is as loaded."""
    course = rows_of(Course.objects.order_by("pk"), lock).first()
    if course is None:
        return
    key = Key("course", course.code)
    loaded = next((values for other, values in site.loaded.items() if other.kind == "course"), None)
    if loaded is not None:
        site.loaded[key] = loaded
    site.take(key, course, content_of(course, COURSE_FIELDS) | {"coverage": (loaded or {}).get("coverage")})
    for module in rows_of(Module.objects.filter(course=course), lock):
        site.take(Key("module", module.code), module, content_of(module, MODULE_FIELDS))


def rows_of(rows: QuerySet, lock: bool) -> QuerySet:
    return rows.select_for_update(of=("self",), no_key=True) if lock else rows


def keep_what_digests_tell(site: Site) -> None:
    """Where no entry was kept yet, and a row is still what its digest says: that is what was loaded."""
    for key, values in site.things.items():
        row = site.rows[key]
        if key in site.loaded or not row.loaded_digest or digest_of(key, row, values) != row.loaded_digest:
            continue
        site.loaded[key] = values | ({"status": Status.PUBLISHED.value} if "status" in values else {})
