"""Uploading pictures: from the editor, and in the admin without scripts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lessons.models import LessonImage
from lessons.pictures import BYTE_LIMIT
from tests.authoring.editing import browser_of_staff, page_of, picture, typed
from tests.comments.factories import make_moderator
from tests.factories import make_lesson, make_user

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/lessons/lessonimage/upload/"
ADD = "/admin/lessons/lessonimage/add/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def staff() -> Client:
    return browser_of_staff()


def file(content: bytes, name: str = "a.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


def test_uploaded_picture_comes_back_as_what_goes_into_the_text(staff):
    told = staff.post(UPLOAD, {"file": file(picture()), "alt": "A teal square"}).json()

    image = LessonImage.objects.get()
    assert told == {"markdown": f"![A teal square](image:{image.name})"}
    lesson = make_lesson(1)
    look = staff.post(page_of(lesson, "look/"), typed(lesson, source=f"## Part\n\n{told['markdown']}")).json()
    assert look["problems"] == 0
    assert f'src="/images/{image.name}"' in look["page"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (SVG, "This is no picture that can be taken. Choose a PNG, JPEG or WebP file."),
        (b"\0" * (BYTE_LIMIT + 1), "This picture has more than 5 MB. Save it smaller, or with more compression."),
        (b"\0" * (2 * BYTE_LIMIT), "Choose a picture of up to 5 MB: no file came, or one that is larger."),
        (None, "Choose a picture of up to 5 MB: no file came, or one that is larger."),
    ],
    ids=["svg", "heavy", "heavier", "none"],
)
def test_file_that_is_not_taken_says_why_and_nothing_is_kept(staff, content, message):
    sent = {"alt": "Words"} | ({"file": file(content)} if content else {})

    response = staff.post(UPLOAD, sent)

    assert response.status_code == 422
    assert response.json()["errors"] == {"file": [message]}
    assert not LessonImage.objects.exists()


@pytest.mark.parametrize("alt", ["", "   "])
def test_picture_without_words_is_refused(staff, alt):
    response = staff.post(UPLOAD, {"file": file(picture()), "alt": alt})

    assert response.json()["errors"] == {"alt": ["Say what the picture shows, for those who do not see it."]}
    assert not LessonImage.objects.exists()


def test_missing_picture_is_a_problem_of_the_text_with_its_line(staff):
    lesson = make_lesson(1)

    panel = staff.post(page_of(lesson, "look/"), typed(lesson, source="A.\n\n![B](image:c.webp)\n")).json()["panel"]

    assert 'data-line="3"' in panel
    assert "There is no picture c.webp. Upload it, or correct the name." in panel


def test_picture_is_added_and_described_anew_in_the_admin(staff):
    added = staff.post(ADD, {"file": file(picture()), "alt": "First words"})
    image = LessonImage.objects.get()
    address = f"/admin/lessons/lessonimage/{image.pk}/change/"
    changed = staff.post(address, {"alt": "Better words"})

    assert (added.status_code, changed.status_code) == (302, 302)
    assert LessonImage.objects.get().alt == "Better words"
    page = staff.get(address).content.decode()
    assert f'src="/images/{image.name}"' in page
    assert f"![Better words](image:{image.name})" in page
    assert staff.get("/admin/lessons/lessonimage/").status_code == 200


def test_picture_is_not_deleted(staff):
    staff.post(ADD, {"file": file(picture()), "alt": "Words"})

    response = staff.post(f"/admin/lessons/lessonimage/{LessonImage.objects.get().pk}/delete/", {"post": "yes"})

    assert response.status_code == 403


def test_only_those_who_may_add_pictures_upload(client):
    learner, moderator, reader = Client(), Client(), browser_of_staff(is_superuser=False)
    learner.force_login(make_user())
    moderator.force_login(make_moderator())

    codes = [each.post(UPLOAD, {"alt": "Words"}).status_code for each in (client, learner, moderator, reader)]

    assert codes == [302, 302, 302, 403]
