"""Mistakes in course.yaml and in what the files say about each other: refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course

COURSE_MISTAKES = {
    "lesson without a file": (
        ("lessons: [L01]", "lessons: [L01, L03]"),
        ["course/course.yaml:13: The lesson L03 has no file. Write it, or take it out of its module."],
    ),
    "lesson in no module": (
        ("    lessons:\n      - L02\n", "    lessons: []\n"),
        ["course/lessons/02-second.md:2: No module has the lesson L02. Add it to a module in course.yaml."],
    ),
    "lesson in two modules": (
        ("      - L02\n", "      - L02\n      - L01\n"),
        ["course/course.yaml:18: The lesson L01 stands on line 13 already. Keep one of the two."],
    ),
    "two modules with one id": (
        ("id: M2", "id: M1"),
        ["course/course.yaml:14: The module M1 is there already. Take another id."],
    ),
    "module with a wrong entry": (
        ("      - L02\n", "      - second\n"),
        [
            "course/course.yaml:14: Entry 2 of 'modules' is not right. "
            "Write a list of entries with id (like M1), title, summary and lessons (like [L01, L02])."
        ],
    ),
    "module whose summary is too long for its column": (
        ("summary: The beginning.", f"summary: {'x' * 201}"),
        [
            "course/course.yaml:10: Entry 1 of 'modules' is not right. "
            "Write a list of entries with id (like M1), title, summary and lessons (like [L01, L02])."
        ],
    ),
    "case without stakes": (
        (", stakes: Money", ""),
        [
            "course/course.yaml:7: The value of 'cases' is not right. "
            "Write for each case its slug, and below it title, what and stakes."
        ],
    ),
    "unknown key": (
        ("tagline: Learn something.", "tagline: Learn something.\nlanguage: en"),
        [
            "course/course.yaml:4: There is no key 'language' here. "
            "Use: id, title, tagline, summary, audience, outcomes, cases, certificate, misconceptions, modules."
        ],
    ),
    "bad YAML": (
        ("audience: [People]", "audience: [People"),
        [
            "course/course.yaml:6: This is not YAML: expected ',' or ']', but got ':'. "
            "Check indentation, colons and quotes."
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), COURSE_MISTAKES.values(), ids=COURSE_MISTAKES)
def test_mistake_in_course_yaml_is_refused_alone_with_line_and_remedy(folder, edit, change, expected):
    edit("course.yaml", *change)

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == expected


def test_missing_course_yaml_is_the_only_problem_reported(folder):
    (folder / "course.yaml").unlink()

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/course.yaml:1: The file is missing. Write it: docs/writing-lessons.md says how."
    ]


def test_empty_course_yaml_is_refused(folder):
    (folder / "course.yaml").write_text("")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/course.yaml:1: This is not YAML: keys and values are expected here. "
        "Check indentation, colons and quotes."
    ]


def test_lesson_that_cannot_be_read_is_not_reported_as_missing_too(folder, edit):
    edit("lessons/02-second.md", "summary: What comes second.", "summary: Second: what comes.")

    problems = read_course(folder).problems

    assert [(problem.path, problem.line) for problem in problems] == [("course/lessons/02-second.md", 6)]


def test_all_problems_are_listed_at_once_in_the_order_of_files_and_lines(folder, edit):
    edit("course.yaml", "lessons: [L01]", "lessons: [L01, L03]")
    edit("lessons/01-first.md", "minutes: 10", "minutes: ten")
    edit("lessons/01-first.md", "/// recall | P01.1", "/// recal | P01.1")
    edit("lessons/02-second.md", "points: [A2.1]", "points: [A2.1, A9.9]")
    edit("articles/overview.md", "lesson:L01", "lesson:L1")

    problems = read_course(folder).problems

    assert [(problem.path, problem.line) for problem in problems] == [
        ("course/articles/overview.md", 10),
        ("course/course.yaml", 13),
        ("course/lessons/01-first.md", 5),
        ("course/lessons/01-first.md", 26),
        ("course/lessons/02-second.md", 8),
    ]


def test_course_without_mistakes_has_no_problems(folder):
    files = read_course(folder)

    assert files.problems == []
    assert [file.code for file in files.lessons] == ["L01", "L02"]
    assert files.points == {"A1.1", "A1.2", "A2.1"}


def test_course_without_coverage_file_takes_any_point(folder):
    (folder / "coverage.tsv").unlink()

    files = read_course(folder)

    assert files.points is None
    assert files.problems == []
