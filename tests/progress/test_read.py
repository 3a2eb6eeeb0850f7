import pytest
from django.test import Client

from accounts.models import User
from lessons.models import Status
from progress.models import Reading
from tests.factories import make_lesson, make_user

READ = "/lessons/lesson-1/read/"


def test_read_lesson_leads_on_to_the_next(db, client):
    lesson = make_lesson(1)
    make_lesson(2)

    response = client.post(READ)

    reading = Reading.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/lessons/lesson-2/")
    assert (reading.lesson, reading.learner.is_guest) == (lesson, True)
    assert reading.read_at is not None


def test_last_lesson_leads_to_the_outline(db, client):
    make_lesson(1)

    response = client.post(READ)

    assert response["Location"] == "/course/"


def test_draft_after_a_lesson_is_passed_over(db, client):
    make_lesson(1)
    make_lesson(2, status=Status.DRAFT)
    make_lesson(3)

    assert client.post(READ)["Location"] == "/lessons/lesson-3/"


def test_lesson_read_twice_was_read_the_first_time(db, client):
    make_lesson(1)
    client.post(READ)
    first = Reading.objects.get()

    client.post(READ)

    assert Reading.objects.get().read_at == first.read_at
    assert Reading.objects.get().seen_at >= first.seen_at
    assert User.objects.count() == 1


def test_lesson_read_by_a_member_makes_no_guest(db, client):
    make_lesson(1)
    member = make_user()
    client.force_login(member)

    client.post(READ)

    assert Reading.objects.get().learner == member
    assert User.objects.count() == 1


def test_state_is_shown_on_lesson_outline_and_landing(db, client):
    make_lesson(1)
    make_lesson(2)

    client.post(READ)

    lesson, outline, landing = (client.get(path).content.decode() for path in ("/lessons/lesson-1/", "/course/", "/"))
    assert "You have read this lesson." in lesson
    assert "Go on to Number 2" in lesson
    for page in (lesson, outline, landing):
        assert "1 of 2 done" in page
        assert page.count('class="state read"') >= 1
    for page in (outline, landing):
        assert "Next lesson: Number 2" in page


@pytest.mark.parametrize("slug", ["nowhere", "x" * 300])
def test_unknown_lesson_is_not_found(db, client, slug):
    make_lesson(1)

    assert client.post(f"/lessons/{slug}/read/").status_code == 404
    assert User.objects.count() == 0


def test_unpublished_lesson_is_not_found(db, client):
    make_lesson(1, status=Status.DRAFT)

    assert client.post(READ).status_code == 404
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("path", [READ, "/lessons/lesson-1/place/"])
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_a_post_is_taken(db, client, path, method):
    make_lesson(1)
    client.force_login(make_user())

    assert getattr(client, method)(path).status_code == 405
    assert Reading.objects.count() == 0


@pytest.mark.parametrize("path", [READ, "/lessons/lesson-1/place/"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": "none"},
    ],
)
def test_post_from_elsewhere_is_refused_and_nothing_is_stored(db, path, headers):
    make_lesson(1)
    client = Client()
    client.force_login(make_user())

    response = client.post(path, {"at_end": "on"}, **headers)

    assert response.status_code == 403
    assert Reading.objects.count() == 0
