import pytest

from accounts.models import User
from lessons.models import Status
from progress.models import Reading
from tests.factories import make_lesson, make_user

PLACE = "/lessons/lesson-1/place/"


@pytest.fixture
def learner(client, db):
    user = make_user()
    client.force_login(user)
    return user


def test_place_of_a_learner_is_kept(client, learner):
    lesson = make_lesson(1)

    response = client.post(PLACE, {"anchor": "s-first-part"})

    reading = Reading.objects.get()
    assert (response.status_code, response.content) == (204, b"")
    assert (reading.learner, reading.lesson, reading.anchor, reading.read_at) == (learner, lesson, "s-first-part", None)


def test_place_of_a_visitor_is_not_kept(db, client):
    make_lesson(1)

    response = client.post(PLACE, {"anchor": "s-first-part", "at_end": "on"})

    assert response.status_code == 204
    assert len(response.cookies) == 0
    assert (User.objects.count(), Reading.objects.count()) == (0, 0)


def test_end_of_a_lesson_makes_it_read(client, learner):
    make_lesson(1)

    client.post(PLACE, {"anchor": "s-first-part", "at_end": "on"})

    assert Reading.objects.get().read_at is not None


def test_going_back_in_a_read_lesson_leaves_it_read(client, learner):
    make_lesson(1)
    client.post(PLACE, {"anchor": "s-last", "at_end": "on"})
    read_at = Reading.objects.get().read_at

    client.post(PLACE, {"anchor": "s-first-part"})

    assert Reading.objects.get().read_at == read_at
    assert Reading.objects.get().anchor == "s-first-part"


def test_top_of_a_lesson_does_not_forget_the_place(client, learner):
    make_lesson(1)
    client.post(PLACE, {"anchor": "s-first-part"})

    client.post(PLACE, {"anchor": ""})

    assert Reading.objects.get().anchor == "s-first-part"


def test_outline_leads_back_to_the_place(client, learner):
    make_lesson(1)
    make_lesson(2)
    client.post("/lessons/lesson-2/place/", {"anchor": "s-first-part"})

    page = client.get("/course/").content.decode()

    assert 'href="/lessons/lesson-2/#s-first-part">Continue: Number 2</a>' in page


@pytest.mark.parametrize("anchor", ["#top", "a b", "<script>", "x" * 91, "s-ä", "a/b", "a\x00"])
def test_anchor_that_is_none_is_refused(client, learner, anchor):
    make_lesson(1)

    response = client.post(PLACE, {"anchor": anchor})

    assert response.status_code == 400
    assert Reading.objects.count() == 0


def test_anchors_of_the_longest_headings_are_taken(client, learner):
    lesson = make_lesson(1, source="\n\n".join(f"## {'long words ' * 20}\n\nText." for _part in range(12)))

    anchors = [section["anchor"] for section in lesson.sections]

    assert len(set(anchors)) == 12
    assert {client.post(PLACE, {"anchor": anchor}).status_code for anchor in anchors} == {204}


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT}, {"slug": "elsewhere"}])
def test_lesson_that_cannot_be_read_is_not_found(client, learner, fields):
    make_lesson(1, **fields)

    assert client.post(PLACE, {"anchor": "s-first-part"}).status_code == 404


def test_lesson_tells_its_script_whether_places_are_kept(client, db):
    make_lesson(1)
    before = client.get("/lessons/lesson-1/").content.decode()

    client.force_login(make_user())
    after = client.get("/lessons/lesson-1/").content.decode()

    assert ("data-keeps" in before, "data-keeps" in after) == (False, True)
    assert f'data-place="{PLACE}"' in before
