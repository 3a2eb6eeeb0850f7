"""Pages for members and guests: the shared page with personal parts, and nothing of anybody else."""

import gzip

import pytest
from django.test import Client

from lessons.models import Lesson, Prompt
from progress.services import note_place
from reviews.services import mark_prompt
from tests.conftest import SAME_ORIGIN
from tests.factories import make_lesson, make_user

LESSON = "/lessons/lesson-1/"


def browser_of(user) -> Client:
    client = Client(**SAME_ORIGIN)
    client.force_login(user)
    return client


def busy_learner(name: str):
    """A member who has read lesson 1, is in the middle of lesson 2, and has marked a prompt."""
    user = make_user(display_name=name, theme="dark")
    note_place(learner=user, lesson=Lesson.objects.get(code="L01"), anchor="s-first-part", is_read=True)
    note_place(learner=user, lesson=Lesson.objects.get(code="L02"), anchor=f"s-place-of-{name.lower()}")
    mark_prompt(learner=user, prompt=Prompt.objects.get(code="P01.1"), rating="got-it")
    return user


@pytest.mark.database
@pytest.mark.parametrize("lessons", [1, 3])
@pytest.mark.parametrize("learners", [1, 3])
def test_lesson_for_a_member_takes_eight_queries_however_many_lessons_and_learners(
    db, django_assert_num_queries, lessons, learners
):
    for number in range(1, lessons + 1):
        make_lesson(number)
    members = [make_user() for _ in range(learners)]
    for member in members:
        for lesson in Lesson.objects.all():
            note_place(learner=member, lesson=lesson, is_read=True)
            mark_prompt(learner=member, prompt=lesson.prompts.get(), rating="got-it")
    client = browser_of(members[0])
    client.get(LESSON)

    # edition, session, member, cards, places, practised lessons, notes, comments of theirs
    with django_assert_num_queries(8):
        client.get(LESSON)


@pytest.mark.database
def test_lesson_for_a_guest_takes_seven_queries(db, client, django_assert_num_queries):
    make_lesson(1)
    client.post("/prompts/P01.1/mark/", {"rating": "got-it"})
    client.get(LESSON)

    with django_assert_num_queries(7):  # edition, session, guest, cards, places, practised lessons, notes
        client.get(LESSON)


@pytest.mark.parametrize(
    "path", ["/", "/course/", "/articles/", "/glossary/", "/about/", "/privacy/", "/search/?q=threshold"]
)
def test_other_pages_for_a_member_take_seven_queries_at_most(db, path, django_assert_max_num_queries):
    make_lesson(1)
    make_lesson(2)
    client = browser_of(make_user())
    client.get(path)

    with django_assert_max_num_queries(7):
        assert client.get(path).status_code == 200


def test_page_of_a_member_says_what_they_did(db):
    make_lesson(1)
    make_lesson(2)
    client = browser_of(busy_learner("Ada"))

    lesson = client.get(LESSON).content.decode()
    outline = client.get("/course/").content.decode()

    assert "Ada" in lesson
    assert 'data-theme="dark"' in lesson
    assert "You recalled this." in lesson
    assert "You have read this lesson." in lesson
    assert 'href="/lessons/lesson-2/#s-place-of-ada"' in outline
    assert "1 of 2 done" in outline


@pytest.mark.database
@pytest.mark.parametrize("path", ["/", "/course/", LESSON, "/lessons/lesson-2/", "/about/"])
def test_two_members_and_a_visitor_never_see_each_other(db, path):
    make_lesson(1)
    make_lesson(2)
    visitor = Client()
    as_visitors_see_it = visitor.get(path).content
    new = make_user(display_name="Grace")
    as_the_new_see_it = browser_of(new).get(path).content
    busy, other = browser_of(busy_learner("Ada")), browser_of(new)

    for _round in range(3):
        mine = busy.get(path).content
        theirs = other.get(path).content
        visitors = visitor.get(path).content

        assert b"Ada" in mine
        assert b"Grace" not in mine
        assert theirs == as_the_new_see_it
        assert visitors == as_visitors_see_it
        for content in (theirs, visitors):
            assert not any(trace in content for trace in (b"Ada", b"ada", b"recalled this", b"have read", b"1 of 2"))


def test_member_who_signs_out_gets_the_page_of_visitors(db):
    make_lesson(1)
    make_lesson(2)
    visitors = Client().get(LESSON).content
    client = browser_of(busy_learner("Ada"))
    client.get(LESSON)

    client.logout()

    assert client.get(LESSON).content == visitors


def test_visitor_with_an_unknown_session_gets_the_page_of_visitors(db, client):
    make_lesson(1)
    visitors = Client().get(LESSON).content
    client.cookies["session"] = "k" * 32

    response = client.get(LESSON)

    assert response.content == visitors
    assert "ETag" not in response.headers


def test_page_of_a_learner_is_not_kept_by_anybody(db):
    make_lesson(1)
    client = browser_of(make_user())

    response = client.get(LESSON)

    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    assert {name.strip() for name in response["Vary"].split(",")} == {"Cookie", "Accept-Encoding"}


def test_page_of_a_learner_is_compressed_where_the_browser_takes_it(db):
    make_lesson(1)
    client = browser_of(make_user())
    plain = client.get(LESSON)

    compressed = client.get(LESSON, HTTP_ACCEPT_ENCODING="gzip, br")

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert "Content-Encoding" not in plain.headers


def test_name_with_markup_is_shown_as_text(db):
    make_lesson(1)
    client = browser_of(make_user(display_name="<b>\x1a0\x1a&amp;"))

    page = client.get(LESSON).content.decode()

    assert "&lt;b&gt;" in page
    assert "&amp;amp;" in page
    assert page.count("<h1>") == 1


def test_guest_sees_their_marks_and_a_way_to_keep_them(db, client):
    make_lesson(1)
    client.post("/prompts/P01.1/mark/", {"rating": "not-yet"})

    page = client.get(LESSON).content.decode()

    assert "Keep progress" in page
    assert "Not yet. Read the paragraph above once more" in page


def test_message_is_shown_once_and_only_to_whom_it_is_for(db):
    make_lesson(1)
    client = browser_of(make_user(password="a long enough passphrase"))
    client.post(
        "/accounts/preferences/",
        {"time_zone": "UTC", "weekly_goal": 3, "theme": "system", "reading_font": "serif", "display_name": "Ada"},
    )

    visitor = Client().get("/about/").content.decode()
    first = client.get("/about/").content.decode()
    second = client.get("/about/").content.decode()

    assert ["Your preferences are saved." in page for page in (visitor, first, second)] == [False, True, False]
