"""Threads as readers see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments import services
from comments.models import Comment, Thread
from comments.moderating.moderation import decide
from comments.services import make_anonymous
from comments.writing import parent_of
from tests.accounts.actions import sign_in_with_app
from tests.comments.actions import WRITE, second_step, words_of
from tests.comments.factories import make_comment, make_thread
from tests.factories import make_lesson, make_user
from tests.quizzes.page import read
from tests.quizzes.quiz_lessons import browser_of

pytestmark = pytest.mark.database
PATH = "/comments/lessons/lesson-1/"


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


def texts_of(response) -> list[str]:
    return [said.words for said in read(response).all("div", class_="said")]


def make_many(count: int) -> Thread:
    thread, start = make_thread(), timezone.now() - timedelta(days=9)
    rows = [
        Comment(
            thread=thread,
            name="Kim",
            text=f"Number {number}",
            html=f"<p>Number {number}</p>",
            key=f"key {number}",
            status="approved",
            is_shown=True,
            written_at=start + timedelta(minutes=number),
            root_at=start + timedelta(minutes=number),
        )
        for number in range(1, count + 1)
    ]
    Comment.objects.bulk_create(rows)
    return thread


def test_replies_stand_below_their_comment_in_the_order_of_time(client):
    first, second = make_comment("First"), make_comment("Second")
    make_comment("Reply two", parent=second)
    make_comment("Reply one", parent=first)
    make_comment("Reply to a reply", parent=Comment.objects.get(text="Reply one"))

    assert texts_of(client.get(PATH)) == ["First", "Reply one", "Reply to a reply", "Second", "Reply two"]
    assert texts_of(client.get(PATH + "?sort=newest")) == [
        "Second",
        "Reply two",
        "First",
        "Reply one",
        "Reply to a reply",
    ]


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn", "deleted"])
def test_only_approved_comments_are_seen(client, status):
    make_comment("Seen")
    make_comment("Not seen", status=status)

    for path in (PATH, "/lessons/lesson-1/"):
        assert texts_of(client.get(path)) == ["Seen"]
        assert "1 comment" in words_of(client.get(path))


def test_place_of_a_deleted_comment_stays_while_it_has_answers(client):
    parent = make_comment("Gone")
    reply = make_comment("An answer", parent=parent)
    parent.status = "deleted"
    parent.save()
    services.show(parent)

    before = words_of(client.get(PATH))
    reply.status = "rejected"
    reply.save()
    services.show(reply)

    assert "A comment that was removed." in before
    assert "Gone" not in before
    assert "A comment that was removed." not in words_of(client.get(PATH))


def test_pages_of_fifty(client):
    make_many(101)

    pages = [texts_of(client.get(f"{PATH}?page={number}")) for number in (1, 2, 3)]

    assert [len(page) for page in pages] == [50, 50, 1]
    assert (pages[0][0], pages[2][0]) == ("Number 1", "Number 101")
    assert texts_of(client.get(PATH + "?page=99")) == pages[2]
    assert texts_of(client.get(PATH + "?page=x")) == pages[0]
    assert "Page 2 of 3" in words_of(client.get(PATH + "?page=2"))


def test_permalink_leads_to_where_the_comment_stands(client):
    make_many(51)
    first, last = Comment.objects.earliest("written_at"), Comment.objects.latest("written_at")

    assert client.get(first.get_absolute_url()).url == f"/lessons/lesson-1/#{first.anchor}"
    assert client.get(last.get_absolute_url()).url == f"{PATH}?page=2#{last.anchor}"
    assert read(client.get(f"{PATH}?page=2")).one("li", id=last.anchor).words.startswith("K")


def test_permalink_of_what_is_not_shown_is_not_found(client):
    assert client.get(make_comment(status="pending").get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 120])
def test_thread_takes_the_same_queries_however_long(client, django_assert_num_queries, count):
    make_many(count)
    client.get(PATH)

    with django_assert_num_queries(6):
        client.get(PATH)


def test_lesson_shows_a_comment_as_soon_as_it_is_approved(client):
    assert "1 comment" not in words_of(client.get("/lessons/lesson-1/"))

    make_comment("At once")

    assert texts_of(client.get("/lessons/lesson-1/")) == ["At once"]


def test_own_comment_that_is_published_stands_once_and_can_be_changed_from_beside_it(clock):
    browser = browser_of(make_user(display_name="Robin"))
    browser.post(WRITE, second_step(browser, clock, text="Only once"))
    comment = Comment.objects.get()
    comment.status = "approved"
    comment.save()
    services.show(comment)
    clock.shift(150)

    for path in ("/lessons/lesson-1/", PATH):
        page = read(browser.get(path))

        assert texts_of(browser.get(path)) == ["Only once"]
        mine = page.one("article", id=f"mine-{comment.public_id}")
        assert mine.words == "✓ Your comment is published Change or withdraw it for 12 minutes more"
        assert mine.all("a")[0]["href"] == comment.get_absolute_url()


def test_time_of_a_comment_says_its_zone(client):
    make_comment()
    moment = timezone.now()
    Comment.objects.update(written_at=moment)

    time = read(client.get(PATH)).one("li", class_="comment").one("time")

    assert time.words == f"{moment.day} {moment:%B %Y, %H:%M} UTC"
    assert time["datetime"] == f"{moment:%Y-%m-%dT%H:%M:%S.%f}+00:00"


def test_name_runs_in_its_own_direction(client):
    make_comment(name="דנה")

    assert read(client.get(PATH)).one("li", class_="comment").one("h3").one("bdi").words == "דנה"


def test_comment_of_an_erased_member_stays_without_a_name(client):
    member = make_user(display_name="Robin")
    make_comment("Stays", author=member, visitor="a" * 64, network="203.0.113.0")

    make_anonymous(numbers=[member.pk])
    member.delete()

    comment = Comment.objects.get()
    assert (comment.author, comment.visitor, comment.network) == (None, "", None)
    words = words_of(client.get("/lessons/lesson-1/"))
    assert "Somebody who has left" in words
    assert "Robin" not in words


def test_what_nobody_was_shown_goes_with_its_author_and_the_place_of_an_answered_one_stays_empty():
    member = make_user()
    make_comment("Held back", author=member, status="pending")
    make_comment("Answered", parent=(parent := make_comment("Answered, then deleted", author=member)))
    Comment.objects.filter(pk=parent.pk).update(status="deleted")

    make_anonymous(numbers=[member.pk])
    member.delete()

    assert {comment.text for comment in Comment.objects.all()} == {"", "Answered"}


def test_links_promise_nothing_to_search_engines(client):
    make_comment("See http://example.org/a?b=1&c=<b>2</b> or javascript:alert(1)")

    said = read(client.get(PATH)).one("div", class_="said")

    (link,) = said.all("a")
    assert link["rel"] == "nofollow ugc noopener"
    assert link["href"].startswith("http://example.org/")
    assert said.all("b") == []


@pytest.mark.parametrize("status", ["pending", "spam"])
def test_answer_is_not_shown_below_somebody_else_while_its_comment_is_not_there(client, status):
    make_comment("Something else")
    parent = make_comment("Answered")
    make_comment("An answer", parent=parent)
    parent.status = status
    parent.save()

    services.show(parent)

    assert texts_of(client.get(PATH)) == ["Something else"]


def put_aside(parent: Comment, how: str) -> None:
    """What its author or a moderator does with a comment that was just published, while its answer waits."""
    if how == "withdrawn":
        services.withdraw(comment=parent)
    elif how == "edited":
        services.edit(comment=parent, text="Better words.")
    else:
        decide(comment=parent, action=how, moderator=make_user())


@pytest.mark.parametrize(
    ("how", "place"),
    [
        ("withdrawn", "A comment withdrawn by its author."),
        ("delete", "A comment that was removed."),
        ("reject", "A comment that was removed."),
    ],
)
def test_answer_that_waited_appears_below_the_place_of_what_it_answers(client, how, place):
    parent = make_comment("Taken back.")
    answer = make_comment("An answer.", parent=parent, status="pending")
    put_aside(parent, how)
    before = words_of(client.get(PATH))

    decide(comment=answer, action="approve", moderator=make_user("mo@example.org"))

    words = words_of(client.get(PATH))
    assert place not in before
    assert words.index(place) < words.index("An answer.")
    assert "Taken back." not in words
    assert client.get(answer.get_absolute_url()).status_code == 302
    assert client.get(f"/comments/{answer.public_id}/reply/").status_code == 200


@pytest.mark.parametrize(("how", "back"), [("edited", "approve"), ("spam", "approve")])
def test_answer_below_what_is_not_shown_waits_and_cannot_be_answered_until_that_is_shown(client, how, back):
    parent, moderator = make_comment("Answered."), make_user("mo@example.org")
    answer = make_comment("An answer.", parent=parent, status="pending")
    put_aside(parent, how)
    decide(comment=answer, action="approve", moderator=moderator)

    hidden = [client.get(answer.get_absolute_url()), client.get(f"/comments/{answer.public_id}/reply/")]
    taken = parent_of(parent.thread, str(answer.public_id))
    decide(comment=parent, action=back, moderator=moderator)

    assert [response.status_code for response in hidden] == [404, 404]
    assert taken is None
    assert "An answer." in words_of(client.get(PATH))
    assert client.get(f"/comments/{answer.public_id}/reply/").status_code == 200
    assert parent_of(parent.thread, str(answer.public_id)) == answer


@pytest.mark.parametrize("where", ["preferences", "admin", "first comment"])
def test_new_name_of_a_member_stands_by_their_comments_at_once(client, clock, where):
    member = make_user(display_name="" if where == "first comment" else "Robin")
    make_comment("Mine.", author=member)
    browser = browser_of(member)
    before = words_of(client.get("/lessons/lesson-1/"))

    if where == "preferences":
        chosen = {"time_zone": "UTC", "weekly_goal": "3", "theme": "dark", "reading_font": "serif"}
        browser.post("/accounts/preferences/", {"display_name": "Sparrow", **chosen})
    elif where == "admin":
        browser.logout()
        sign_in_with_app(browser, make_user("admin@example.org", is_superuser=True, is_staff=True))
        values = {"display_name": "Sparrow", "is_active": "on"}
        browser.post(f"/admin/accounts/user/{member.pk}/change/", values)
    else:
        browser.post(WRITE, second_step(browser, clock, name="Sparrow"))

    assert ("Sparrow" in before, member.name in before) == (False, True)
    assert "Sparrow" in words_of(client.get("/lessons/lesson-1/"))


def test_member_sees_what_waits_below_the_lesson_on_every_device(client):
    member = make_user()
    make_comment("Not yet seen by others.", author=member, status="pending", visitor="a" * 64)

    elsewhere = words_of(browser_of(member).get("/lessons/lesson-1/"))

    assert "Your comment awaits review" in elsewhere
    assert "Not yet seen by others." in elsewhere
    assert "Not yet seen by others." not in words_of(client.get("/lessons/lesson-1/"))
    assert "Not yet seen by others." not in words_of(browser_of(make_user("x@example.org")).get("/lessons/lesson-1/"))
