"""Pictures go out with the course, and come back with it."""

import pytest
from django.core.files.storage import default_storage

from authoring.files.course_checks import read_course
from authoring.twin.archives import packed
from authoring.twin.folders import course_on_site, write_folder
from authoring.twin.services import load_course
from authoring.twin.uploads import read_archive
from lessons.models import Lesson, LessonImage
from lessons.pictures import made_anew
from lessons.services import keep_image
from tests.authoring.editing import picture

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def shown(folder, edit):
    """A picture in the folder, which the second lesson shows."""
    made = made_anew(picture("PNG"))
    (folder / "images").mkdir()
    (folder / "images" / made.name).write_bytes(made.content)
    edit(
        "lessons/02-second.md", "It goes on. [A2.1]", f"It goes on. [A2.1]\n\n![A \\[red\\] square](image:{made.name})"
    )
    return made


def problems(folder) -> list[str]:
    return [str(problem) for problem in read_course(folder).problems]


def test_picture_of_a_folder_is_stored_and_shown_with_its_size(folder, shown):
    load_course(read_course(folder))

    image = LessonImage.objects.get()
    html = str(Lesson.objects.get(code="L02").blocks)
    assert (image.name, image.alt, image.content) == (shown.name, "A [red] square", shown.content)
    assert f'width="{shown.width}"' in html
    assert image.get_absolute_url() in html


def test_picture_goes_out_and_comes_back_to_the_last_byte(folder, shown, tmp_path):
    load_course(read_course(folder))

    write_folder(tmp_path / "out", course_on_site())
    LessonImage.objects.all().delete()
    default_storage.delete(f"lessons/{shown.name}")
    Lesson.objects.filter(code="L02").update(title="Another")
    load_course(read_course(tmp_path / "out"), force=True)

    assert (tmp_path / "out/images" / shown.name).read_bytes() == shown.content
    assert LessonImage.objects.get().content == shown.content


def test_picture_travels_in_a_zip(folder, shown):
    load_course(read_course(folder))

    files = read_archive(packed(course_on_site()))

    assert files.problems == []
    assert files.pictures[shown.name].content == shown.content


def test_picture_that_no_text_shows_stays_here(folder):
    load_course(read_course(folder))
    keep_image(picture=made_anew(picture("PNG")), alt="A red square")

    assert [name for name in course_on_site() if name.startswith("images/")] == []


def test_picture_that_is_not_in_the_folder_is_named_with_its_line(folder, shown):
    (folder / "images" / shown.name).unlink()

    assert problems(folder) == [
        f"course/lessons/02-second.md:16: There is no picture images/{shown.name}. "
        "Put it there, or take it out of the text."
    ]


def test_file_that_is_no_picture_is_refused_with_its_name(folder, shown):
    (folder / "images/0123456789abcdef0123.webp").write_bytes(b"<svg></svg>")

    assert problems(folder)[0].startswith("course/images/0123456789abcdef0123.webp:1: This is no picture")


def test_picture_under_the_name_of_another_is_refused(folder, shown):
    (folder / "images" / shown.name).rename(folder / "images/0123456789abcdef0123.webp")

    assert problems(folder)[0] == (
        "course/images/0123456789abcdef0123.webp:1: This picture is not the one that the name belongs to. "
        "Upload it in the admin, which gives it its name."
    )


def test_picture_that_is_here_keeps_the_words_it_has(folder, shown):
    keep_image(picture=shown, alt="Words of the admin")

    load_course(read_course(folder))

    assert LessonImage.objects.get().alt == "Words of the admin"
