"""A course as things with values, the same wherever it is kept: in files, on the site, or as it was loaded last."""

from typing import NamedTuple

from authoring.files.course_files import CourseFiles, TextFile
from authoring.files.entry_files import entries_of
from lessons.models import Status

COURSE_FIELDS = ("title", "tagline", "summary", "audience", "outcomes", "cases", "certificate", "misconceptions")
MODULE_FIELDS = ("title", "summary", "position")
LESSON_TEXTS = (
    *("title", "short", "minutes", "cases", "summary", "objectives", "points", "terms", "sources", "takeaway"),
    *("slug", "source", "status"),
)
ARTICLE_FIELDS = ("title", "summary", "published_on", "source", "status")
MARKDOWN = "source"
"""The one value of a lesson or an article that is a long text: compared and merged by its lines."""


class Key(NamedTuple):
    """What a thing is found by, here and in files."""

    kind: str
    code: str

    def __str__(self):
        return "readiness questions" if self.kind == "readiness" else f"{self.kind} {self.code}"


READINESS = Key("readiness", "")
Things = dict[Key, dict]
"""Values as JSON has them: a day is a text. What may be left out in a file and is left out has no key."""


def lesson_of(question: Key) -> str:
    """The code of the lesson to which a question or an activity belongs."""
    return f"L{question.code.removeprefix('Q').removeprefix('ACT')[:2]}"


def without_unwritten(things: Things) -> Things:
    """Without texts that were begun here and never published, and what belongs to them: their words are in drafts."""
    unwritten = {key for key, values in things.items() if MARKDOWN in values and not values[MARKDOWN]}
    return {
        key: values
        for key, values in things.items()
        if key not in unwritten
        and not (key.kind in ("question", "activity") and Key("lesson", lesson_of(key)) in unwritten)
    }


def things_in(files: CourseFiles) -> Things:
    """The things of files that were read without a problem, in the order of the files."""
    course = Key("course", files.course["id"])
    things: Things = {course: {name: files.course[name] for name in COURSE_FIELDS} | {"coverage": files.coverage}}
    places = {}
    for position, entry in enumerate(files.course["modules"]):
        values = {"title": entry["title"], "summary": entry.get("summary", ""), "position": position}
        things[Key("module", entry["id"])] = values
        places |= {code: {"module": entry["id"], "position": index} for index, code in enumerate(entry["lessons"])}
    for file in files.lessons:
        things[Key("lesson", file.code)] = values_of(file) | places[file.code] | {"slug": file.slug}
    for file in files.articles:
        published_on = file.values["published_on"].isoformat()
        things[Key("article", file.slug)] = values_of(file) | {"published_on": published_on}
    for _file, number, entry in entries_of(files.quizzes):
        things[Key("question", entry["id"])] = {**entry, "position": number}
    things |= {Key("activity", entry["id"]): entry for _file, _number, entry in entries_of(files.activities)}
    things |= ((READINESS, entry) for _file, _number, entry in entries_of(files.readiness))
    return things


def values_of(file: TextFile) -> dict:
    values = {name: value for name, value in file.values.items() if name != "id"}
    return values | {"status": file.values["status"] or Status.PUBLISHED.value, MARKDOWN: file.text}


def entry_of(values: dict) -> dict:
    """What an author wrote for a question, without its place."""
    return {name: value for name, value in values.items() if name != "position"}


def places_for(wanted: list[str], here: list[tuple[str, int]]) -> dict[str, int]:
    """Positions for `wanted`, so that they stand in this order.

    `here` are codes with their positions, in order. Where they say the same order already, they stay: a place that was
    chosen here, or a gap that something left, is no difference.
    """
    known = [(code, position) for code, position in here if code in wanted]
    if not known or [code for code, _position in known] != wanted[: len(known)]:
        return {code: index for index, code in enumerate(wanted)}
    first_free = known[-1][1] + 1
    return dict(known) | {code: first_free + index for index, code in enumerate(wanted[len(known) :])}
