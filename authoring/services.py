"""Stores a checked course: what is new or changed in the files, and not what was edited on the site."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from authoring.course_files import CourseFiles, TextFile
from authoring.course_keys import trimmed
from authoring.entry_files import EntryFile, entries_of
from authoring.models import TextRevision
from authoring.revisions import note_revision
from lessons.blocks import Problem
from lessons.models import Article, Course, Lesson, Module, Status
from lessons.services import correct_links, lesson_urls, publish_changes, store_article, store_lesson
from quizzes.models import Activity, Question
from quizzes.services import retire, store_activity, store_question
from readiness.models import Sheet
from readiness.services import retire_sheet, store_sheet

COURSE_FIELDS = ("title", "tagline", "summary", "audience", "outcomes", "cases", "certificate", "misconceptions")
MODULE_FIELDS = ("title", "summary", "position")
LESSON_FIELDS = (
    *("title", "short", "minutes", "cases", "summary", "objectives", "points", "terms", "sources", "takeaway"),
    *("module_id", "position", "slug", "source"),
)
ARTICLE_FIELDS = ("title", "summary", "published_on", "source")


class AddressTaken(Exception):
    """A lesson of the files has the address of a lesson that was made or edited on the site."""


class OtherCourse(Exception):
    """The files hold another course than the site."""


@dataclass
class Report:
    """What loading did, by name of the thing."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Left alone because somebody edited it here since it was loaded."""
    gone: list[str] = field(default_factory=list)
    """Loaded once, still here, and no longer in the files."""

    def did_anything(self) -> bool:
        return bool(self.added or self.changed)


def digest(values: dict) -> str:
    """The same for the same content. Forms take the space from the ends of texts: that is no edit."""
    return hashlib.sha256(json.dumps(trimmed(values), sort_keys=True, default=str).encode()).hexdigest()


def content_of(thing, names: tuple[str, ...]) -> dict:
    return {name: getattr(thing, name) for name in names}


@transaction.atomic
def load_course(files: CourseFiles, *, force: bool = False) -> Report:
    """Store a checked course. Loading the same files again changes nothing; all or nothing is stored."""
    if files.problems:
        raise ValueError("A course with problems is not loaded.")
    report = Report()
    urls_before = lesson_urls()
    course = load_the_course(files, report, force)
    place_of = load_modules(course, files.course["modules"], report, force)
    lessons = [settle_lesson(file, place_of[file.code], report, force) for file in files.lessons]
    articles = [settle_article(file, report, force) for file in files.articles]
    urls = urls_before | {lesson.code: lesson.get_absolute_url() for lesson, _is_changed in lessons}
    changing = [lesson for lesson, is_changed in lessons if is_changed]
    free_addresses(changing)
    for lesson in changing:
        store_lesson(lesson, urls=urls)
        note_revision(thing=lesson, by=None, how=TextRevision.How.LOADED)
    for article, is_changed in articles:
        if is_changed:
            store_article(article, urls=urls)
            note_revision(thing=article, by=None, how=TextRevision.How.LOADED)
    if urls != urls_before:
        correct_links()
    load_questions(files.quizzes, report, force)
    load_activities(files.activities, report, force)
    load_readiness(files.readiness, report, force)
    if report.did_anything():
        publish_changes()
    report.gone = names_of_gone(files)
    return report


def free_addresses(lessons: list[Lesson]) -> None:
    """Let lessons that change take each other's addresses; an address of any other lesson is not theirs to take."""
    theirs = {lesson.slug: lesson for lesson in lessons}
    taken = Lesson.objects.filter(slug__in=theirs)
    foreign = taken.exclude(code__in=[lesson.code for lesson in lessons]).first()
    if foreign:
        raise AddressTaken(
            f"The address '{foreign.slug}' belongs to lesson {foreign.code}, which stays as it is. "
            f"Rename the file of {theirs[foreign.slug].code}, or change the address of {foreign.code}."
        )
    for lesson in taken:
        if theirs[lesson.slug].code != lesson.code:
            Lesson.objects.filter(pk=lesson.pk).update(slug=f"moving-{lesson.pk}")


def names_of_gone(files: CourseFiles) -> list[str]:
    """What was loaded once and is in the files no longer: modules, and texts that are still shown."""
    lessons = Lesson.objects.published().exclude(code__in=[file.code for file in files.lessons])
    articles = Article.objects.published().exclude(slug__in=[file.slug for file in files.articles])
    return [
        *(f"module {code}" for code in modules_gone(files.course["modules"]).values_list("code", flat=True)),
        *(f"lesson {code}" for code in lessons.exclude(loaded_digest="").values_list("code", flat=True)),
        *(f"article {slug}" for slug in articles.exclude(loaded_digest="").values_list("slug", flat=True)),
    ]


def locked(rows: QuerySet) -> QuerySet:
    """`rows`, which nobody else can edit until the load is stored; what learners do with them need not wait."""
    return rows.select_for_update(of=("self",), no_key=True)


def settle(model, key: dict, names: tuple[str, ...], values: dict, report: Report, force: bool):
    """Find or make the row with `key` and give it `values`, unless it was edited here: (row, is to be saved)."""
    row = locked(model.objects.filter(**key)).first()
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


def load_the_course(files: CourseFiles, report: Report, force: bool) -> Course:
    """Store the one course of the site.

    Another id is refused, and not taken for a new name: lessons are found by their codes alone, so that the files of
    another course would overwrite this one's L01.
    """
    present = Course.objects.order_by("pk").first()
    if present and present.code != files.course["id"]:
        message = f"The course on this site is '{present.code}', and there can be only one."
        remedy = f"Write id: {present.code}, or change the code of the course in the admin."
        raise OtherCourse(Problem(files.course_path, files.course_yaml.line("id"), message, remedy))
    course, is_changed = settle(Course, {"code": files.course["id"]}, COURSE_FIELDS, files.course, report, force)
    if is_changed:
        course.save()
    return course


