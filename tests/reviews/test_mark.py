import pytest
from django.test import Client

from accounts.models import User
from lessons.models import Status
from lessons.services import store_lesson
from reviews.models import Card, Mark, Rating
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user

MARK = "/prompts/P01.1/mark/"
LESSON = "/lessons/lesson-1/"


def test_first_mark_makes_a_guest_a_card_and_a_mark(db, client):
    make_lesson(1)

    response = client.post(MARK, {"rating": "got-it"})

    guest, card, mark = User.objects.get(), Card.objects.get(), Mark.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/lessons/lesson-1/#p01-1")
    assert (guest.is_guest, guest.email) == (True, None)
    assert (card.learner, card.prompt.code, card.rating) == (guest, "P01.1", Rating.GOT_IT)
    assert (mark.card, mark.rating, mark.marked_at) == (card, Rating.GOT_IT, card.marked_at)


def test_second_mark_is_by_the_same_guest(db, client):
    make_lesson(1)
    make_lesson(2)

    client.post(MARK, {"rating": "got-it"})
    client.post("/prompts/P02.1/mark/", {"rating": "not-yet"})

    assert User.objects.count() == 1
    assert dict(Card.objects.values_list("prompt__code", "rating")) == {"P01.1": "got-it", "P02.1": "not-yet"}


def test_mark_of_a_member_is_theirs_and_makes_no_guest(db, client):
    make_lesson(1)
    member = make_user()
    client.force_login(member)

    client.post(MARK, {"rating": "not-yet"})

    assert Card.objects.get().learner == member
    assert User.objects.count() == 1


def test_visitor_who_only_reads_is_nobody(db, client):
    make_lesson(1)

    for path in ("/", LESSON, "/course/", "/search/?q=threshold", "/glossary/"):
        client.get(path)

    assert len(client.cookies) == 0
    assert User.objects.count() == 0


def test_cookie_of_a_guest_is_for_this_site_alone(db, client):
    make_lesson(1)

    response = client.post(MARK, {"rating": "got-it"})

    assert list(response.cookies) == ["session"]
    assert response.cookies["session"]["httponly"] is True
    assert response.cookies["session"]["samesite"] == "Lax"
    assert response.cookies["session"]["max-age"] == 30 * 24 * 3600


def test_lesson_shows_the_mark_afterwards(db, client):
    make_lesson(1)
    before = client.get(LESSON).content.decode()

    client.post(MARK, {"rating": "got-it"})
    after = client.get(LESSON).content.decode()

    assert ('value="got-it" aria-pressed="false"' in before, "You recalled this." in before) == (True, False)
    assert ('value="got-it" aria-pressed="true"' in after, "You recalled this." in after) == (True, True)


def test_script_gets_the_prompt_in_its_new_state(db, client):
    make_lesson(1)

    response = client.post(MARK, {"rating": "not-yet"}, HTTP_X_PART="1")
    part = response.content.decode()

    assert response.status_code == 200
    assert part.count("data-part") == 1
    assert 'id="p01-1"' in part
    assert "<details open>" in part
    assert 'value="not-yet" aria-pressed="true"' in part
    assert "<html" not in part


@pytest.mark.parametrize("rating", ["", "easy", "GOT-IT", "got-it\x00"])
def test_unknown_rating_is_refused_and_nothing_is_stored(db, client, rating):
    make_lesson(1)

    response = client.post(MARK, {"rating": rating})

    assert (response.status_code, response.content.decode()) == (400, "Choose Not yet or Got it.")
    assert (Card.objects.count(), User.objects.count()) == (0, 0)
    assert len(response.cookies) == 0


def test_missing_rating_is_refused(db, client):
    make_lesson(1)

    assert client.post(MARK).status_code == 400


@pytest.mark.parametrize("code", ["P09.1", "P01.2", "p01.1", "x" * 300, "'; --"])
def test_unknown_prompt_is_not_found(db, client, code):
    make_lesson(1)

    response = client.post(f"/prompts/{code}/mark/", {"rating": "got-it"})

    assert response.status_code == 404
    assert User.objects.count() == 0


def test_prompt_of_an_unpublished_lesson_is_not_found(db, client):
    make_lesson(1, status=Status.DRAFT)

    assert client.post(MARK, {"rating": "got-it"}).status_code == 404
    assert Card.objects.count() == 0


def test_retired_prompt_is_not_found(db, client):
    lesson = make_lesson(1)
    lesson.source = "No prompt any more."
    store_lesson(lesson)

    assert client.post(MARK, {"rating": "got-it"}).status_code == 404


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete"])
def test_only_a_post_marks(db, client, method):
    make_lesson(1)

    response = getattr(client, method)(f"{MARK}?rating=got-it")

    assert response.status_code == 405
    assert Card.objects.count() == 0


FOREIGN = {
    "another site": {"HTTP_SEC_FETCH_SITE": "cross-site"},
    "another part of the site's domain": {"HTTP_SEC_FETCH_SITE": "same-site"},
    "nowhere": {"HTTP_SEC_FETCH_SITE": "none"},
    "another origin, from an old browser": {"HTTP_ORIGIN": "https://evil.example"},
    "a hidden origin": {"HTTP_ORIGIN": "null"},
    "another page, from an older browser": {"HTTP_REFERER": "https://evil.example/testserver/"},
    "a name that begins like ours": {"HTTP_ORIGIN": "http://testserver.evil.example"},
    "a browser that does not say": {},
    "another origin that claims to be the same": {
        "HTTP_SEC_FETCH_SITE": "Same-Origin",
        "HTTP_ORIGIN": "http://testserver",
    },
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
def test_post_from_elsewhere_is_refused_and_nothing_is_stored(db, headers):
    make_lesson(1)

    response = Client().post(MARK, {"rating": "got-it"}, **headers)

    assert response.status_code == 403
    assert "This was not sent" in response.content.decode()
    assert (Card.objects.count(), User.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "headers",
    [SAME_ORIGIN, {"HTTP_ORIGIN": "http://testserver"}, {"HTTP_REFERER": "http://testserver/lessons/lesson-1/"}],
)
def test_post_from_our_own_page_is_taken(db, headers):
    make_lesson(1)

    assert Client(enforce_csrf_checks=True).post(MARK, {"rating": "got-it"}, **headers).status_code == 302


def test_code_that_no_prompt_can_have_is_not_found(client, db):
    statuses = [client.post(f"/prompts/{code}/mark/", {"rating": "got-it"}).status_code for code in ("P05.1%00", "x")]

    assert statuses == [404, 404]
