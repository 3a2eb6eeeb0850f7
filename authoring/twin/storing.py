"""Stores what a plan decided, one kind of thing after the other."""

from datetime import date

from django.db.models import Model

from accounts.models import User
from authoring.models import LoadedEntry, TextRevision
from authoring.publishing.revisions import note_revision
from authoring.twin.on_site import Site, digest_of
from authoring.twin.plan import Plan
from authoring.twin.things import Key, Things, entry_of, lesson_of
from authoring.twin.three_way import Change, State
from lessons.models import Article, Course, Lesson, Module
from lessons.services import correct_links, lesson_urls, store_article, store_lesson
from quizzes.models import Activity, Question
from quizzes.services import retire, store_activity, store_question
from readiness.services import retire_sheet, store_sheet

MODELS = {"course": Course, "module": Module, "lesson": Lesson, "article": Article}
FOUND_BY = {"article": "slug"}


class Storing:
    """Carries out one plan. `rows` are those of the site, and those that are made."""

    def __init__(self, plan: Plan, site: Site, by: User | None):
        self.plan, self.rows, self.by = plan, dict(site.rows), by
        self.things = [(change, plan.after(change)) for change in plan.to_store]

    def store(self) -> None:
        urls_before = lesson_urls()
        for change, values in self.of("course", "module"):
            self.row_with(change, values).save()
        lessons = [self.row_with(change, values) for change, values in self.of("lesson")]
        articles = [self.row_with(change, values) for change, values in self.of("article")]
        urls = urls_before | {lesson.code: lesson.get_absolute_url() for lesson in lessons}
        free_addresses(lessons)
        for lesson in lessons:
            store_lesson(lesson, urls=urls)
            note_revision(thing=lesson, by=self.by, how=TextRevision.How.LOADED)
        for article in articles:
            store_article(article, urls=urls)
            note_revision(thing=article, by=self.by, how=TextRevision.How.LOADED)
        if urls != urls_before:
            correct_links()
        self.store_entries()
        self.adopt()
        keep_loaded(self.plan)

    def of(self, *kinds: str) -> list[tuple[Change, dict]]:
        return [(change, values) for change, values in self.things if change.key.kind in kinds]

    def row_with(self, change: Change, values: dict) -> Model:
        """The row of a thing, found or made, with its new values; not saved."""
        key = change.key
        row = self.rows.get(key) or MODELS[key.kind](**{FOUND_BY.get(key.kind, "code"): key.code})
        self.rows[key] = row
        for name, value in values.items():
            if name == "module":
                row.module = self.rows[Key("module", value)]
            elif name == "published_on":
                row.published_on = date.fromisoformat(value)
            elif name != "coverage":
                setattr(row, name, value)
        if key.kind == "module":
            row.course = next(row for other, row in self.rows.items() if other.kind == "course")
        row.loaded_digest = digest_of(key, row, values)
        return row

    def store_entries(self) -> None:
        """Questions, activities and the readiness questions; those that left the files retire."""
        lessons = {lesson.code: lesson for lesson in Lesson.objects.only("code")}
        for change, values in self.of("question", "activity", "readiness"):
            key = change.key
            if values is None:
                retire_thing(key)
                continue
            stored = {"loaded_digest": digest_of(key, self.rows.get(key), values)}
            if key.kind == "question":
                place = {"lesson": lessons[lesson_of(key)], "position": values["position"]}
                store_question(source=entry_of(values), **place, **stored)
            elif key.kind == "activity":
                store_activity(lesson=lessons[lesson_of(key)], source=values, **stored)
            else:
                store_sheet(source=values, **stored)

    def adopt(self) -> None:
        """What was made here and stands in the files with the same words belongs to them from now on."""
        for change in self.plan.changes:
            row = self.rows.get(change.key)
            if change.state == State.SAME and row.loaded_digest == "":
                loaded_digest = digest_of(change.key, row, change.here)
                type(row).objects.filter(pk=row.pk).update(loaded_digest=loaded_digest)


def retire_thing(key: Key) -> None:
    if key.kind == "readiness":
        retire_sheet()
    else:
        retire({"question": Question, "activity": Activity}[key.kind].objects.filter(code=key.code))


def free_addresses(lessons: list[Lesson]) -> None:
    """Let lessons that change take each other's addresses."""
    theirs = {lesson.slug: lesson for lesson in lessons}
    for lesson in Lesson.objects.filter(slug__in=theirs):
        if theirs[lesson.slug].code != lesson.code:
            Lesson.objects.filter(pk=lesson.pk).update(slug=f"moving-{lesson.pk}")


def keep_loaded(plan: Plan) -> None:
    """Keep what the files said as what was loaded last. Not for what stays as it was edited: that is asked again."""
    known: Things = {Key(entry.kind, entry.code): entry.values for entry in LoadedEntry.objects.all()}
    new = {
        change.key: change.file
        for change in plan.changes
        if change.file is not None and not plan.is_kept(change) and known.get(change.key) != change.file
    }
    for key in new:
        if key.kind == "course":  # the one of the site, which may have had another code
            LoadedEntry.objects.filter(kind=key.kind).exclude(code=key.code).delete()
    LoadedEntry.objects.bulk_create(
        [LoadedEntry(kind=key.kind, code=key.code, values=values) for key, values in new.items()],
        update_conflicts=True,
        unique_fields=["kind", "code"],
        update_fields=["values"],
    )
