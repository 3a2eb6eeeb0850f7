"""Mistakes in the catalogue of beliefs, and in what questions say of it: refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course
from tests.authoring.quiz_files import QUIZ, add_questions

ENTRY = "  M03: {belief: The model is the product, refuted_in: [L01]}\n"
EXPECTED = (
    "Write for each code (M01 to M20) the belief (up to 200 characters) and refuted_in, a list of lessons like [L05]."
)
NOT_RIGHT = f"course/course.yaml:18: The value of 'misconceptions' is not right. {EXPECTED}"
MISTAKES = {
    "unknown code": ("M03:", "M21:", [NOT_RIGHT]),
    "belief that is missing": ("belief: The model is the product, ", "", [NOT_RIGHT]),
    "belief that is too long": ("The model is the product", "x" * 201, [NOT_RIGHT]),
    "belief that is refuted nowhere": ("[L01]", "[]", [NOT_RIGHT]),
    "lesson that is not there": (
        "[L01]",
        "[L01, L09]",
        [
            "course/course.yaml:19: M03 is refuted in the lesson L09, which has no file. "
            "Correct the code, or write the lesson."
        ],
    ),
}


def problems(folder) -> list[str]:
    return [str(problem) for problem in read_course(folder).problems]


@pytest.mark.parametrize(("old", "new", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_mistake_in_the_catalogue_is_refused_with_line_and_remedy(folder, old, new, expected):
    path = folder / "course.yaml"
    path.write_text(path.read_text().replace(ENTRY, ENTRY.replace(old, new)))

    assert problems(folder) == expected


def test_code_of_a_question_that_is_not_in_the_catalogue_is_refused(folder, edit):
    add_questions(folder, edit)
    path = folder / "course.yaml"
    path.write_text(path.read_text().replace(f"misconceptions:\n{ENTRY}", ""))

    (told,) = problems(folder)

    assert told.startswith(f"course/{QUIZ}:")
    assert "There is no misconception M03 in course.yaml." in told
    assert told.endswith("Correct the code, or add it there: its belief, and where it is refuted.")
