import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction
from django.urls import reverse

from authoring.course_files import CourseFiles, TextFile
from lessons.models import Article, Course, Lesson, Module, Status
from lessons.services import publish_changes, store_article, store_lesson

COURSE_FIELDS = ("title", "tagline", "summary", "audience", "outcomes", "cases")
MODULE_FIELDS = ("title", "summary")
LESSON_FIELDS = (
    *(
        "title",
        "short",
        "minutes",
        "cases",
        "summary",
        "objectives",
        "points",
        "terms",
        "sources",
        "takeaway",
    ),
    *("slug", "source"),
)
ARTICLE_FIELDS = ("title", "summary", "published_on", "source")


@dataclass
class Report:
    """What loading did, by name of the thing."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Left alone because somebody edited it here since it was loaded."""

    def did_anything(self) -> bool:
        return bool(self.added or self.changed)


def digest(values: dict) -> str:
    return hashlib.sha256(
        json.dumps(values, sort_keys=True, default=str).encode()
    ).hexdigest()


def content_of(thing, names: tuple[str, ...]) -> dict:
    return {name: getattr(thing, name) for name in names}


@transaction.atomic
def load_course(files: CourseFiles, *, force: bool = False) -> Report:
    """Store a checked course. Loading the same files again changes nothing; all or nothing is stored."""
    if files.problems:
        raise ValueError("A course with problems is not loaded.")
    report = Report()
    course, _is_new = settle(
        Course, {"code": files.course["id"]}, COURSE_FIELDS, files.course, report, force
    )
    course.save()
    place_of = load_modules(course, files.course["modules"], report, force)
    urls = {
        file.code: reverse("lessons:lesson", args=[file.slug]) for file in files.lessons
    }
    for file in files.lessons:
        load_lesson(file, place_of[file.code], urls, report, force)
    for file in files.articles:
        load_article(file, urls, report, force)
    if report.did_anything():
        publish_changes()
    return report


def settle(
    model, key: dict, names: tuple[str, ...], values: dict, report: Report, force: bool
):
    """Find or make the row with `key` and give it `values`, unless it was edited here. Returns (row, is to be saved)."""
    row = model.objects.filter(**key).first()
    wanted = {name: values[name] for name in names}
    label = f"{model._meta.verbose_name} {next(reversed(key.values()))}"
    if row is None:
        row = model(**key)
        report.added.append(label)
    else:
        present = digest(content_of(row, names))
        if present == digest(wanted) and row.loaded_digest == present:
            report.unchanged.append(label)
            return row, False
        if present not in (row.loaded_digest, digest(wanted)) and not force:
            report.kept.append(label)
            return row, False
        report.changed.append(label)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.loaded_digest = digest(wanted)
    return row, True


def load_modules(
    course: Course, entries: list[dict], report: Report, force: bool
) -> dict[str, tuple[Module, int]]:
    """Store the modules; returns each lesson's module and position, by the lesson's code."""
    place_of = {}
    for position, entry in enumerate(entries):
        values = {"title": entry["title"], "summary": entry.get("summary", "")}
        module, _is_new = settle(
            Module,
            {"course": course, "code": entry["id"]},
            MODULE_FIELDS,
            values,
            report,
            force,
        )
        module.position = position
        module.save()
        place_of.update(
            {code: (module, index) for index, code in enumerate(entry["lessons"])}
        )
    return place_of


def load_lesson(
    file: TextFile,
    place: tuple[Module, int],
    urls: dict[str, str],
    report: Report,
    force: bool,
) -> None:
    values = {**file.values, "slug": file.slug, "source": file.text}
    lesson, is_to_be_saved = settle(
        Lesson, {"code": file.code}, LESSON_FIELDS, values, report, force
    )
    is_moved = (lesson.module_id, lesson.position) != (place[0].pk, place[1])
    lesson.module, lesson.position = place
    if lesson.pk is None:
        lesson.status = Status.PUBLISHED
    if is_to_be_saved:
        store_lesson(lesson, urls=urls)
    elif is_moved:
        lesson.save(update_fields=["module", "position"])
        report.changed.append(f"place of {file.code}")


def load_article(
    file: TextFile, urls: dict[str, str], report: Report, force: bool
) -> None:
    values = {**file.values, "source": file.text}
    article, is_to_be_saved = settle(
        Article, {"slug": file.slug}, ARTICLE_FIELDS, values, report, force
    )
    if article.pk is None:
        article.status = Status.PUBLISHED
    if is_to_be_saved:
        store_article(article, urls=urls)
