"""The course as files in the admin: taken away, looked at, loaded once; a broken file changes nothing."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.management.commands.make_instructor import Command as MakeInstructor
from authoring.files.course_checks import read_course
from authoring.models import TextTwin
from authoring.tasks import forget_uploads
from authoring.twin.archives import unpacked
from authoring.twin.forms import LARGEST
from authoring.twin.on_site import read_site
from authoring.twin.services import load_course
from lessons.models import Lesson
from tests.authoring.archives import zip_of, zip_with
from tests.factories import make_user
from tests.insights.factories import browser_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]
START = reverse("admin:authoring_texttwin_changelist")
FIRST = "lessons/01-first.md"


@pytest.fixture
def instructor(folder):
    """An instructor's browser, on a site with the small course."""
    load_course(read_course(folder))
    user = make_user(is_staff=True)
    MakeInstructor().make(user.email)
    return browser_of(user)


def send(client, content: bytes, name: str = "course.zip"):
    return client.post(START, {"archive": SimpleUploadedFile(name, content)}, follow=True)


def confirm(client, page, **choices):
    return client.post(page.request["PATH_INFO"], {"state": state_of(page), **choices}, follow=True)


def state_of(page) -> str:
    return re.search(r'name="state" value="(\w+)"', page.content.decode())[1]


def both_changed(edit) -> None:
    Lesson.objects.filter(code="L01").update(title="Mine")
    edit(FIRST, "minutes: 10", "minutes: 12")


