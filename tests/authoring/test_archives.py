"""A ZIP of a course: the same bytes for the same course, and refused with a remedy where it is none."""

import zipfile
from io import BytesIO

import pytest

from authoring.twin.archives import Refused, packed, unpacked
from tests.authoring.archives import zip_of, zip_with, zip_with_link

GOOD = {"course/course.yaml": "id: x"}
ODD = {
    "no ZIP": (b"id: small\ntitle: A course\n", "not a ZIP file that can be read"),
    "nothing": (b"", "not a ZIP file that can be read"),
    "half a ZIP": (zip_with(GOOD)[:-30], "not a ZIP file that can be read"),
    "damaged": (
        zip_with({"course/course.yaml": "id: x\n" * 99}).replace(b"course.yaml", b"course.yam1", 1),
        "not a ZIP",
    ),
    "no course": (zip_with({"notes.txt": "x"}), "no course.yaml"),
    "only folders": (zip_with({"course/": ""}), "no course.yaml"),
    "path upwards": (zip_with(GOOD | {"course/../../evil.md": "x"}), "lies outside"),
    "path from the root": (zip_with(GOOD | {"/etc/evil.md": "x"}), "lies outside"),
    "path of Windows": (zip_with(GOOD | {"C:evil.md": "x"}), "lies outside"),
    "link": (zip_with_link(), "is a link and no file"),
    "too many files": (zip_with(GOOD | {f"course/lessons/{n}.md": "" for n in range(500)}), "more than 500 files"),
    "bomb": (zip_with(GOOD | {"course/lessons/01-a.md": b"\0" * 300_000_00}), "more than 300 KB"),
    "many large ones": (
        zip_with(GOOD | {f"course/lessons/{n}.md": b"x" * 299_000 for n in range(70)}),
        "more than 20 MB",
    ),
}


@pytest.mark.parametrize(("content", "words"), ODD.values(), ids=ODD)
def test_archive_that_is_no_course_is_refused_with_a_remedy(content, words):
    with pytest.raises(Refused, match=words):
        unpacked(content)


def test_name_that_stands_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zip_with_twice("course/course.yaml")

    with pytest.raises(Refused, match="twice"):
        unpacked(content)


def zip_with_twice(name: str) -> bytes:
    place = BytesIO()
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr(name, "id: a")
        archive.writestr(name, "id: b")
    return place.getvalue()


def test_course_files_are_found_in_whatever_folder_and_others_are_left_out():
    content = zip_with(
        {
            "my/course.yaml": "a",
            "my/lessons/01-a.md": "b",
            "my/lessons/deeper/02-b.md": "c",
            "my/notes.txt": "d",
            "__MACOSX/course.yaml": "e",
            "other.md": "f",
        }
    )

    assert unpacked(content) == {"course.yaml": b"a", "lessons/01-a.md": b"b"}


def test_course_that_lies_at_the_top_is_found():
    assert unpacked(zip_with({"course.yaml": "a", "quizzes/x.yaml": "b"})) == {
        "course.yaml": b"a",
        "quizzes/x.yaml": b"b",
    }


def test_same_files_give_the_same_bytes_in_whatever_order():
    files = {"course.yaml": "é".encode(), "lessons/01-a.md": b"b", "images/0123456789abcdef0123.webp": b"\xff\0"}

    content = packed(files)

    assert content == packed(dict(reversed(files.items())))
    assert unpacked(content) == files


def test_folder_that_somebody_packs_is_read(folder):
    assert set(unpacked(zip_of(folder))) == {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
