"""What must hold between the readiness questions and the rest of the course."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from authoring.files.course_files import CourseFiles
from authoring.files.entry_files import EntryFile, entries_of
from lessons.blocks import Problem
from quizzes.draws import is_reserved


@dataclass(frozen=True)
class Known:
    """What may be named; None where the files that say so have problems of their own."""

    questions: dict[str, str] | None
    """Kind by code."""
    activities: set[str] | None
    lessons: set[str]
    points: set[str] | None

    @classmethod
    def of(cls, files: CourseFiles) -> "Known":
        has_problems = any(file.problems for file in files.quizzes)
        questions = {entry["id"]: entry["kind"] for _file, _number, entry in entries_of(files.quizzes)}
        activities = {entry["id"] for _file, _number, entry in entries_of(files.activities)}
        is_unsure = any(file.problems for file in files.activities)
        return cls(
            None if has_problems else questions,
            None if is_unsure else activities,
            {file.code for file in files.lessons} | files.promised,
            files.points,
        )


def problems_of_readiness(files: CourseFiles, placed: dict) -> Iterator[Problem]:
    known = Known.of(files)
    for file, _number, entry in entries_of(files.readiness):
        yield from check_passes(file, entry, known, placed)
        yield from check_ids(file, entry)
        for number, question in enumerate(entry["questions"]):
            yield from check_question(file, ("questions", number), question, known)


def problem(file: EntryFile, path: tuple, message: str, remedy: str) -> Problem:
    return Problem(file.path, file.yaml.line(*path), message, remedy)


def check_passes(file: EntryFile, entry: dict, known: Known, placed: dict) -> Iterator[Problem]:
    """The two passes have places of their own in lessons, which no activity takes."""
    for key in ("first", "second"):
        code = entry[key]
        if code not in placed:
            remedy = f"Put /// activity | {code} and /// into the text of lesson L{code[3:5]}."
            yield problem(file, (key,), f"No lesson has a place for {code}.", remedy)
        if known.activities and code in known.activities:
            message = f"There is an activity {code} in activities/."
            yield problem(file, (key,), message, "Take another id for one of the two.")
    if entry["first"] == entry["second"]:
        yield problem(file, ("second",), "The second pass has the place of the first.", "Take another id.")


def check_ids(file: EntryFile, entry: dict) -> Iterator[Problem]:
    codes = [question["id"] for question in entry["questions"]]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            yield problem(file, ("questions", number, "id"), f"{code} is there already.", "Take another id.")


def check_question(file: EntryFile, path: tuple, question: dict, known: Known) -> Iterator[Problem]:
    if known.points is not None and question["point"] not in known.points:
        message = f"There is no point {question['point']} in coverage.tsv."
        yield problem(file, (*path, "point"), message, "Correct the id.")
    yield from check_names(file, (*path, "lessons"), question["lessons"], lambda code: mistake_in_lesson(code, known))
    yield from check_names(file, (*path, "linked"), question["linked"], lambda code: mistake_in_linked(code, known))
    tasks = {("tasks", number): task for number, task in enumerate(question["tasks"])}
    for place, task in ({("practice",): question["practice"]} | tasks).items():
        for key, mistake_in in MISTAKES.items():
            names = task.get(key, ())
            yield from check_names(file, (*path, *place, key), names, lambda code, check=mistake_in: check(code, known))


def check_names(file: EntryFile, path: tuple, codes, mistake_in: Callable[[str], tuple[str, str]]) -> Iterator[Problem]:
    for number, code in enumerate(codes):
        message, remedy = mistake_in(code)
        if message:
            yield problem(file, (*path, number), message, remedy)


def mistake_in_lesson(code: str, known: Known) -> tuple[str, str]:
    return ("", "") if code in known.lessons else (f"There is no lesson {code}.", "Correct the id.")


def mistake_in_activity(code: str, known: Known) -> tuple[str, str]:
    is_fine = known.activities is None or code in known.activities
    return ("", "") if is_fine else (f"There is no activity {code}.", "Correct the id.")


def mistake_in_linked(code: str, known: Known) -> tuple[str, str]:
    if known.questions is None:
        return "", ""
    if code not in known.questions:
        return f"There is no question {code}.", "Correct the id."
    if known.questions[code] == "free":
        return f"{code} is rated by learners themselves.", "Link a question that the machine grades."
    return "", ""


def mistake_in_item(code: str, known: Known) -> tuple[str, str]:
    if is_reserved(code):
        return f"{code} is kept for the baseline and tells nothing before the course ends.", "Take another one."
    is_fine = known.questions is None or code in known.questions
    return ("", "") if is_fine else (f"There is no question {code}.", "Correct the id.")


MISTAKES = {"lessons": mistake_in_lesson, "items": mistake_in_item, "activities": mistake_in_activity}
