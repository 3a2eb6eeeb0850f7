"""What must hold between questions, activities and the rest of the course."""

import re
from collections.abc import Iterator

from authoring.files.course_files import CourseFiles
from authoring.files.entry_files import EntryFile, entries_of
from authoring.files.readiness_checks import problems_of_readiness
from authoring.files.unwritten import unwritten_in
from lessons.blocks import Problem

PLACED = re.compile(r"^/{3,} *(?P<name>question|activity) *\| *(?P<code>[\w.]+) *$")
SAME_IN_BOTH_FORMS = ("kind", "level", "difficulty", "points")


def problems_of_entries(files: CourseFiles) -> Iterator[Problem]:
    yield from check_used_once(files.quizzes)
    yield from check_used_once(files.activities)
    placed = codes_placed(files)
    for file, number, entry in entries_of(files.quizzes):
        yield from check_question(file, number, entry, files, placed)
        for path, message, remedy in unwritten_in(entry):
            yield Problem(file.path, file.yaml.line("items", number, *path), message, remedy)
    yield from check_other_forms(files)
    for file, _number, entry in entries_of(files.activities):
        yield from check_activity(file, entry, placed)
    yield from check_placed_questions(files, placed)
    yield from problems_of_readiness(files, placed)


def problem(file: EntryFile, number: int, key: str, message: str, remedy: str) -> Problem:
    return Problem(file.path, file.yaml.line("items", number, key), message, remedy)


def check_used_once(files: list[EntryFile]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for file, number, entry in entries_of(files):
        line = file.yaml.line("items", number, "id") if file.lesson else file.yaml.line("id")
        if entry["id"] in first:
            message = f"{first[entry['id']]} has the id {entry['id']} too."
            yield Problem(file.path, line, message, "Ids are used once; take a new one.")
        first.setdefault(entry["id"], file.path)


def codes_placed(files: CourseFiles) -> dict[str, tuple[str, str, int]]:
    """Questions and activities that lessons place, by code: (code of the lesson, path, line)."""
    placed = {}
    for file in files.lessons:
        for line, text in enumerate(file.text.split("\n"), start=file.text_line):
            if found := PLACED.match(text):
                placed[found["code"]] = (file.code, file.path, line)
    return placed


def check_question(file: EntryFile, number: int, entry: dict, files: CourseFiles, placed: dict) -> Iterator[Problem]:
    code, form_a = entry["id"], entry["id"].removesuffix("b")
    if code[1:3] != file.lesson[1:]:
        message = f"The id {code} does not belong to {file.lesson}."
        yield problem(file, number, "id", message, f"Begin it with Q{file.lesson[1:]}.")
    elif form_a not in placed:
        message = f"The lesson {file.lesson} has no place for {form_a}."
        yield problem(file, number, "id", message, f"Put /// question | {form_a} and /// into its text.")
    for point in entry["points"]:
        if files.points is not None and point not in files.points:
            message = f"There is no point {point} in coverage.tsv."
            yield problem(file, number, "points", message, "Correct the id.")
    cases = files.course.get("cases")
    if entry.get("case") and cases is not None and entry["case"] not in cases:
        message = f"There is no case '{entry['case']}'."
        yield problem(file, number, "case", message, f"Use one of: {', '.join(cases)}; or add it to course.yaml.")


def check_other_forms(files: CourseFiles) -> Iterator[Problem]:
    """A form B has a form A, and measures the same."""
    by_code = {entry["id"]: entry for _file, _number, entry in entries_of(files.quizzes)}
    for file, number, entry in entries_of(files.quizzes):
        if not entry["id"].endswith("b"):
            continue
        form_a = by_code.get(entry["id"].removesuffix("b"))
        if form_a is None and not file.problems:
            message = f"There is no {entry['id'].removesuffix('b')} of which this is the other form."
            yield problem(file, number, "id", message, "Write it, or correct the id.")
        for key in SAME_IN_BOTH_FORMS:
            if form_a and form_a[key] != entry[key]:
                message = f"'{key}' differs from that of {form_a['id']}."
                yield problem(file, number, key, message, "The two forms of a question measure the same.")


def check_activity(file: EntryFile, entry: dict, placed: dict) -> Iterator[Problem]:
    if entry["id"] not in placed:
        message = f"No lesson has a place for {entry['id']}."
        remedy = f"Put /// activity | {entry['id']} and /// into the text of lesson L{entry['id'][3:5]}."
        yield Problem(file.path, file.yaml.line("id"), message, remedy)


def check_placed_questions(files: CourseFiles, placed: dict) -> Iterator[Problem]:
    """What a lesson places is there. (An activity may be placed before it is written: nothing is shown then.)"""
    if any(file.problems for file in files.quizzes):
        return
    present = {entry["id"] for _file, _number, entry in entries_of(files.quizzes)}
    for code, (lesson, path, line) in placed.items():
        if code.startswith("Q") and code not in present:
            message = f"The question {code} is placed here and not written."
            yield Problem(path, line, message, f"Write it in quizzes/, in the file of {lesson}, or take it out.")
