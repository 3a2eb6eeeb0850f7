"""Mistakes in front matter and file names: each refused with file, line and remedy."""

import pytest

from authoring.files.course_checks import read_course

LESSON_MISTAKES = {
    "missing key": (
        ("takeaway: What will you begin?\n", ""),
        "course/lessons/01-first.md:1: The key 'takeaway' is missing. Add it: a text of 1 to 300 characters.",
    ),
    "missing id": (
        ("id: L01\n", ""),
        "course/lessons/01-first.md:1: The key 'id' is missing. Add it: L and two digits, like L05.",
    ),
    "wrong value": (
        ("minutes: 10", "minutes: 2.5"),
        "course/lessons/01-first.md:5: The value of 'minutes' is not right. "
        "Write a whole number of minutes from 1 to 240.",
    ),
    "value left empty": (
        ("short: First", "short:"),
        "course/lessons/01-first.md:4: The value of 'short' is not right. Write a text of 1 to 30 characters.",
    ),
    "value too long": (
        ("short: First", f"short: {'x' * 31}"),
        "course/lessons/01-first.md:4: The value of 'short' is not right. Write a text of 1 to 30 characters.",
    ),
    "number where a text belongs": (
        ("title: The first lesson", "title: 2026"),
        "course/lessons/01-first.md:3: The value of 'title' is not right. Write a text of 1 to 120 characters.",
    ),
    "wrong entry of a list": (
        ("  - Begin.\n", "  - Begin.\n  - [Go on.]\n"),
        "course/lessons/01-first.md:10: Entry 2 of 'objectives' is not right. "
        "Write a list of one or more texts of up to 300 characters.",
    ),
    "term without definition": (
        ("    definition: A decision about a score.\n", ""),
        "course/lessons/01-first.md:12: Entry 1 of 'terms' is not right. "
        "Write a list of entries with term (up to 80 characters), definition (up to 500) and point.",
    ),
    "term that YAML takes for a truth value": (
        ("term: Threshold", "term: Yes"),
        "course/lessons/01-first.md:12: Entry 1 of 'terms' is not right. "
        "Write a list of entries with term (up to 80 characters), definition (up to 500) and point.",
    ),
    "term taught at a point that is not here": (
        ("    point: A1.1\n", "    point: A2.1\n"),
        "course/lessons/01-first.md:14: The term 'Threshold' is taught at A2.1, which the text has not. "
        "Name a point of this lesson.",
    ),
    "source that is no web address": (
        ("takeaway: What", "sources:\n  - {text: A book, url: 'javascript:alert(1)'}\ntakeaway: What"),
        "course/lessons/01-first.md:16: Entry 1 of 'sources' is not right. "
        "Write a list of entries with text (up to 400 characters) and, where there is one, url (https://…).",
    ),
    "unknown key": (
        ("minutes: 10", "minutes: 10\nlevel: easy"),
        "course/lessons/01-first.md:6: There is no key 'level' here. "
        "Use: id, title, short, minutes, cases, summary, objectives, points, terms, sources, takeaway, status.",
    ),
    "key that stands twice": (
        ("minutes: 10", "minutes: 10\ntitle: Another title"),
        "course/lessons/01-first.md:6: The front matter is not YAML: the key 'title' stands here a second time. "
        "Check indentation and colons; put quotes round texts that hold a colon.",
    ),
    "bad YAML": (
        ("summary: What comes first.", "summary: First: what comes."),
        "course/lessons/01-first.md:7: The front matter is not YAML: mapping values are not allowed here. "
        "Check indentation and colons; put quotes round texts that hold a colon.",
    ),
    "unknown case": (
        ("cases: [receipts]", "cases: [receipts, canteen]"),
        "course/lessons/01-first.md:6: There is no case 'canteen'. Use one of: receipts; or add it to course.yaml.",
    ),
    "unknown point": (
        ("points: [A1.1, A1.2]", "points:\n  - A1.1\n  - A1.2\n  - A1.9"),
        "course/lessons/01-first.md:13: There is no point A1.9 in coverage.tsv. Correct the id.",
    ),
    "id that does not fit the file's name": (
        ("id: L01", "id: L07"),
        "course/lessons/01-first.md:2: The id L07 does not fit the file's name. Write L01, or rename the file.",
    ),
    "term of another lesson": (
        ("  - term: Threshold", "  - {term: threshold, definition: Once more.}\n  - term: Threshold"),
        "course/lessons/01-first.md:13: The term 'Threshold' is defined in course/lessons/01-first.md too. "
        "Keep one of the two.",
    ),
}


@pytest.mark.parametrize(("change", "problem"), LESSON_MISTAKES.values(), ids=LESSON_MISTAKES)
def test_mistake_in_front_matter_is_refused_with_line_and_remedy(folder, edit, change, problem):
    edit("lessons/01-first.md", *change)

    problems = read_course(folder).problems

    assert problem in [str(problem) for problem in problems]


def test_date_that_does_not_exist_is_refused(folder, edit):
    edit("articles/overview.md", "2026-11-23", "2026-02-30")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/articles/overview.md:5: The front matter is not YAML: "
        "'2026-02-30' is no value (day is out of range for month). "
        "Check indentation and colons; put quotes round texts that hold a colon."
    ]


def test_article_at_the_address_of_the_feed_is_refused(folder, edit):
    edit("articles/overview.md", "id: overview", "id: feed")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/articles/overview.md:2: The value of 'id' is not right. "
        "Write a slug, like first-steps, other than 'feed'."
    ]


@pytest.mark.parametrize("name", ["first.md", "1-first.md", "01_first.md", "01-First.md", f"01-{'x' * 51}.md"])
def test_wrong_file_name_is_refused(folder, name):
    (folder / "lessons/01-first.md").rename(folder / "lessons" / name)

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        f"course/lessons/{name}:1: The file's name is not right. "
        "Name it like 05-value.md: number, dash, words; up to 50 characters after the dash."
    ]


def test_lesson_id_in_two_files_is_refused(folder):
    (folder / "lessons/01-twin.md").write_text((folder / "lessons/01-first.md").read_text())

    problems = [str(problem) for problem in read_course(folder).problems]

    assert "course/lessons/01-twin.md:2: course/lessons/01-first.md has the id L01 too. Take another one." in problems


def test_address_of_two_lessons_is_refused(folder):
    (folder / "lessons/02-second.md").rename(folder / "lessons/02-first.md")

    problems = [str(problem) for problem in read_course(folder).problems]

    assert problems == [
        "course/lessons/02-first.md:2: course/lessons/01-first.md has the address first too. Take another one."
    ]


def test_text_over_the_limit_is_refused(folder, edit):
    edit("lessons/02-second.md", "It goes on. [A2.1]", "It goes on. [A2.1]\n\n" + ("word " * 20 + "\n\n") * 590)

    problems = [str(problem) for problem in read_course(folder).problems]

    assert problems == ["course/lessons/02-second.md:12: The text has 60261 characters. Keep it under 60000."]
