"""Criteria of the way to the course, and of what happens to an address; the others are named where they are tested."""

import io
import re
import zipfile

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.sealing import unseal
from comments.models import Comment
from comments.moderating import moderation
from tests.accounts.actions import confirm_that_it_is_me, sign_in
from tests.comments.actions import TYPED, WRITE, second_step, words_of
from tests.comments.factories import make_comment, make_thread
from tests.factories import make_article, make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

pytestmark = pytest.mark.django_db
ORDER = ("still product management", "real value", "the experience", "trust", "the role in practice")
"""What the list of modules leads through, from value and product thinking to practice."""


def links_in_main(response) -> dict[str, list[str]]:
    """The words of the links of a page, by where they lead."""
    found = {}
    for link in read(response).one("main").all("a"):
        found.setdefault(link["href"], []).append(link.words)
    return found


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/lessons/lesson-1/", "About the whole course"),
        ("/course/", "About the whole course"),
        ("/articles/overview/", "AI Product Management Fundamentals"),
    ],
)
def test_ac_a18_1_end_of_a_text_and_the_overview_lead_to_the_course(client, path, words):
    lesson = make_lesson(1)
    lesson.module.course.title = "AI Product Management Fundamentals"
    lesson.module.course.save()
    make_article(slug="overview")

    response = client.get(path)

    assert links_in_main(response)["/"] == [words]
    html = response.content.decode()
    assert html.index(lesson.summary if path == "/course/" else "</h2>") < html.rindex(words)


def test_ac_a18_1_who_has_begun_may_continue(client):
    lesson = make_lesson(1)
    make_lesson(2)
    client.post(f"{lesson.get_absolute_url()}read/")

    words = [text for texts in links_in_main(client.get("/course/")).values() for text in texts]

    assert [text for text in words if text.startswith(("Continue", "Next lesson"))] != []


def test_ac_a18_2_landing_page_lists_the_modules_and_needs_no_account(client, course):
    response = client.get("/")

    page = read(response)
    modules = page.one("ol", class_="modules")
    titles = [card.one("h3").words for card in modules.all("li", class_="card")]
    assert response.status_code == 200
    assert page.one("h1").words == "AI Product Management Fundamentals"
    assert titles == [module.title for module in course.modules.order_by("position")]
    places = [modules.words.casefold().index(words) for words in ORDER]
    assert places == sorted(places)
    for card in modules.all("li", class_="card"):
        assert re.search(r"\d+ lessons? · \d+ min", card.one("p", class_="meta").words)
    assert re.search(r"\d+ lessons, about \d+ hours\. Free to read, no account needed\.", words_of(response))
    lessons = [link["href"] for link in modules.all("a")]
    assert {client.get(path).status_code for path in lessons} == {200}
    assert len(lessons) == 18


def test_ac_a19_1_back_leads_to_the_course_wherever_the_request_says_it_came_from(client):
    make_lesson(1)

    for referrer in ("", "https://evil.example/", "javascript:alert(1)", "http://testserver/glossary/"):
        page = read(client.get("/lessons/lesson-1/", headers={"Referer": referrer}))
        (back,) = [link for link in page.one("main").all("a") if "data-back" in link]

        assert (back["href"], back.words) == ("/course/", "Back")


def pages_of_others(comment: Comment) -> list[str]:
    return [
        "/lessons/lesson-1/",
        "/comments/lessons/lesson-1/",
        "/comments/lessons/lesson-1/?sort=newest",
        "/comments/lessons/lesson-1/check/",
        f"/comments/{comment.public_id}/reply/",
        "/",
        "/course/",
        "/articles/",
        "/articles/feed/",
        "/sitemap.xml",
        "/search/?q=kim",
        "/search/?q=edits",
        "/accounts/export/",
    ]


def test_ac_a19_3_address_is_not_published(client):
    make_lesson(1)
    page = read(client.get("/lessons/lesson-1/"))
    assert "Not published." in page.one(id=page.one("input", name="email")["aria-describedby"]).words
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(WRITE, second_step(client, clock))

    comment = Comment.objects.get()
    moderation.decide(comment=comment, action="approve", moderator=make_user())

    assert unseal(comment.email_sealed) == TYPED["email"]
    assert "kim@" not in comment.email_sealed + comment.email_digest
    for browser in (Client(), browser_of(make_user(display_name="Robin"))):
        for path in pages_of_others(comment):
            text = browser.get(path, follow=True).content.decode()
            assert "kim@example.org" not in text, path
            assert comment.email_digest not in text, path
            assert comment.email_sealed not in text, path
        assert TYPED["text"] in browser.get("/lessons/lesson-1/").content.decode()


def test_ac_a19_3_address_is_in_no_copy_that_another_member_takes_along(client):
    thread, member = make_thread(make_lesson(1)), make_user(display_name="Robin")
    make_comment("By a visitor", thread=thread)
    make_comment("By a member", thread=thread, author=member)
    sign_in(client, member.email)
    confirm_that_it_is_me(client)

    archive = zipfile.ZipFile(io.BytesIO(client.post("/accounts/export/").getvalue()))

    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "By a member" in text
    assert "By a visitor" not in text
    assert "kim@example.org" not in text