def test_course_is_taken_away_as_the_files_it_came_from(instructor, folder):
    response = instructor.get(reverse("admin:authoring_texttwin_download"))

    files = unpacked(response.content)
    assert response["Content-Disposition"] == 'attachment; filename="course.zip"'
    assert set(files) == {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    assert files["coverage.tsv"] == (folder / "coverage.tsv").read_bytes()


def test_what_was_taken_away_has_nothing_to_load_when_it_comes_back(instructor):
    page = send(instructor, instructor.get(reverse("admin:authoring_texttwin_download")).content)

    assert "There is nothing to load." in page.content.decode()


def test_change_is_shown_first_and_stored_when_it_is_confirmed(instructor, folder, edit):
    edit(FIRST, "minutes: 10", "minutes: 12")

    page = send(instructor, zip_of(folder))
    minutes_before = Lesson.objects.get(code="L01").minutes
    loaded = confirm(instructor, page)

    assert "<del><span>−</span>10</del><ins><span>+</span>12</ins>" in page.content.decode()
    assert minutes_before == 10
    assert Lesson.objects.get(code="L01").minutes == 12
    assert "lesson L01" in loaded.content.decode()


def test_confirming_twice_loads_once(instructor, folder, edit):
    edit(FIRST, "minutes: 10", "minutes: 12")
    page = send(instructor, zip_of(folder))
    confirm(instructor, page)
    Lesson.objects.filter(code="L01").update(minutes=30)

    again = confirm(instructor, page)

    assert again.status_code == 200
    assert Lesson.objects.get(code="L01").minutes == 30


@pytest.mark.parametrize(
    ("choice", "after"), [("here", ("Mine", 10)), ("file", ("The first lesson", 12)), ("merge", ("Mine", 12))]
)
def test_what_was_edited_here_becomes_what_is_chosen(instructor, folder, edit, choice, after):
    both_changed(edit)

    page = send(instructor, zip_of(folder))
    confirm(instructor, page, **{"lesson-L01-choice": choice})

    lesson = Lesson.objects.get(code="L01")
    assert (lesson.title, lesson.minutes) == after


@pytest.mark.parametrize("choice", [{}, {"lesson-L01-choice": "nonsense"}])
def test_without_a_choice_nothing_is_loaded_and_the_page_asks(instructor, folder, edit, choice):
    both_changed(edit)
    page = send(instructor, zip_of(folder))

    answer = confirm(instructor, page, **choice)

    assert answer.status_code == 422
    assert "Say for each thing that was edited here what is to become of it." in answer.content.decode()
    assert Lesson.objects.get(code="L01").minutes == 10


def test_site_that_changed_meanwhile_is_shown_anew_with_the_choice_kept(instructor, folder, edit):
    both_changed(edit)
    page = send(instructor, zip_of(folder))
    Lesson.objects.filter(code="L01").update(title="Mine again")

    answer = confirm(instructor, page, **{"lesson-L01-choice": "merge"})
    kept = Lesson.objects.get(code="L01")
    confirm(instructor, answer, **{"lesson-L01-choice": "merge"})

    assert answer.status_code == 422
    assert "The site has changed since this page was shown." in answer.content.decode()
    assert re.search(r'value="merge"[^>]*checked', answer.content.decode())
    assert (kept.title, kept.minutes) == ("Mine again", 10)
    assert Lesson.objects.get(code="L01").minutes == 12


def test_another_course_is_refused_on_the_page_that_would_load_it(instructor, folder, edit):
    edit("course.yaml", "id: small", "id: large")

    page = send(instructor, zip_of(folder))

    assert page.status_code == 422
    assert "The course on this site is &#x27;small&#x27;" in page.content.decode()


BROKEN = {
    "value": (FIRST, b"minutes: 10", b"minutes: many", "course/lessons/01-first.md:5"),
    "missing key": (FIRST, b"takeaway: What will you begin?\n", b"", "course/lessons/01-first.md:1"),
    "no front matter": (FIRST, b"---\nid", b"id", "course/lessons/01-first.md:1"),
    "status": (FIRST, b"minutes: 10", b"minutes: 10\nstatus: hidden", "course/lessons/01-first.md:6"),
    "open block": (FIRST, b"A decision about a score.\n///\n", b"A decision about a score.\n", "01-first.md:2"),
    "not UTF-8": (FIRST, b"A threshold is a decision.", b"A threshold \xff\xfe", "course/lessons/01-first.md:24"),
    "null byte": (FIRST, b"A threshold is a decision.", b"A threshold \x00", "course/lessons/01-first.md:24"),
    "no YAML": ("course.yaml", b"audience: [People]", b"audience: [People", "course/course.yaml"),
    "deep": ("course.yaml", b"audience: [People]", b"audience: " + b"[" * 50_000, "more than 40 levels"),
    "loop": ("course.yaml", b"audience: [People]", b"audience: &a [*a]", "an alias leads back"),
    "python": (
        "course.yaml",
        b"audience: [People]",
        b"audience: !!python/object/apply:os.system [ls]",
        "course.yaml:5",
    ),
    "null escape": ("course.yaml", b"audience: [People]", b'audience: ["\\0"]', "no text can hold"),
    "lost lesson": ("course.yaml", b"      - L02\n", b"      - L03\n", "The lesson L03 has no file."),
}


@pytest.mark.parametrize(("name", "old", "new", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_file_changes_nothing_and_is_told_with_place_and_remedy(instructor, folder, name, old, new, words):
    before, content = read_site().things, (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new, 1))

    page = send(instructor, zip_of(folder))

    assert page.status_code == 422
    assert words in page.content.decode()
    assert read_site().things == before
    assert not TextTwin.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 100, "This is not a ZIP file that can be read."),
        (b"", "The file is empty."),
        (zip_with({"../course.yaml": "id: x"}), "lies outside of the folder"),
        (b"x" * (LARGEST + 1), "The file is larger than"),
    ],
)
def test_file_that_is_no_course_is_refused_at_the_field(instructor, content, words):
    page = send(instructor, content)

    assert page.status_code == 422
    assert words in page.content.decode()


def test_nothing_sent_is_refused_at_the_field(instructor):
    page = instructor.post(START)

    assert page.status_code == 422
    assert "Choose a ZIP file." in page.content.decode()


def test_upload_is_forgotten_after_a_day(instructor, folder):
    old = TextTwin.objects.create(name="old.zip", archive=b"x", uploaded_at=timezone.now() - timedelta(hours=25))
    page = send(instructor, zip_of(folder))

    forget_uploads()

    assert instructor.get(reverse("admin:authoring_texttwin_plan", args=[old.public_id])).status_code == 404
    assert instructor.get(page.request["PATH_INFO"]).status_code == 200


def test_whoever_may_only_look_takes_the_course_away_and_brings_none_in(folder):
    load_course(read_course(folder))
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_texttwin"))
    client = browser_of(user)

    assert client.get(reverse("admin:authoring_texttwin_download")).status_code == 200
    assert "Bring it in" not in client.get(START).content.decode()
    assert send(client, zip_of(folder)).status_code == 403
