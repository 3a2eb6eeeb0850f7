"""What must hold between the certificate's rule in course.yaml and the files: nobody is asked for what is not there."""

from collections.abc import Iterator
from pathlib import PurePath

from authoring.files.course_files import CourseFiles
from lessons.blocks import Problem
from quizzes.results import WARM_UP


def check_certificate(files: CourseFiles) -> Iterator[Problem]:
    rule = files.course.get("certificate") or {}
    yield from check_practised(files, rule.get("practised", []))
    present = {PurePath(file.path).stem for file in files.activities}  # one that has a mistake is there all the same
    for number, entry in enumerate(rule.get("activities", [])):
        if entry["id"] not in present:
            message = f"The certificate asks for {entry['id']}, and there is no such activity."
            line = files.course_yaml.line("certificate", "activities", number)
            yield Problem(files.course_path, line, message, "Correct the id, or write the activity.")


def check_practised(files: CourseFiles, codes: list[str]) -> Iterator[Problem]:
    """A lesson is practised by a quiz that counts, so it needs one."""
    present = {file.code for file in files.lessons} | files.promised
    with_quiz = {file.lesson for file in files.quizzes} - {WARM_UP}
    for number, code in enumerate(codes):
        line = files.course_yaml.line("certificate", "practised", number)
        if code in codes[:number]:
            yield Problem(files.course_path, line, f"The certificate asks for {code} twice.", "Keep one of the two.")
        elif code not in present:
            message = f"The certificate asks for the lesson {code}, which has no file."
            yield Problem(files.course_path, line, message, "Take it out, or write the lesson.")
        elif code not in with_quiz:
            message = f"The certificate asks to practise {code}, which has no quiz that counts."
            yield Problem(files.course_path, line, message, "Take it out, or write its quiz.")
