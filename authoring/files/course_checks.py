"""What must hold between the files of a course: ids used once, points taught, lessons placed, links that arrive."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from authoring.files.certificate_checks import check_certificate
from authoring.files.course_files import CourseFiles, CourseReader, TextFile
from authoring.files.entry_checks import problems_of_entries
from authoring.files.misconception_checks import check_misconceptions
from authoring.files.picture_files import check_pictures, read_pictures
from lessons.blocks import Problem, tagged_points

LESSON_LINK = re.compile(r"\]\(\s*<?(lesson:[^)>\s]*)|^\s*\[[^\]]+\]:\s*<?(lesson:[^>\s]*)")
LINK_PARTS = re.compile(r"lesson:(L[0-9]{2})(?:#(A[0-9]+\.[0-9]+))?")


def read_course(folder: Path) -> CourseFiles:
    """Everything in `folder`, and every problem in it, in the order of files and lines."""
    files = CourseReader(folder).read()
    read_pictures(folder, files)
    files.problems += problems_between(files)
    files.problems.sort(key=lambda problem: (problem.path, problem.line))
    return files


def problems_between(files: CourseFiles) -> Iterator[Problem]:
    yield from check_used_once(files.lessons, "id", lambda file: file.code)
    yield from check_used_once(files.lessons, "address", lambda file: file.slug)
    yield from check_used_once(files.articles, "id", lambda file: file.code)
    yield from check_terms(files)
    for file in files.lessons:
        yield from check_cases(file, files)
        yield from check_points(file, files)
    yield from check_order(files)
    yield from check_links(files)
    yield from check_pictures(files)
    yield from check_certificate(files)
    yield from check_misconceptions(files)
    yield from problems_of_entries(files)


def check_used_once(texts: Iterable[TextFile], what: str, name_of) -> Iterator[Problem]:
    first: dict[str, TextFile] = {}
    for file in texts:
        name = name_of(file)
        if name and name in first:
            line = file.yaml.line("id")
            yield Problem(file.path, line, f"{first[name].path} has the {what} {name} too.", "Take another one.")
        elif name:
            first[name] = file


def check_terms(files: CourseFiles) -> Iterator[Problem]:
    """Each term of the glossary is defined once, at a point of its own lesson."""
    first: dict[str, str] = {}
    for file in files.lessons:
        tagged = tagged_points(file.text)
        for number, entry in enumerate(file.values.get("terms") or []):
            line, name = file.yaml.line("terms", number), entry["term"].lower()
            if name in first:
                message = f"The term '{entry['term']}' is defined in {first[name]} too."
                yield Problem(file.path, line, message, "Keep one of the two.")
            first.setdefault(name, file.path)
            if entry.get("point") and entry["point"] not in tagged:
                message = f"The term '{entry['term']}' is taught at {entry['point']}, which the text has not."
                line = file.yaml.line("terms", number, "point")
                yield Problem(file.path, line, message, "Name a point of this lesson.")


def check_cases(file: TextFile, files: CourseFiles) -> Iterator[Problem]:
    known = files.course.get("cases")
    for number, case in enumerate(file.values.get("cases") or []):
        if known is not None and case not in known:
            remedy = f"Use one of: {', '.join(known)}; or add it to course.yaml."
            yield Problem(file.path, file.yaml.line("cases", number), f"There is no case '{case}'.", remedy)


def check_points(file: TextFile, files: CourseFiles) -> Iterator[Problem]:
    """What is declared is known and tagged; what is tagged is declared and tagged once."""
    declared, tagged = file.values.get("points"), Counter(tagged_points(file.text))
    for number, point in enumerate(declared or []):
        line = file.yaml.line("points", number)
        if files.points is not None and point not in files.points:
            yield Problem(file.path, line, f"There is no point {point} in coverage.tsv.", "Correct the id.")
        elif point not in tagged:
            message = f"The point {point} is declared and tagged nowhere in the text."
            remedy = f"Put [{point}] after the sentence that teaches it, or take it out."
            yield Problem(file.path, line, message, remedy)
    for point, times in tagged.items():
        if declared is not None and point not in declared:
            message = f"The point {point} is tagged and not declared."
            remedy = "Add it to 'points' in the front matter, or remove the tag."
            yield Problem(file.path, lines_of_tag(file, point)[0], message, remedy)
        if times > 1:
            first, *others = lines_of_tag(file, point)
            message = f"The point {point} is tagged on line {first} already."
            yield Problem(file.path, others[0] if others else first, message, "Tag the one sentence that teaches it.")


def lines_of_tag(file: TextFile, point: str) -> list[int]:
    lines = enumerate(file.text.split("\n"), start=file.text_line)
    return [number for number, line in lines if point in tagged_points(line)]


def check_order(files: CourseFiles) -> Iterator[Problem]:
    """Each lesson stands in one module, and each lesson of a module is there."""
    modules = files.course.get("modules")
    if modules is None:
        return
    for number, module in enumerate(modules):
        if module["id"] in [other["id"] for other in modules[:number]]:
            line = files.course_yaml.line("modules", number, "id")
            yield Problem(files.course_path, line, f"The module {module['id']} is there already.", "Take another id.")
    places = lessons_in_modules(files)
    yield from check_places(files, places)
    for file in files.lessons:
        if file.code and file.code not in [code for code, _line in places]:
            message = f"No module has the lesson {file.code}."
            yield Problem(file.path, file.yaml.line("id"), message, "Add it to a module in course.yaml.")


def lessons_in_modules(files: CourseFiles) -> list[tuple[str, int]]:
    """(code, line) of each lesson that course.yaml names, in order."""
    return [
        (code, files.course_yaml.line("modules", number, "lessons", index))
        for number, module in enumerate(files.course["modules"])
        for index, code in enumerate(module["lessons"])
    ]


def check_places(files: CourseFiles, places: list[tuple[str, int]]) -> Iterator[Problem]:
    present = {file.code for file in files.lessons} | files.promised
    first_line: dict[str, int] = {}
    for code, line in places:
        if code in first_line:
            message = f"The lesson {code} stands on line {first_line[code]} already."
            yield Problem(files.course_path, line, message, "Keep one of the two.")
        elif code not in present:
            message = f"The lesson {code} has no file."
            yield Problem(files.course_path, line, message, "Write it, or take it out of its module.")
        first_line.setdefault(code, line)


def check_links(files: CourseFiles) -> Iterator[Problem]:
    """Links to lessons lead to a lesson, and to a point that it teaches."""
    points = {file.code: set(tagged_points(file.text)) for file in files.lessons if file.code}
    for file in (*files.lessons, *files.articles):
        for line, text in enumerate(file.text.split("\n"), start=file.text_line):
            for found in LESSON_LINK.finditer(text):
                message, remedy = mistake_in_link(found[1] or found[2], points, files.promised)
                if message:
                    yield Problem(file.path, line, message, remedy)


def mistake_in_link(target: str, points: dict[str, set[str]], promised: set[str]) -> tuple[str, str]:
    parts = LINK_PARTS.fullmatch(target)
    if not parts:
        return f"'{target}' is not a link to a lesson.", "Write it like lesson:L05 or lesson:L05#A5.3"
    if parts[1] not in points and parts[1] not in promised:
        return f"There is no lesson {parts[1]}.", f"Link to one of: {', '.join(sorted(points))}."
    if parts[2] and parts[1] in points and parts[2] not in points[parts[1]]:
        return f"{parts[1]} does not teach {parts[2]}.", "Link to a point that is tagged there, or to the lesson."
    return "", ""
