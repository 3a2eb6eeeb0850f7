"""Changing one's own comment: how often, until when, and what is said about it."""

import pytest
from django.utils import timezone

from comments import services
from comments.models import Comment, Thread
from comments.moderating import moderation
from tests.comments.actions import TYPED, WRITE, second_step, words_of
from tests.comments.factories import make_comment, make_moderator
from tests.factories import make_lesson
from tests.quizzes.page import read

pytestmark = pytest.mark.django_db
LEGEND = "Required fields are marked with an asterisk (*)."


@pytest.fixture(autouse=True)
def lesson(db):
    return make_lesson(1)


@pytest.fixture
def comment(client, clock) -> Comment:
    client.post(WRITE, second_step(client, clock))
    return Comment.objects.get()


def path_of(comment: Comment) -> str:
    return f"/comments/{comment.public_id}/edit/"


def change(client, comment: Comment, text: str = "Better words."):
    return client.post(path_of(comment), {"text": text})


def assert_refused(response, words: str, *, status: int = 409, text: str = "Better words.") -> None:
    """The words come back, with what is wrong where one is led to."""
    page = read(response)
    summary = page.one("div", class_="error-summary")
    field = page.one("textarea", name="text")
    assert response.status_code == status
    assert page.one("title").words.startswith("Error:")
    assert words in summary.words
    assert "autofocus" in summary
    assert [link["href"] for link in summary.all("a")] == [f"#{field['id']}"]
    assert field.text.strip() == text


def test_too_late_the_page_says_so_as_of_any_mistake(client, clock, comment):
    clock.shift(services.EDITABLE)

    response = change(client, comment)

    assert_refused(response, "A comment can be changed for 15 minutes")
    assert "readonly" in read(response).one("textarea", name="text")
    assert "Save" not in words_of(response)


def test_too_late_counts_before_what_else_is_wrong(client, clock, comment):
    clock.shift(services.EDITABLE)

    assert_refused(change(client, comment, "x" * 4001), "A comment can be changed", text="x" * 4001)


def test_changes_are_limited_as_comments_are(client, comment, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "comment": "1/h/ip"}
    change(client, comment, "The second time.")

    response = change(client, comment)

    assert_refused(response, "send it in", status=429)
    comment.refresh_from_db()
    assert comment.text == "The second time."


def test_what_a_moderator_edited_can_be_withdrawn_and_no_longer_changed(client, comment):
    moderation.correct(comment=comment, text="Without the name.", moderator=make_moderator())

    response = change(client, comment)
    page = client.get(path_of(comment))

    assert_refused(response, "A moderator has edited this comment")
    assert "A moderator has edited this comment" in words_of(page)
    assert "Withdraw it" in words_of(client.get("/lessons/lesson-1/"))
    comment.refresh_from_db()
    assert (comment.text, comment.is_edited_by_staff) == ("Without the name.", True)
    client.post(f"/comments/{comment.public_id}/withdraw/")
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


@pytest.mark.parametrize("field", ["closed_at", "locked_at"])
def test_in_a_closed_thread_it_can_be_withdrawn_and_not_changed(client, comment, field):
    Thread.objects.update(**{field: timezone.now()})

    response = change(client, comment)

    assert_refused(response, "This thread takes no more comments")
    assert "Withdraw this comment" in words_of(response)
    assert "Change or withdraw it" not in words_of(client.get("/lessons/lesson-1/"))
    client.post(f"/comments/{comment.public_id}/withdraw/")
    comment.refresh_from_db()
    assert (comment.text, comment.status) == (TYPED["text"], "withdrawn")


def test_saving_the_same_words_changes_nothing_and_says_so(client, comment):
    Comment.objects.update(status="approved", is_shown=True)

    response = client.post(path_of(comment), {"text": TYPED["text"]}, follow=True)

    assert "You changed nothing" in read(response).one("div", class_="flash").words
    comment.refresh_from_db()
    assert (comment.status, comment.edited_at) == ("approved", None)


def test_published_comment_warns_that_it_disappears_until_it_is_looked_at(client, comment):
    before = words_of(client.get(path_of(comment)))
    Comment.objects.update(status="approved", is_shown=True)

    words = "readers do not see it until it has been looked at again"
    assert words not in before
    assert words in words_of(client.get(path_of(comment)))


def test_asterisk_is_explained_wherever_it_stands(client, comment):
    pages = [
        client.get(path_of(comment)),
        client.get("/comments/mine/"),
        client.post("/comments/lessons/lesson-1/follow/", {"email": "kim at home"}),
    ]
    for response in pages:
        assert LEGEND in words_of(response), response.request["PATH_INFO"]


def test_reply_of_somebody_ends_changing_and_withdrawing(client, comment):
    Comment.objects.update(status="approved", is_shown=True)
    comment.refresh_from_db()
    make_comment("An answer.", parent=comment)

    response = change(client, comment)

    assert_refused(response, "until somebody answers it")
    assert "Withdraw this comment" not in words_of(response)
