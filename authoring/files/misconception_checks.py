"""What must hold between the catalogue of beliefs in course.yaml and the files: each code in a question is in it."""

from collections.abc import Iterator

from authoring.files.course_files import CourseFiles
from authoring.files.entry_files import entries_of
from lessons.blocks import Problem


def check_misconceptions(files: CourseFiles) -> Iterator[Problem]:
    catalogue = files.course.get("misconceptions")
    if catalogue is None:  # it has a mistake, which is told already
        return
    present = {file.code for file in files.lessons} | files.promised
    for code, entry in catalogue.items():
        for number, lesson in enumerate(entry["refuted_in"]):
            if lesson not in present:
                line = files.course_yaml.line("misconceptions", code, "refuted_in", number)
                message = f"{code} is refuted in the lesson {lesson}, which has no file."
                yield Problem(files.course_path, line, message, "Correct the code, or write the lesson.")
    for file, number, entry in entries_of(files.quizzes):
        for path in places_of_codes(entry):
            code = value_at(entry, path)
            if code not in catalogue:
                message = f"There is no misconception {code} in course.yaml."
                remedy = "Correct the code, or add it there: its belief, and where it is refuted."
                yield Problem(file.path, file.yaml.line("items", number, *path), message, remedy)


def places_of_codes(value, path: tuple = ()) -> Iterator[tuple]:
    """Where in an entry a code stands, whatever the kind."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        if name == "misconception":
            yield (*path, name)
        else:
            yield from places_of_codes(part, (*path, name))


def value_at(value, path: tuple):
    for name in path:
        value = value[name]
    return value


def codes_in(entry: dict) -> set[str]:
    """Of the misconceptions that an entry names."""
    return {value_at(entry, path) for path in places_of_codes(entry)}
