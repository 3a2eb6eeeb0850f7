"""Files as editors on all systems save them."""

from authoring.files.course_checks import read_course


def test_lesson_with_windows_line_ends_is_read_like_any_other(folder):
    path = folder / "lessons/01-first.md"
    plain = read_course(folder).lessons[0]

    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    files = read_course(folder)

    assert files.problems == []
    assert files.lessons[0].text == plain.text
    assert files.lessons[0].text_line == plain.text_line


def test_lesson_with_a_byte_order_mark_is_read(folder):
    path = folder / "lessons/01-first.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    files = read_course(folder)

    assert files.problems == []
    assert files.lessons[0].values["title"] == "The first lesson"


def test_course_yaml_with_a_byte_order_mark_is_read(folder):
    path = folder / "course.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    files = read_course(folder)

    assert files.problems == []


def test_file_that_is_not_utf_8_is_refused_at_the_line(folder):
    path = folder / "lessons/01-first.md"
    path.write_bytes(path.read_bytes().replace(b"A threshold is", b"A caf\xe9 is"))

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/lessons/01-first.md:24: This is not UTF-8. Save the file as UTF-8.",
    ]


def test_empty_file_is_refused(folder):
    (folder / "lessons/02-second.md").write_text("")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/lessons/02-second.md:1: The file has no front matter. Begin it with ---, keys, ---."
    ]


def test_file_without_front_matter_is_refused(folder):
    (folder / "lessons/02-second.md").write_text("## Later\n\nIt goes on. [A2.1]\n")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/lessons/02-second.md:1: The file has no front matter. Begin it with ---, keys, ---."
    ]


def test_front_matter_that_does_not_end_is_refused(folder):
    (folder / "articles/overview.md").write_text("---\nid: overview\n\nSome text.\n")

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/articles/overview.md:1: The file has no front matter. Begin it with ---, keys, ---."
    ]


def test_file_without_text_is_refused(folder):
    path = folder / "articles/overview.md"
    path.write_text(path.read_text().split("## All of it")[0])

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/articles/overview.md:6: There is no text. Write it below the front matter."
    ]


def test_folder_named_like_a_lesson_is_refused(folder):
    (folder / "lessons/03-third.md").mkdir()

    problems = read_course(folder).problems

    assert [str(problem) for problem in problems] == [
        "course/lessons/03-third.md:1: The file can't be read: Is a directory. Check its permissions."
    ]


def test_lines_are_counted_behind_blank_lines_with_spaces(folder, edit):
    edit("articles/overview.md", "\n## All of it", "\n   \n\t\n## All of it\n\n/// nothing\n")

    problems = read_course(folder).problems

    assert [problem.line for problem in problems] == [12, 12]


def test_line_separators_inside_a_line_do_not_count_as_lines(folder, edit):
    edit("articles/overview.md", "## All of it", "## All\u2028of\x0bit\n\n/// nothing")

    problems = read_course(folder).problems

    assert {problem.line for problem in problems} == {10}


def test_folded_text_is_stored_without_its_line_break(folder, edit):
    edit("lessons/01-first.md", "summary: What comes first.", f"summary: >\n  {'x' * 160}")

    files = read_course(folder)

    assert files.problems == []
    assert files.lessons[0].values["summary"] == "x" * 160
