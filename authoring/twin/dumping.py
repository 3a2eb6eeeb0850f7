"""The course as files, from its things: the same things give the same files, byte for byte."""

from datetime import date

from authoring.files.course_keys import ARTICLE_KEYS, COURSE_KEYS, LESSON_KEYS
from authoring.twin.things import MARKDOWN, READINESS, Key, Things, entry_of, lesson_of
from authoring.twin.yaml_text import in_order, ordered, yaml_list, yaml_text
from lessons.models import Status
from quizzes import simulators
from quizzes.kinds import kinds
from quizzes.schema import entry_schema
from readiness.schema import file_schema as readiness_schema

QUESTION_FIRST = ("id", "kind", "level", "difficulty", "points", "case", "stem")
QUESTION_LAST = ("why", "idea")
INNER = {
    "terms": ("term", "definition", "point"),
    "sources": ("text", "url"),
    "cases": ("title", "what", "stakes"),
    "misconceptions": ("belief", "refuted_in"),
    "certificate": ("stands_for", "practised", "final_percent", "activities"),
}


def files_of(things: Things) -> dict[str, str]:
    """Path to text, in the order of paths. Things may be any that a site can hold: what a file can't say, checking the
    files finds."""
    kinds_here = ("course", "module", "lesson", "article", "question", "activity")
    of_kind = {kind: in_place(kind, things) for kind in kinds_here}
    files = {}
    for key, values in of_kind["course"]:
        files["course.yaml"] = course_text(key, values, of_kind["module"], of_kind["lesson"])
        files["coverage.tsv"] = values.get("coverage") or ""
    for key, values in of_kind["lesson"]:
        name = f"{key.code.removeprefix('L')}-{values['slug']}"
        questions = [entry_of(entry) for question, entry in of_kind["question"] if lesson_of(question) == key.code]
        files[f"lessons/{name}.md"] = text_file(key, values, LESSON_KEYS)
        files[f"quizzes/{name}.yaml"] = quiz_text(key.code, questions)
    files |= {f"articles/{key.code}.md": text_file(key, values, ARTICLE_KEYS) for key, values in of_kind["article"]}
    for key, values in of_kind["activity"]:
        files[f"activities/{key.code}.yaml"] = yaml_text(in_order(values, activity_schema(values)))
    if READINESS in things:
        files["readiness.yaml"] = yaml_text(in_order(things[READINESS], readiness_schema()))
    return {name: text for name, text in sorted(files.items()) if text}


def in_place(kind: str, things: Things) -> list[tuple[Key, dict]]:
    found = [(key, values) for key, values in things.items() if key.kind == kind]
    return sorted(found, key=lambda pair: pair[1].get("position", 0))  # of the same place: in the order of the site


def course_text(key: Key, values: dict, modules: list, lessons: list) -> str:
    told = {"id": key.code, **{name: values[name] for name in COURSE_KEYS if is_told(values, name)}}
    told = {name: inner_order(name, value) for name, value in told.items()}
    entries = [
        {
            **{name: value for name, value in module.items() if name == "title" or (name == "summary" and value)},
            "lessons": [lesson.code for lesson, its in lessons if its["module"] == code.code],
        }
        | {"id": code.code}
        for code, module in modules
    ]
    entries = [ordered(entry, ("id", "title", "summary", "lessons")) for entry in entries]
    return yaml_text(told) + yaml_list("modules", entries)


def is_told(values: dict, name: str) -> bool:
    return name in values and (bool(values[name]) or COURSE_KEYS[name].is_required)


def inner_order(name: str, value):
    """Inner keys in the order in which people write them."""
    names = INNER.get(name, ())
    if isinstance(value, list):
        return [ordered(entry, names) if isinstance(entry, dict) else entry for entry in value]
    if name in ("cases", "misconceptions"):  # PostgreSQL keeps no order of keys
        return {
            entry: ordered(part, names) if isinstance(part, dict) else part for entry, part in sorted(value.items())
        }
    if name == "certificate" and "activities" in value:
        value = value | {"activities": [ordered(entry, ("id", "text")) for entry in value["activities"]]}
    return ordered(value, names) if isinstance(value, dict) else value


def text_file(key: Key, values: dict, keys: dict) -> str:
    """Front matter, then the text. What may be left out is, where it is empty or goes without saying."""
    told = {"id": key.code, **values}
    front = {
        name: inner_order(name, told[name])
        for name, wanted in keys.items()
        if name in told and (wanted.is_required or told[name] not in (wanted.default, Status.PUBLISHED))
    }
    if "published_on" in front:
        front["published_on"] = date.fromisoformat(front["published_on"])
    body = values[MARKDOWN].replace("\r\n", "\n").replace("\r", "\n").lstrip("\n").rstrip()
    return f"---\n{yaml_text(front)}---\n\n{body}\n"


def quiz_text(lesson: str, entries: list[dict]) -> str:
    if not entries:
        return ""
    return yaml_text({"lesson": lesson}) + yaml_list(
        "items", [in_order(entry, question_schema(entry)) for entry in entries]
    )


def question_schema(entry: dict) -> dict:
    """With the keys of its kind where people expect them: after the stem."""
    if entry.get("kind") not in kinds():
        return {}
    known = entry_schema(entry["kind"])["properties"]
    inner = [name for name in known if name not in QUESTION_FIRST + QUESTION_LAST]
    return {"properties": {name: known[name] for name in (*QUESTION_FIRST, *inner, *QUESTION_LAST)}}


def activity_schema(values: dict) -> dict:
    if values.get("kind") not in simulators.load():
        return {}
    schema = simulators.entry_schema(values["kind"])
    known = schema["properties"]
    first = ("id", "kind", "title", "intro")
    return {"properties": {name: known[name] for name in (*first, *(name for name in known if name not in first))}}