def load_modules(course: Course, entries: list[dict], report: Report, force: bool) -> dict[str, dict]:
    """Store the modules; returns each lesson's place, by the lesson's code."""
    place_of = {}
    for position, entry in enumerate(entries):
        values = {"title": entry["title"], "summary": entry.get("summary", ""), "position": position}
        key = {"course": course, "code": entry["id"]}
        module, is_changed = settle(Module, key, MODULE_FIELDS, values, report, force)
        if is_changed:
            module.save()
        for index, code in enumerate(entry["lessons"]):
            place_of[code] = {"module_id": module.pk, "position": index}
    put_last(modules_gone(entries), len(entries), report)
    return place_of


def modules_gone(entries: list[dict]) -> QuerySet[Module]:
    return Module.objects.exclude(loaded_digest="").exclude(code__in=[entry["id"] for entry in entries])


def put_last(modules: QuerySet[Module], first_position: int, report: Report) -> None:
    """Place modules that are in the files no longer after those that are, unless they were edited here."""
    for position, module in enumerate(locked(modules), start=first_position):
        is_edited = digest(content_of(module, MODULE_FIELDS)) != module.loaded_digest
        if module.position != position and not is_edited:
            module.position = position
            module.loaded_digest = digest(content_of(module, MODULE_FIELDS))
            module.save()
            report.changed.append(f"module {module.code}")


def settle_lesson(file: TextFile, place: dict, report: Report, force: bool) -> tuple[Lesson, bool]:
    """(the lesson with the file's content, whether that is to be stored)."""
    values = {**file.values, **place, "slug": file.slug, "source": file.text}
    lesson, is_changed = settle(Lesson, {"code": file.code}, LESSON_FIELDS, values, report, force)
    if lesson.pk is None:
        lesson.status = Status.PUBLISHED
    return lesson, is_changed


def settle_article(file: TextFile, report: Report, force: bool) -> tuple[Article, bool]:
    """(the article with the file's content, whether that is to be stored)."""
    values = {**file.values, "source": file.text}
    article, is_changed = settle(Article, {"slug": file.slug}, ARTICLE_FIELDS, values, report, force)
    if article.pk is None:
        article.status = Status.PUBLISHED
    return article, is_changed


def is_to_be_stored(label: str, present: dict | None, loaded_digest: str, wanted: dict, report: Report, force: bool):
    """Whether an entry of the files is to be stored; the report says why. `present` is what is there now."""
    if present is None:
        report.added.append(label)
        return True
    now, new = digest(present), digest(wanted)
    if now == new == loaded_digest:
        report.unchanged.append(label)
        return False
    if now not in (loaded_digest, new) and not force:
        report.kept.append(label)
        return False
    report.changed.append(label)
    return True


def load_questions(quizzes: list[EntryFile], report: Report, force: bool) -> None:
    """Store questions that are new or changed; those that were loaded and left the files retire."""
    lessons = {lesson.code: lesson for lesson in Lesson.objects.only("code")}
    present = {question.code: question for question in Question.objects.select_related("revision")}
    for file, number, entry in entries_of(quizzes):
        known, wanted = present.get(entry["id"]), {**entry, "position": number}
        if known and is_retired_here(known) and not force:
            report.kept.append(f"question {entry['id']}")
            continue
        now = {**known.revision.source, "position": known.position} if known and not known.retired_at else None
        if is_to_be_stored(f"question {entry['id']}", now, known and known.loaded_digest, wanted, report, force):
            store_question(lesson=lessons[file.lesson], source=entry, position=number, loaded_digest=digest(wanted))
    codes = [entry["id"] for _file, _number, entry in entries_of(quizzes)]
    gone = retire(Question.objects.exclude(loaded_digest="").exclude(code__in=codes))
    report.changed += [f"question {code} (retired)" for code in gone]


def is_retired_here(question: Question) -> bool:
    """Whether somebody retired it on the site: one that left the files still has its digest, and may come back."""
    return question.retired_at is not None and not question.loaded_digest


def load_activities(activities: list[EntryFile], report: Report, force: bool) -> None:
    """Store activities that are new or changed; those that were loaded and left the files retire."""
    lessons = {lesson.code: lesson for lesson in Lesson.objects.only("code")}
    present = {activity.code: activity for activity in Activity.objects.all()}
    for _file, _number, entry in entries_of(activities):
        known = present.get(entry["id"])
        source = known.source if known and not known.retired_at else None
        if is_to_be_stored(f"activity {entry['id']}", source, known and known.loaded_digest, entry, report, force):
            store_activity(lesson=lessons[f"L{entry['id'][3:5]}"], source=entry, loaded_digest=digest(entry))
    codes = [entry["id"] for _file, _number, entry in entries_of(activities)]
    gone = retire(Activity.objects.exclude(loaded_digest="").exclude(code__in=codes))
    report.changed += [f"activity {code} (retired)" for code in gone]


def load_readiness(files: list[EntryFile], report: Report, force: bool) -> None:
    """Store the readiness questions, if they are new or changed; without a file those that were loaded retire."""
    known = Sheet.objects.first()
    for _file, _number, entry in entries_of(files):
        source = known.source if known and not known.retired_at else None
        if is_to_be_stored("readiness questions", source, known and known.loaded_digest, entry, report, force):
            store_sheet(source=entry, loaded_digest=digest(entry))
    if not files and retire_sheet():
        report.changed.append("readiness questions (retired)")
